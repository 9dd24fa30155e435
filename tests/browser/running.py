"""The demonstration as a user starts it, in an empty home, with a few guests the demonstration lacks."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent.parent
COMMAND = "from rettvis.cli.main import run; raise SystemExit(run())"


@dataclass(frozen=True)
class Running:
    """A started demonstration: where it answers, its home, the password of all, and the guests' cases."""

    address: str
    home: Path
    password: str
    guests: dict[str, str]


@contextmanager
def running(home: Path) -> Iterator[Running]:
    """``rettvis demo`` in ``home`` on a free port, until the block ends."""
    command = [sys.executable, "-c", COMMAND, "demo", "--no-browser", "--json", "--port", str(free_port())]
    with (home / "demo.log").open("wb") as log:
        demo = subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, stderr=log)
    try:
        answer = read_answer(demo)
        guests = invite(home)
        yield Running(answer["address"].rstrip("/"), home, answer["accounts"][0]["password"], guests)
    finally:
        demo.terminate()
        demo.wait(timeout=30)


def environment(home: Path) -> dict[str, str]:
    """This process's environment without its own settings of the application."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RETTVIS_", "DJANGO_"))}
    return {**kept, "RETTVIS_HOME": str(home), "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}


def read_answer(demo: "subprocess.Popen[bytes]") -> dict[str, object]:
    """The one document that the command prints when the application answers."""
    assert demo.stdout is not None
    lines = b""
    for line in demo.stdout:
        lines += line
        if line.rstrip() == b"}":
            break
    return json.loads(lines)


def invite(home: Path) -> dict[str, str]:
    """Let the guests in, in a process of their own; gives their cases by name."""
    own = {**environment(home), "RETTVIS_DEMO": "1", "DJANGO_SETTINGS_MODULE": "rettvis.web.site.settings"}
    command = [sys.executable, str(Path(__file__).parent / "guests.py")]
    said = subprocess.run(command, env=own, stdout=subprocess.PIPE, check=True).stdout
    return json.loads(said)


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    """Whether the start page comes."""
    with urlopen(address, timeout=10) as answer:
        return bool(answer.status == 200)
