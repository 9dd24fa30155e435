"""The same full installation again and again, and servers on it that are killed."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from rettvis.web.operations.backup import postgresql, sqlite
from tests.web.operations.installation import Installation, ground
from tests.web.site.faults.sent import Sent, written

FILL = """
import json
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.web.site.faults.forms import everything
print(json.dumps(everything()))
"""
SHAPES = ("fields", "filled", "plain")
State = Mapping[str, tuple[int, str]]
"""Each table: how many rows, and their digest."""


@dataclass
class Answer:
    """What came back: 0 where the server was killed first."""

    status: int
    body: str = ""


class Ground:
    """A full installation that is put back before each try, and a process that servers are forked from."""

    def __init__(self, made: Installation) -> None:
        self.made = made
        self.made.more |= {"RETTVIS_BEHIND_PROXY": "1", "RETTVIS_SECOND_FACTOR": "optional"}
        self.forms = [_form(row) for row in json.loads(made.python(FILL).splitlines()[-1])]
        self.home, self.note = made.home, made.home.parent / f"{made.home.name}-note"
        self.kept = made.home.parent / f"{made.home.name}-kept"
        shutil.copytree(self.home, self.kept)
        self.number = 0
        command = [sys.executable, str(Path(__file__).parent / "server.py")]
        self.forks = subprocess.Popen(
            command, env=made.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def put_back(self) -> None:
        """The installation as it was at first."""
        shutil.rmtree(self.home)
        shutil.copytree(self.kept, self.home)
        if self.made.database_url:
            with psycopg.connect(self._server(), autocommit=True) as server:
                server.execute(f"DROP DATABASE IF EXISTS try{self.number} WITH (FORCE)")
                self.number += 1
                server.execute(f'CREATE DATABASE try{self.number} TEMPLATE "{self._name()}"')

    @contextmanager
    def server(self, kill: int = 0) -> Iterator["Server"]:
        """A server that kills itself at place ``kill``; at the end of the block it is killed in any case."""
        self.note.write_text("")
        wanted = {"kill": kill, "note": str(self.note)}
        if self.made.database_url:
            wanted["database"] = f"try{self.number}"
        assert self.forks.stdin
        assert self.forks.stdout
        print(json.dumps(wanted), file=self.forks.stdin, flush=True)
        told = json.loads(self.forks.stdout.readline())
        started = Server(told["port"], told["pid"])
        try:
            yield started
        finally:
            started.end()

    def places(self) -> list[str]:
        """Where the last server wrote, in order."""
        return self.note.read_text().split("\n")[:-1]

    def state(self) -> State:
        """Every table as it stands."""
        if self.made.database_url:
            with psycopg.connect(self._server(f"try{self.number}")) as connection:
                found = postgresql.tables(connection)
        else:
            found = sqlite.tables(self.home / "rettvis.sqlite3")
        return {name: (table.rows, table.sha256) for name, table in found.items()}

    def stop(self) -> None:
        """Let the process end."""
        self.forks.communicate(timeout=20)

    def _name(self) -> str:
        return self.made.database_url.split("/")[3].partition("?")[0]

    def _server(self, name: str = "postgres") -> str:
        return self.made.database_url.replace(f"/{self._name()}?", f"/{name}?")


@dataclass
class Server:
    """One running server."""

    port: int
    pid: int

    def send(self, form: Sent) -> Answer:
        """Send a form; status 0 where no answer came."""
        body, kind = written(form)
        return self.ask("POST", form.path, form, body, {"Content-Type": kind})

    def ask(
        self,
        method: str,
        path: str,
        form: Sent | None = None,
        body: bytes = b"",
        more: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask for a page as the form's sender."""
        headers = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "10.0.0.1",
            "Referer": f"https://localhost{path}",
            **(more or {}),
        }
        if form is not None:
            cookies = {"csrftoken": form.csrf, "sessionid": form.session}
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items() if value)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read().decode(errors="replace"))
        except (ConnectionError, http.client.HTTPException):
            return Answer(0)
        finally:
            connection.close()

    def end(self) -> None:
        """Kill it, as a power cut would, and wait until it is gone."""
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        while Path(f"/proc/{self.pid}").exists():
            time.sleep(0.005)


@contextmanager
def on_ground(kind: str, folder: Path) -> Iterator[Ground]:
    """The ground on ``sqlite`` or ``postgresql``."""
    with ground(kind, folder, filled=False) as installations:
        made = Ground(installations.empty())
        try:
            yield made
        finally:
            made.stop()


def _form(row: dict[str, Any]) -> Sent:
    shapes = {key: tuple((name, value) for name, value in row.pop(key)) for key in SHAPES}
    return Sent(**shapes, files=tuple(row.pop("files")), **row)
