"""Milliseconds of server time for each page with 10,000 cases, on SQLite and on PostgreSQL.

    python -m bench web [--cases 10000] [--rounds 40] [--json FILE]

Each request goes through the whole application as a server hands it over: log-in, access, the row in the log,
the page. Both databases and all pages take turns, in a new order each round; a page that asks no database is
the yardstick. The databases are made for the run, and write to the disk as in use.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.rules.measure import machine  # noqa: E402 - the project's own folder must be on the path first
from tools import postgres, system  # noqa: E402

YARDSTICK = "log-in page: no database, the yardstick"
BUDGET = {"list": 50, "case": 30}
"""Milliseconds, by the first word of the page's name."""

MOST_QUERIES = 10
COLUMNS = ("median ms", "95 % ms", "processor ms", "× yardstick", "queries", "kB")


class Worker:
    """One server process, asked over its standard input."""

    def __init__(self, database: str, home: str) -> None:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
            "RETTVIS_HOME": home,
            "RETTVIS_DATABASE_URL": database,
            "RETTVIS_SECRET_KEY": "only for measuring " * 4,
            "RETTVIS_HOSTS": "testserver",
            "DJANGO_SETTINGS_MODULE": "rettvis.web.site.settings",
        }
        environment.pop("RETTVIS_DEMO", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.served.worker"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, **wanted: Any) -> Any:
        """Say one thing and wait for the answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(wanted), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the server ended with {self.process.wait()}")
        return json.loads(line)

    def stop(self) -> None:
        """Let it end."""
        self.process.communicate()


@contextmanager
def workers() -> Iterator[dict[str, Worker]]:
    """A server for each kind of database that is found here."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="rettvis-bench-"))
        found = {"SQLite": Worker(f"sqlite:///{home}/cases.sqlite3", home)}
        stack.callback(found["SQLite"].stop)
        if system.postgresql() is None:
            print("No PostgreSQL that is new enough: SQLite alone.")
        else:
            address = stack.enter_context(postgres.private_server(postgres.AS_IN_USE))
            found["PostgreSQL"] = Worker(address, home)
            stack.callback(found["PostgreSQL"].stop)
        yield found


def measure(cases: int, rounds: int) -> dict[str, Any]:
    """The figures of every page, by database."""
    with workers() as servers:
        for name, server in servers.items():
            print(f"making {cases:,} cases on {name} ...", flush=True)
            pages = server.tell(fill=cases)
        queries = {
            (name, page): len(server.tell(ask=page, count=True)["queries"])
            for name, server in servers.items()
            for page in pages
        }
        taken = in_turns(servers, pages, rounds)
    return {
        name: {page: _figures(taken[name, page], queries[name, page]) for page in pages} for name in servers
    }


def in_turns(servers: dict[str, Worker], pages: list[str], rounds: int) -> dict[tuple[str, str], list[Any]]:
    """What each request took: every page of every database each round, the first two rounds not counted."""
    order = [(name, page) for page in pages for name in servers]
    taken: dict[tuple[str, str], list[Any]] = {key: [] for key in order}
    shuffle = random.Random(1)
    for number in range(-2, rounds):
        shuffle.shuffle(order)
        for name, page in order:
            answer = servers[name].tell(ask=page)
            if number >= 0:
                taken[name, page].append(answer)
    return taken


def _figures(taken: list[dict[str, float]], queries: int) -> dict[str, float]:
    clock = [one["ms"] for one in taken]
    return {
        "median ms": round(statistics.median(clock), 1),
        "95 % ms": round(statistics.quantiles(clock, n=20)[-1], 1),
        "processor ms": round(statistics.median(one["processor"] for one in taken), 1),
        "queries": queries,
        "kB": round(taken[-1]["bytes"] / 1000),
    }


def shown(found: dict[str, Any]) -> Iterator[str]:
    """The table, a database after the other; what is over its budget is marked."""
    for name, table in found.items():
        yardstick = table[YARDSTICK]["median ms"]
        yield f"\n{name:<42}" + "".join(f"{column:>13}" for column in COLUMNS)
        for page, row in table.items():
            cells = {**row, "× yardstick": round(row["median ms"] / yardstick, 1)}
            yield f"{page:<42}" + "".join(f"{cells[column]:>13}" for column in COLUMNS) + _over(page, row)


def _over(page: str, row: dict[str, float]) -> str:
    budget = BUDGET.get(page.split(":")[0])
    slow = budget is not None and row["median ms"] >= budget
    return "  over" if slow or (budget is not None and row["queries"] > MOST_QUERIES) else ""


def main() -> None:
    """Measure, print the table, and write it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    found = measure(given.cases, given.rounds)
    about = machine()
    print(about)
    print("\n".join(shown(found)), flush=True)
    if given.json:
        whole = {"machine": about, "cases": given.cases, "rounds": given.rounds, **found}
        given.json.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
