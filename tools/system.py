"""What the tests need from the system, and how it comes there.

``python tools/system.py`` installs what is missing with the system's package manager where it may (as
root, or where sudo asks for no password), and otherwise prints the command to run. It never fails: tests
whose need is not met are left out, and counted in the last lines of the run.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

POSTGRESQL = 15
"""The oldest PostgreSQL that Rettvis runs on."""

JAVA = 17
"""The oldest Java that Spark runs on."""


def chromium() -> Path | None:
    """The browser: ``RETTVIS_CHROMIUM``, the system's, or the one playwright has fetched."""
    names = (os.environ.get("RETTVIS_CHROMIUM"), "chromium", "google-chrome", "google-chrome-stable")
    for name in names:
        if name and (found := shutil.which(name)):
            return Path(found)
    fetched = Path.home().glob(".cache/ms-playwright/chromium-*/chrome-linux*/chrome")
    return max(fetched, default=None)


def postgresql() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl`` of the newest PostgreSQL that is new enough."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    folders += [Path(on_path).resolve().parent] if on_path else []
    versions = {folder: major_version([str(folder / "postgres"), "--version"]) for folder in folders}
    return max(
        (folder for folder in folders if versions[folder] >= POSTGRESQL), key=versions.get, default=None
    )


def java() -> Path | None:
    """Java, where it is new enough for Spark."""
    found = shutil.which("java")
    return Path(found) if found and major_version([found, "-version"]) >= JAVA else None


def spark() -> Path | None:
    """Java, where PySpark is there too."""
    return java() if importlib.util.find_spec("pyspark") else None


def poppler() -> Path | None:
    """``pdftotext``, with which the tests read letters as a reader does."""
    found = shutil.which("pdftotext")
    return Path(found) if found else None


def major_version(command: list[str]) -> int:
    """The first number a program says its version with; 0 where it cannot say."""
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except OSError:
        return 0
    number = re.search(r"\d+", answer.stdout + answer.stderr)
    return int(number.group()) if number else 0


@dataclass(frozen=True)
class Need:
    """One thing tests need: ``marker`` is the pytest mark of those tests, ``found`` says where it is."""

    marker: str
    name: str
    found: Callable[[], Path | None]
    packages: tuple[str, ...]
    installed_here: bool = True
    """False where it is heavy and its tests are few: only told, never installed."""

    @property
    def command(self) -> str:
        """What a person types to install it."""
        if self.marker == "browser" and distribution() == "ubuntu":
            return f"{sys.executable} -m playwright install --with-deps chromium"
        return f"sudo apt-get install {' '.join(self.packages)}"


NEEDS = (
    Need("browser", "Chromium", chromium, ("chromium",)),
    Need("postgresql", f"PostgreSQL {POSTGRESQL} or newer", postgresql, ("postgresql",)),
    Need("pdf", "poppler-utils", poppler, ("poppler-utils",)),
    Need("spark", f"Java {JAVA} or newer", spark, ("default-jre-headless",), installed_here=False),
)


@cache
def missing() -> tuple[Need, ...]:
    """The needs that are not met on this machine."""
    return tuple(need for need in NEEDS if need.found() is None)


def distribution() -> str:
    """``debian``, ``ubuntu``, or another name of a system; empty where it has none."""
    release = Path("/etc/os-release")
    text = release.read_text() if release.exists() else ""
    name = re.search(r'^ID="?(\w+)', text, re.MULTILINE)
    return name.group(1) if name else ""


def privilege() -> list[str] | None:
    """What to put before a command that needs root; nothing where root cannot be had without a password."""
    if os.geteuid() == 0:
        return []
    allowed = (
        shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    )
    return ["sudo", "-n"] if allowed else None


def install(needs: list[Need]) -> None:
    """Install with apt-get; what fails is printed, and the tests that need it will be counted."""
    before = privilege()
    if before is None or shutil.which("apt-get") is None:
        return
    by_apt = [need for need in needs if "apt-get" in need.command]
    packages = [package for need in by_apt for package in need.packages]
    commands = [need.command.split() for need in needs if need not in by_apt]
    if packages:
        apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]
        commands += [[*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", *packages]]
    for command in commands:
        print("system:", *command, flush=True)
        subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def main() -> int:
    """Install what is missing, and say what still is."""
    wanted = [need for need in missing() if need.installed_here]
    if wanted:
        install(wanted)
        missing.cache_clear()
    for need in missing():
        print(
            f"system: {need.name} is missing; the tests that need it are left out. To install: {need.command}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
