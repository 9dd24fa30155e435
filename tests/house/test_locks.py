"""The locks agree with the project file and with each other, and say nothing of where packages came from."""

import re
from pathlib import Path

import pytest

from tools import lock

LINE = re.compile(
    r"#.*|[a-z0-9][a-z0-9._-]*==[\w.!+]+(?: ; [^\\]+)?(?: \\)?|    --hash=sha256:[0-9a-f]{64}(?: \\)?"
)


def normal(requirement: str) -> str:
    """The bare name of a requirement, as the locks spell it."""
    name = re.match(r"[\w.-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def pins(name: str) -> dict[str, str]:
    """Name and version of every package in one lock."""
    text = (lock.FOLDER / f"{name}.txt").read_text()
    return dict(line.removesuffix(" \\").split("==") for line in text.splitlines() if "==" in line)


@pytest.mark.parametrize("name", lock.LOCKS)
def test_a_lock_holds_names_versions_and_hashes_only(name: str) -> None:
    lines = (lock.FOLDER / f"{name}.txt").read_text().splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []


@pytest.mark.parametrize("name", lock.LOCKS)
def test_every_package_in_a_lock_has_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", (lock.FOLDER / f"{name}.txt").read_text())
    assert all("--hash=sha256:" in block for block in blocks if not block.startswith("#"))


@pytest.mark.parametrize("name", lock.LOCKS)
def test_a_lock_holds_what_the_project_file_asks_for(name: str) -> None:
    locked = {normal(pinned) for pinned in pins(name)}
    for earlier in lock.LOCKS[: lock.LOCKS.index(name)] if name == "spark" else ():
        locked |= {normal(pinned) for pinned in pins(earlier)}
    assert {normal(requirement) for requirement in lock.wanted(name)} <= locked


def test_every_lock_of_the_project_file_is_written() -> None:
    assert {path.stem for path in Path(lock.FOLDER).glob("*.txt")} == set(lock.LOCKS)


def test_locks_can_be_installed_together() -> None:
    versions: dict[str, set[str]] = {}
    for name in lock.LOCKS:
        for package, version in pins(name).items():
            versions.setdefault(package, set()).add(version)
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}
