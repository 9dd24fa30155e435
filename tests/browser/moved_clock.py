"""The application as it is served, by a clock that the test moves: what time it is stands in a file.

Served by one worker with one thread, so that nobody reads the clock while it is moved.
"""

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import time_machine

from tests.browser.office import CLOCK


class MovedClock:
    """A clock that goes on from the moment that was last written in the file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.shown = ""
        self.travel: time_machine.travel | None = None
        self.follow()

    def follow(self) -> None:
        """Set the clock where the file says another moment than before."""
        told = self.file.read_text(encoding="ascii").strip()
        if told == self.shown:
            return
        if self.travel:
            self.travel.stop()
        self.travel = time_machine.travel(datetime.fromisoformat(told), tick=True)
        self.travel.start()
        self.shown = told


_clock = MovedClock(Path(os.environ[CLOCK]))

from rettvis.web.site.wsgi import application as _served  # noqa: E402 - by the moved clock from the start


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """Answer a request at the time that the test has set."""
    _clock.follow()
    return _served(environ, start_response)
