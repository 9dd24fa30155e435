"""The handbook of operation, walked: its commands are run on a PostgreSQL and in a folder of their own.

What needs systemd, root or the network cannot be run on every machine; each such command stands in a table
here with the reason, and a command that is in neither fails the test.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools import postgres, system

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "handbook" / "operations"
PAGES = ("installasjon.md", "daglig-drift.md")
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)

NOT_HERE = {
    "sudo apt-get ": "changes the machine, and needs the network",
    "sudo adduser ": "makes a user of the machine",
    "sudo install -d ": "makes folders that only root may make; the test makes its own",
    "sudo python3 -m venv ": "the test runs the program from its source",
    "sudo /opt/rettvis/venv/bin/pip ": "needs the network; the locks have a test of their own",
    "sudo ln -sf /opt/rettvis/venv/bin/rettvis ": "writes in the machine's own folders",
    "sudo ln -sf /etc/nginx/": "writes in the machine's own folders",
    "sudo chgrp ": "needs the group of the service",
    "sudo systemctl ": "needs systemd as the first process; the unit files are verified instead",
    "sudo nginx -t": "needs a certificate in place",
    "sudo journalctl ": "needs the journal of a running service",
    "sudo rsyslogd -N1": "reads the machine's own files; the handbook's file is verified instead",
    "logger ": "needs the log of a running system",
    "sudo -u rettvis -s": "opens a shell as the service's own user",
    "curl ": "needs the service as systemd runs it; the health page has tests of its own",
}
"""How a command that is not run here begins, and why."""


@dataclass(frozen=True)
class Shown:
    """One block of a page: its language, what stands in it, and the file named just above it."""

    kind: str
    text: str
    file: str


def shown(page: str) -> Iterator[Shown]:
    """Every block of a page."""
    whole = (FOLDER / page).read_text(encoding="utf-8")
    for block in BLOCK.finditer(whole):
        above = re.findall(r"`(/etc/[^`]+)`", whole[: block.start()].rsplit("```", 1)[-1])
        yield Shown(block["kind"], block["text"], above[-1] if above else "")


def commands() -> list[str]:
    """Every line of every shell block, in order."""
    return [
        line
        for page in PAGES
        for block in shown(page)
        if block.kind == "sh"
        for line in block.text.splitlines()
        if line.strip()
    ]


def why_not(command: str) -> str:
    """Why a command is not run here; empty where it is."""
    return next((why for beginning, why in NOT_HERE.items() if command.startswith(beginning)), "")


def test_every_reason_not_to_run_a_command_is_used() -> None:
    unused = [start for start in NOT_HERE if not any(line.startswith(start) for line in commands())]
    assert unused == []


def test_most_of_what_rettvis_itself_does_is_run() -> None:
    run = [line for line in commands() if not why_not(line)]
    for word in ("install", "serve --check", "upgrade", "backup", "restore", "worker --nightly", "account"):
        assert any(f"rettvis {word}" in line for line in run), word


@pytest.mark.postgresql
def test_the_commands_of_the_handbook_lead_to_a_restored_installation(tmp_path: Path) -> None:
    with postgres.private_server() as address:
        walk = Walk(tmp_path, address)
        for line in commands():
            if not why_not(line):
                walk.run(line)
    assert walk.said["restore"] >= 2
    assert (tmp_path / "var/backups/rettvis/for-hand.rettvis").stat().st_mode & 0o777 == 0o600


class Walk:
    """The handbook's own machine: every path lies in a folder, every database on a server of its own."""

    def __init__(self, root: Path, address: str) -> None:
        self.root, self.socket = root, address.partition("host=")[2]
        self.said: dict[str, int] = {"restore": 0}
        for folder in ("etc/rettvis", "var/lib/rettvis/data", "var/backups/rettvis", "bin"):
            (root / folder).mkdir(parents=True)
        program = root / "bin" / "rettvis"
        program.write_text(
            f"#!{sys.executable}\nfrom rettvis.cli.main import run\nraise SystemExit(run())\n",
            encoding="utf-8",
        )
        program.chmod(0o755)
        first = root / "etc/rettvis/first-password"
        first.write_text("et langt og hemmelig ord\n", encoding="utf-8")
        [text] = [block.text for block in shown(PAGES[0]) if block.file == "/etc/rettvis/environment"]
        (root / "etc/rettvis/environment").write_text(self._here(text), encoding="utf-8")
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("RETTVIS_", "DJANGO_"))
        }
        self.environment = {
            **kept,
            "PATH": f"{root / 'bin'}:{system.postgresql()}:{kept['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "PGHOST": self.socket,
            "PGUSER": "rettvis",
        }

    def run(self, line: str) -> None:
        """Run one line as it stands, in this folder and on this server."""
        words = self._here(line)
        words = words.removeprefix("sudo -u postgres ").removeprefix("sudo ")
        if words.startswith("createuser"):
            words = "true"  # the private server has its user already
        before = (
            "set -eu; "
            if words.startswith("set -a")
            else f"set -a; . {self.root}/etc/rettvis/environment; set +a; "
        )
        done = subprocess.run(
            ["sh", "-c", before + words],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        self.said["restore"] += " restore " in line

    def _here(self, text: str) -> str:
        text = text.replace("host=/var/run/postgresql", f"host={self.socket}")
        for folder in ("/etc/rettvis", "/var/lib/rettvis", "/var/backups/rettvis"):
            text = text.replace(folder, f"{self.root}{folder}")
        return text


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="need systemd-analyze: apt-get install systemd"
)
def test_the_unit_files_are_such_as_systemd_reads(tmp_path: Path) -> None:
    units = {
        Path(block.file).name: block.text
        for block in shown(PAGES[0])
        if block.file.startswith("/etc/systemd/system/")
    }
    assert set(units) == {
        "rettvis.service",
        "rettvis-worker.service",
        "rettvis-night.service",
        "rettvis-night.timer",
    }
    program = tmp_path / "rettvis"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for name, text in units.items():
        (tmp_path / name).write_text(text.replace("/usr/local/bin/rettvis", str(program)))
    files = [str(tmp_path / name) for name in units]
    done = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False)
    wrong = [line for line in done.stderr.splitlines() if any(name in line for name in units)]
    assert wrong == []


@pytest.mark.skipif(shutil.which("rsyslogd") is None, reason="need rsyslogd: apt-get install rsyslog")
def test_the_file_that_sends_the_log_on_is_such_as_rsyslog_reads(tmp_path: Path) -> None:
    [text] = [block.text for block in shown(PAGES[1]) if block.file.startswith("/etc/rsyslog.d/")]
    file = tmp_path / "rettvis.conf"
    file.write_text(text)
    done = subprocess.run(["rsyslogd", "-N1", "-f", str(file)], capture_output=True, text=True, check=False)
    assert "error" not in done.stderr


def test_every_service_writes_its_log_under_the_name_that_is_sent_on() -> None:
    services = [block.text for block in shown(PAGES[0]) if block.file.endswith(".service")]
    [sent] = [block.text for block in shown(PAGES[1]) if block.file.startswith("/etc/rsyslog.d/")]
    assert len(services) == 3
    assert all("SyslogIdentifier=rettvis\n" in text for text in services)
    assert '$programname == "rettvis"' in sent


def test_the_settings_that_are_read_are_those_that_are_told() -> None:
    read = set()
    for file in (ROOT / "src" / "rettvis" / "web" / "site" / "settings").glob("*.py"):
        read |= set(re.findall(r'"(RETTVIS_[A-Z_]+)"', file.read_text(encoding="utf-8")))
    told = set(
        re.findall(
            r"^\| `(RETTVIS_[A-Z_]+)`", (FOLDER / "innstillinger.md").read_text(encoding="utf-8"), re.M
        )
    )
    assert read - {"RETTVIS_DEBUG"} == told


def test_the_words_of_a_command_are_such_as_the_program_takes() -> None:
    from rettvis.cli.main import COMMANDS

    for line in commands():
        for part in re.findall(r"(?:^|\s)rettvis (\w+)", line):
            assert part in COMMANDS or part.startswith("rettvis"), shlex.quote(line)
