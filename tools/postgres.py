"""A PostgreSQL of one's own for as long as it is needed: no service, no password, no trace afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import system

AS_IN_USE = "-c listen_addresses=''"
"""Every commit is on the disk before it is answered."""

QUICK = f"{AS_IN_USE} -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
"""For tests, whose data nobody needs after a power cut."""


@contextmanager
def private_server(options: str = QUICK) -> Iterator[str]:
    """Start a server that listens on a socket in a new folder alone; gives the address for Rettvis."""
    binaries = system.postgresql()
    if binaries is None:
        raise RuntimeError("no PostgreSQL that is new enough")
    folder = Path(tempfile.mkdtemp(prefix="rettvis-pg-"))
    try:
        as_root = os.geteuid() == 0
        if as_root:
            shutil.chown(folder, "postgres", "postgres")
        run(
            as_root,
            [binaries / "initdb", "-D", folder / "data", "-U", "rettvis", "-A", "trust", "-E", "UTF8"],
        )
        control = [binaries / "pg_ctl", "-D", folder / "data", "-w"]
        run(as_root, [*control, "-o", f"{options} -k {folder}", "-l", folder / "log", "start"])
        try:
            yield f"postgresql://rettvis@/postgres?host={folder}"
        finally:
            run(as_root, [*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(as_root: bool, command: list[str | Path]) -> None:
    """Run quietly; PostgreSQL refuses to run as root, so root runs it as the user ``postgres``."""
    words = [str(word) for word in command]
    whole = (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words] if as_root else words
    )
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    result = subprocess.run(whole, cwd="/", env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(f"{' '.join(words)}\n{result.stdout}{result.stderr}")
