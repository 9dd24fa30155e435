"""An installation of its own, as an administrator has it: a home, a database, and the command line."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tools import postgres

ROOT = Path(__file__).parents[3]
START = """
import django, os
os.environ["DJANGO_SETTINGS_MODULE"] = "rettvis.web.site.settings"
django.setup()
"""
COMMAND = "from rettvis.cli.main import run; raise SystemExit(run())"
KIND = "postgresql" if os.environ.get("RETTVIS_DATABASE_URL", "").startswith("postgresql") else "sqlite"
"""The database of this run: ``make test`` runs the tests of the web on each."""
KEY = "only for tests, only for tests, only for tests, only for tests"


@dataclass
class Installation:
    """A home folder and a database; nothing is in either yet."""

    home: Path
    database_url: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The variables of the installation, without those of the tests themselves."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("RETTVIS_", "DJANGO_"))
        }
        own = {
            "RETTVIS_HOME": str(self.home),
            "RETTVIS_SECRET_KEY": KEY,
            "RETTVIS_HOSTS": "localhost",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        if self.database_url:
            own["RETTVIS_DATABASE_URL"] = self.database_url
        return {**kept, **own, **self.more}

    def run(self, *words: str, **more: Any) -> "subprocess.CompletedProcess[str]":
        """``rettvis`` with these words."""
        command = [sys.executable, "-c", COMMAND, *words]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, **more
        )

    def answer(self, *words: str) -> Any:
        """What ``rettvis … --json`` says, where it went well."""
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def faults(self, *words: str) -> str:
        """What is said where it did not."""
        done = self.run(*words, "--lang", "en")
        assert done.returncode == 2, done.stdout + done.stderr
        assert done.stdout == ""
        return done.stderr

    def python(self, code: str) -> str:
        """Run some lines in the installation."""
        done = subprocess.run(
            [sys.executable, "-c", START + code],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def names(self) -> list[str]:
        """The municipalities, read past the application."""
        wanted = "SELECT name FROM access_municipality ORDER BY number"
        if not self.database_url:
            with closing(sqlite3.connect(self.home / "rettvis.sqlite3")) as database:
                return [name for (name,) in database.execute(wanted)]
        with psycopg.connect(self.database_url) as server:
            return [name for (name,) in server.execute(wanted).fetchall()]

    def add_municipality(self) -> None:
        """Something that was not there when the backup was made."""
        columns = "number, name, synthetic, organisation_number"
        add = f"INSERT INTO access_municipality ({columns}) VALUES ('9903', 'Nyset', false, '')"
        if not self.database_url:
            with closing(sqlite3.connect(self.home / "rettvis.sqlite3")) as database, database:
                database.execute(add)
        else:
            with psycopg.connect(self.database_url) as server:
                server.execute(add)


FILLING = """
from django.conf import settings
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.web.conftest import make_place
from tests.web.decision.ready import make_ready
make_ready(make_place("9901", "Fjordvik"))
settings.DOCUMENTS.mkdir(parents=True)
(settings.DOCUMENTS / "ab").mkdir()
(settings.DOCUMENTS / "ab" / "cd01").write_bytes(bytes(range(256)) * 40)
"""


class Ground:
    """What installations of one session stand on: a server where one is needed, and one that is filled."""

    def __init__(self, folder: Path, server: str, filled: bool) -> None:
        self.folder, self.server, self.number = folder, server, 0
        if filled:
            self.filled = self.empty()
            self.filled.python(FILLING)

    def empty(self) -> Installation:
        """A new installation with nothing in it."""
        self.number += 1
        home = self.folder / f"home-{self.number}"
        home.mkdir()
        return Installation(home, self._database(f"d{self.number}", "template1"))

    def copy(self) -> Installation:
        """A new installation with a case that has a letter, a log and a document."""
        self.number += 1
        home = self.folder / f"home-{self.number}"
        shutil.copytree(self.filled.home, home)
        return Installation(
            home, self._database(f"d{self.number}", urlsplit(self.filled.database_url).path[1:])
        )

    def _database(self, name: str, template: str) -> str:
        if not self.server:
            return ""
        with psycopg.connect(self.server, autocommit=True) as server:
            server.execute(f'CREATE DATABASE {name} TEMPLATE "{template}"')
        return self.server.replace("/postgres?", f"/{name}?")


@contextmanager
def ground(kind: str, folder: Path, *, filled: bool = True) -> Iterator[Ground]:
    """The ground on ``sqlite`` or ``postgresql``."""
    if kind == "sqlite":
        yield Ground(folder, "", filled)
        return
    with postgres.private_server() as address:
        yield Ground(folder, address, filled)
