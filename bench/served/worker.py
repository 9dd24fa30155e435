"""A server of one database: reads one JSON line for each thing to do, answers with one.

``{"fill": 10000}`` makes the cases and answers with the names of the pages; ``{"ask": NAME}`` answers with
the milliseconds of one request, and ``{"ask": NAME, "count": true}`` with its queries.
"""

import json
import sys
from typing import Any

import django


def main() -> None:
    """Do what each line says, until there are no more."""
    django.setup()
    from bench.served.server import Server

    server: Server | None = None
    for line in sys.stdin:
        wanted: dict[str, Any] = json.loads(line)
        if server is None:
            server = Server(wanted["fill"])
            answer: Any = list(server.pages)
        else:
            given = server.ask(wanted["ask"], wanted.get("count", False))
            answer = {
                "ms": given.milliseconds,
                "processor": given.processor,
                "queries": given.queries,
                "bytes": len(given.body.encode()),
            }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
