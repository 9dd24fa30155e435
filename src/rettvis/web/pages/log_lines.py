"""The service's own log: one line of JSON for each thing, without anything that stands in a case."""

import json
import logging
import traceback
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """Writes a record as one line: when, how grave, which part, what, and where in the program it went wrong.

    The words of an exception are left out: a database tells in them what stood in the row.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            kind, _error, trail = record.exc_info
            frames = traceback.extract_tb(trail)
            line["error"] = kind.__name__
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]  # type: ignore[assignment]
        return json.dumps(line, ensure_ascii=False)
