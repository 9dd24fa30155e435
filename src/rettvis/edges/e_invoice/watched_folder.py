"""A folder where an access point leaves files: each is claimed, read, and put where it is out of the way.

A file is moved aside before it is read, so that nobody writes in it meanwhile and two workers do not take the
same one; what a worker that stopped had moved aside is taken by the next. Nothing is ever removed.
"""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from stat import S_ISREG

from rettvis.edges.received import clean_name

UNDER_WAY, TAKEN, REFUSED = "under-arbeid", "mottatt", "avvist"
"""The folders inside: what is being read, what is received, and what is kept apart with its reason."""
SETTLED = 10
"""Seconds that a file must have been left alone: before that somebody may still be writing it."""
LEFT = 15 * 60
"""Seconds after which a file should have been taken: a worker looks once a minute."""
_UNFINISHED = (".tmp", ".part", ".filepart", ".partial", ".crdownload", ".swp", "~")
_MARK = re.compile(r"[0-9a-f]{16}-")


class WatchedFolder:
    """The folder ``root``; raises ``OSError`` where it cannot be listed or written in."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def claimed(self, now: float | None = None) -> Iterator[Path]:
        """Every file that is ready, moved aside one by one: first those that were left in the middle."""
        under_way = self._inside(UNDER_WAY)
        yield from sorted(path for path in under_way.iterdir() if path.is_file())
        for path in self._ready(time.time() if now is None else now):
            target = under_way / f"{token_hex(8)}-{clean_name(path.name)}"
            try:
                path.rename(target)
            except OSError:
                continue  # Another worker was quicker, or the file may not be moved: see ``left_behind``.
            yield target

    def taken(self, path: Path) -> None:
        """Put a claimed file among those that are received."""
        self._put(path, TAKEN)

    def refused(self, path: Path, why: str) -> None:
        """Keep a claimed file apart, with a text beside it that says why."""
        beside = self._inside(REFUSED) / f"{path.name}.txt"
        beside.write_text(f"{why}\n", encoding="utf-8")
        self._put(path, REFUSED)

    def _ready(self, now: float) -> Iterator[Path]:
        for path in sorted(self.root.iterdir()):
            unfinished = path.name.startswith(".") or path.name.lower().endswith(_UNFINISHED)
            if unfinished or path.is_symlink() or not path.is_file():
                continue
            try:
                changed = path.stat().st_mtime
            except FileNotFoundError:
                continue  # Another worker was quicker.
            if not 0 <= now - changed < SETTLED:
                yield path

    def _put(self, path: Path, where: str) -> None:
        try:
            path.rename(self._inside(where) / path.name)
        except FileNotFoundError:
            return  # Another worker had the same one from an earlier time, and was quicker.

    def _inside(self, name: str) -> Path:
        place = self.root / name
        place.mkdir(exist_ok=True)
        return place


def name_before(path: Path) -> str:
    """What a claimed file was called where it was left."""
    return _MARK.sub("", path.name, count=1)


def left_behind(root: Path, now: float | None = None) -> int:
    """How many files have lain in the folder, or in the middle of the work, longer than they should."""
    at = time.time() if now is None else now
    try:
        inside = [one for one in root.iterdir() if one.is_dir()]
        places = [root, *(one for one in inside if one.name not in (TAKEN, REFUSED))]
        places += [one / UNDER_WAY for one in inside if (one / UNDER_WAY).is_dir()]
        return sum(_is_left(path, at) for place in places for path in place.iterdir())
    except OSError:
        return 0  # It is being worked in just now, or may not be looked in: then it is not writable either.


def _is_left(path: Path, at: float) -> bool:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    waits = path.name.startswith(".") or path.name.lower().endswith(_UNFINISHED)
    return S_ISREG(found.st_mode) and not waits and at - found.st_ctime > LEFT


def is_writable(root: Path) -> bool:
    """Whether files can be moved in the folder."""
    return root.is_dir() and os.access(root, os.R_OK | os.W_OK | os.X_OK)
