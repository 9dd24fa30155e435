"""An office at work: 100,000 cases, a million rows in the log, and many caseworkers at the same time.

    python -m bench office [--cases N] [--look-ups N] [--seconds N] [--database NAME] [--json FILE]

A database is made for the run and a real server started on it: granian, WSGI, two workers with one thread
each. Each caseworker has a connection and a session of her own and asks for the next page as soon as the last
has come: lists with all kinds of filters, searches, pages of cases, and saves. What counts is the *server
time*: from the moment the server hands the request to the application until the whole answer is made. The
log-in page, which asks no database, is the ceiling.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.rules.measure import machine  # noqa: E402 - the project's own folder must be on the path first
from tools import postgres, system  # noqa: E402

HOST = "bench.local"
WORKERS = 2
DESKS = 50
MIXED = {"list": 45, "search": 15, "case": 30, "save": 10}
"""Of a hundred requests."""

AT_ONCE = {"SQLite": 5, "PostgreSQL": 50}
"""How many caseworkers work at the same time in the mixed load."""

BUDGET = 100
"""Milliseconds of server time at the 95th percentile, for lists and searches in the mixed load."""

LISTS_A_SECOND = 600
"""What the list must serve, logged in at 50 connections on SQLite."""


def measure(databases: list[str], cases: int, look_ups: int, seconds: int) -> dict[str, Any]:
    """The figures of each database."""
    found = {}
    for name in databases:
        with ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rettvis-office-")))
            address = f"sqlite:///{home}/office.sqlite3"
            if name == "PostgreSQL":
                address = stack.enter_context(postgres.private_server(postgres.AS_IN_USE))
            environment = _environment(address, home)
            print(f"making {cases:,} cases and {look_ups:,} rows of the log on {name} ...", flush=True)
            about = _prepared(environment, cases, look_ups)
            print(f"made in {about['seconds']} s", flush=True)
            port = stack.enter_context(served(environment))
            found[name] = _figures(about, port, AT_ONCE[name], seconds)
            print("\n".join(shown(name, found[name])), flush=True)
    return found


def _figures(about: dict[str, Any], port: int, at_once: int, seconds: int) -> dict[str, Any]:
    def load(desks: int, mix: dict[str, int]) -> dict[str, Any]:
        told, handled = _load(
            {**about, "port": port, "desks": about["desks"][:desks], "mix": mix, "seconds": seconds}
        )
        for desk, now in zip(about["desks"], handled, strict=False):
            desk["handled"] = now
        return told

    load(at_once, MIXED)  # what is read for the first time is not counted
    return {
        f"mixed load, {at_once} at once": load(at_once, MIXED),
        f"my own cases, {DESKS} at once": load(DESKS, {"mine": 1}),
        f"lists with filters, {DESKS} at once": load(DESKS, {"list": 1}),
        f"log-in page, no database, {DESKS} at once": load(DESKS, {"plain": 1}),
    }


def _load(about: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, int]]]:
    """Run the load in a process of its own; what it took, and who has which case now."""
    answer = subprocess.run(
        [sys.executable, "-m", "bench.desks.load"],
        cwd=ROOT,
        input=json.dumps(about),
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(answer.stdout)
    if told["wrong"]:
        raise SystemExit(f"{len(told['wrong'])} requests went wrong: {told['wrong'][:5]}")
    kinds = sorted({kind for kind, _server, _whole in told["taken"]})
    figures = {
        "requests a second": round(len(told["taken"]) / about["seconds"]),
        "kinds": {kind: _levels([one for one in told["taken"] if one[0] == kind]) for kind in kinds},
    }
    return figures, told["handled"]


def _levels(taken: list[tuple[str, float, float]]) -> dict[str, float]:
    server, whole = [one[1] for one in taken], [one[2] for one in taken]
    levels = statistics.quantiles(server, n=100) if len(server) > 1 else server * 99
    return {
        "many": len(taken),
        "p50": round(levels[49], 1),
        "p95": round(levels[94], 1),
        "p99": round(levels[98], 1),
        "whole p95": round(statistics.quantiles(whole, n=20)[18] if len(whole) > 1 else whole[0], 1),
    }


def _environment(database: str, home: Path) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("RETTVIS_")}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        "RETTVIS_HOME": str(home),
        "RETTVIS_DATABASE_URL": database,
        "RETTVIS_SECRET_KEY": "only for measuring " * 4,
        "RETTVIS_HOSTS": f"{HOST},testserver",
        "RETTVIS_BEHIND_PROXY": "1",
        "RETTVIS_SECOND_FACTOR": "optional",
        "DJANGO_SETTINGS_MODULE": "rettvis.web.site.settings",
    }


def _prepared(environment: dict[str, str], cases: int, look_ups: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.desks.prepare", *map(str, (cases, look_ups, DESKS, 1))]
    answer = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return told


@contextmanager
def served(environment: dict[str, str]) -> Iterator[int]:
    """The server, until the block ends; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += [
        "--workers",
        str(WORKERS),
        "--blocking-threads",
        "1",
        "--log-level",
        "error",
        "--no-access-log",
    ]
    server = subprocess.Popen([*command, "bench.desks.timed:application"], cwd=ROOT, env=environment)
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _again in range(300):
        try:
            asked = HTTPConnection("127.0.0.1", port, timeout=30)
            asked.request("GET", "/logg-inn/", headers={"X-Forwarded-Proto": "https", "Host": HOST})
            if asked.getresponse().status == 200:
                return
        except OSError:
            if server.poll() is not None:
                raise SystemExit("the server ended before it answered") from None
        time.sleep(0.1)
    raise SystemExit("the server did not answer within half a minute")


def shown(name: str, figures: dict[str, Any]) -> Iterator[str]:
    """The table of one database; what is over its budget is marked."""
    columns = ("many", "p50", "p95", "p99", "whole p95")
    for title, one in figures.items():
        yield f"\n{name}: {title}: {one['requests a second']} requests a second"
        yield f"{'ms of server time':<20}" + "".join(f"{column:>11}" for column in columns)
        for kind, row in one["kinds"].items():
            over = (
                "  over"
                if kind in ("list", "search") and title.startswith("mixed") and row["p95"] > BUDGET
                else ""
            )
            yield f"{kind:<20}" + "".join(f"{row[column]:>11}" for column in columns) + over
        if name == "SQLite" and "mine" in one["kinds"] and one["requests a second"] < LISTS_A_SECOND:
            yield f"  under {LISTS_A_SECOND} a second"


def main() -> None:
    """Measure, print the tables, and write them as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--look-ups", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    databases = {"sqlite": ["SQLite"], "postgresql": ["PostgreSQL"]}.get(
        given.database, ["SQLite", "PostgreSQL"]
    )
    if "PostgreSQL" in databases and system.postgresql() is None:
        print("No PostgreSQL that is new enough: SQLite alone.")
        databases = ["SQLite"]
    about = machine()
    print(about)
    found = measure(databases, given.cases, given.look_ups, given.seconds)
    if given.json:
        whole = {"machine": about, "cases": given.cases, "look-ups": given.look_ups, **found}
        given.json.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
