"""What a backup says about itself: by whom it was made, and what each part and each table held."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence

FORMAT = 1
"""Raised when an older program could not read the file any more."""

DATABASE = "database"
"""The name of the database's part in the file."""


@dataclass(frozen=True)
class Part:
    """One file in the backup: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Table:
    """One table: how many rows, and a digest of all of them."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The whole backup. ``engine`` is sqlite or postgresql, ``migrations`` what it had been through."""

    format: int
    program: str
    made_at: datetime
    engine: str
    migrations: tuple[str, ...]
    tables: Mapping[str, Table]
    parts: Mapping[str, Part]

    def written(self) -> bytes:
        """The manifest as JSON."""
        data = {**asdict(self), "made_at": self.made_at.isoformat()}
        return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True).encode()


def read_manifest(text: bytes, place: str) -> Manifest:
    """The manifest again; raises ``Faulty`` for one of a newer program, or that is damaged."""
    try:
        data = json.loads(text)
        if data["format"] > FORMAT:
            raise newer(place, data["program"])
        return Manifest(
            format=data["format"],
            program=data["program"],
            made_at=datetime.fromisoformat(data["made_at"]),
            engine=data["engine"],
            migrations=tuple(data["migrations"]),
            tables={name: Table(**table) for name, table in data["tables"].items()},
            parts={name: Part(**part) for name, part in data["parts"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise damaged(place) from None


def newer(place: str, program: str) -> Faulty:
    """The file was made by a program that came later than this one."""
    message = sentence(
        "The backup was made with a newer version ({program}). Install that version first, then restore.",
        program=str(program),
    )
    return Faulty([Fault(place, message)])


def damaged(place: str) -> Faulty:
    """The file is not what was written."""
    message = sentence(
        "The file is damaged, or is not a backup of Rettvis. Nothing was changed. Use another."
    )
    return Faulty([Fault(place, message)])
