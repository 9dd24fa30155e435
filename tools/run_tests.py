"""``make test``: the web's tests on PostgreSQL, then every test on SQLite.

Arguments are handed to pytest; with some, only the second run is made. What is left out on this machine is
counted in the last lines (see ``tests/conftest.py``).
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tools import postgres, system  # noqa: E402 - the project's own folder must be on the path first

ON_BOTH_DATABASES = ["tests/web", "-m", "not browser"]
NO_TESTS = 5
"""pytest's exit status where it found none."""


def pytest(arguments: list[str], **environment: str) -> int:
    """Run pytest on both cores; gives its exit status."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


def count(arguments: list[str]) -> int:
    """How many tests the arguments choose."""
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only", *arguments]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return sum("::" in line for line in answer.stdout.splitlines())


def on_postgresql() -> int:
    """The web's tests on a PostgreSQL of their own."""
    print("on PostgreSQL:", flush=True)
    with postgres.private_server() as address:
        status = pytest(ON_BOTH_DATABASES, RETTVIS_DATABASE_URL=address)
    return 0 if status == NO_TESTS else status


def main(arguments: list[str]) -> int:
    """Both runs; the exit status is that of the first that failed."""
    if arguments:
        return pytest(arguments)
    if not (ROOT / "tests" / "web").exists():
        return pytest([])
    if system.postgresql() is None:
        return pytest([], RETTVIS_LEFT_OUT_ON_POSTGRESQL=str(count(ON_BOTH_DATABASES)))
    first = on_postgresql()
    print("everything, on SQLite:", flush=True)
    return pytest([]) or first


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
