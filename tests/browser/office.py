"""An office on fixed days: the demonstration's municipality that morning, served by a moved clock."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.error import URLError
from zoneinfo import ZoneInfo

from tests.browser.running import Running, answers, environment, free_port

CLOCK = "RETTVIS_TEST_CLOCK"
"""Names the file in which the time stands."""

OSLO = ZoneInfo("Europe/Oslo")
HERE = Path(__file__).parent
START_SECONDS = 60


@dataclass(frozen=True)
class Office:
    """The served application, and the file in which its time stands."""

    running: Running
    clock: Path

    def day(self, on: date, hour: int = 9) -> None:
        """It is the morning of this day."""
        set_clock(self.clock, on, hour)


def set_clock(file: Path, on: date, hour: int = 9) -> None:
    """Write what time it is."""
    moment = datetime(on.year, on.month, on.day, hour, tzinfo=OSLO)
    file.write_text(moment.isoformat(), encoding="ascii")


@contextmanager
def opened(home: Path, first: date) -> Iterator[Office]:
    """The office as it stands on the morning of ``first``, until the block ends."""
    clock = home / "clock.txt"
    set_clock(clock, first)
    own = {
        **environment(home),
        "RETTVIS_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "rettvis.web.site.settings",
        CLOCK: str(clock),
    }
    said = subprocess.run(
        [sys.executable, str(HERE / "office_setup.py")], env=own, stdout=subprocess.PIPE, check=True
    ).stdout
    told = json.loads(said)
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "1", "--log-level", "error"]
    command += ["--no-access-log", "tests.browser.moved_clock:application"]
    with (home / "office.log").open("wb") as log:
        server = subprocess.Popen(command, env=own, stdout=log, stderr=log, cwd=home)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, server, home)
        yield Office(Running(address, home, told["password"], told["cases"]), clock)
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(address: str, server: "subprocess.Popen[bytes]", home: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if answers(f"{address}/logg-inn/"):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError((home / "office.log").read_text(encoding="utf-8"))
