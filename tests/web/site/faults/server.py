"""A server of its own for each request: forked from a process that is ready, and killed where a test says.

Run as a program it reads one JSON document a line. ``{"kill": n}`` forks a server that kills itself with -9
at the n-th place where it writes (before each statement that writes, before and after each commit), or never
for 0; the answer is its port and process id. The places are counted in a file, so that a test knows how many
there are.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

WRITES = ("INSERT", "UPDATE", "DELETE")


class Places:
    """Counts the places where the server writes, and kills it at one."""

    def __init__(self, kill: int, note: Path) -> None:
        self.kill, self.note, self.seen = kill, note, 0

    def pass_by(self, what: str) -> None:
        """One more place: noted on the disk before anything happens there."""
        self.seen += 1
        with self.note.open("a") as file:
            file.write(f"{what}\n")
        if self.seen == self.kill:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Stands around every statement of the connection."""
        if sql.lstrip().upper().startswith(WRITES):
            self.pass_by("write")
        return execute(sql, params, many, context)

    def around(self, commit: Callable[[], None]) -> Callable[[], None]:
        """Stands around every commit of the connection."""

        def committed() -> None:
            self.pass_by("before commit")
            commit()
            self.pass_by("after commit")

        return committed


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_words: object) -> None:
        """Nothing."""


def serve(kill: int, note: Path) -> None:
    """Serve one request after the other on a free port, and say which."""
    from django.db import connection

    from rettvis.web.site.wsgi import application

    places = Places(kill, note)
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        connection.ensure_connection()
        connection._commit = places.around(connection._commit)
        connection.execute_wrappers.append(places.statement)
        print(json.dumps({"port": server.server_port, "pid": os.getpid()}), flush=True)
        server.serve_forever()


@contextmanager
def _ready() -> Any:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "rettvis.web.site.settings"
    django.setup()
    from django.db import connections
    from django.urls import get_resolver

    assert get_resolver().reverse_dict
    connections.close_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    yield


def main() -> None:
    """Fork a server for each line."""
    with _ready():
        for line in sys.stdin:
            wanted = json.loads(line)
            if os.fork() == 0:
                from django.conf import settings
                from django.db import connection

                if wanted.get("database"):
                    settings.DATABASES["default"]["NAME"] = wanted["database"]
                    connection.settings_dict["NAME"] = wanted["database"]
                serve(wanted["kill"], Path(wanted["note"]))


if __name__ == "__main__":
    main()
