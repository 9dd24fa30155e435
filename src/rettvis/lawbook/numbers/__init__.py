"""Numbers that the law sets and that change: dated, each with its source, in the TOML files of this folder.

A file ``co_payment.toml`` holds tables such as ``[[ceiling_low_income]]`` with ``from`` and ``until`` (both
days included; no ``until`` means no end known), ``value`` (whole øre, minutes or a count, as the file says)
and ``source``. A number is asked for by file and table: ``number("co_payment.ceiling_low_income")``.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rettvis.rulekit.period import Period
from rettvis.rulekit.versions import Version, Versions


@lru_cache
def number(name: str) -> Versions[int]:
    """The versions of one number; ``at(day)`` gives the value and raises ``Faulty`` where none is known.

    Raises KeyError for a number that is not there, and ValueError where two versions overlap or leave a gap.
    """
    file, _, table = name.partition(".")
    return Versions(name, *(_version(row) for row in _tables(file)[table]))


def every_number() -> tuple[Versions[int], ...]:
    """Every number of every file: read at start-up, so that a fault in a file shows at once."""
    names = (entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    stems = sorted(name.removesuffix(".toml") for name in names)
    return tuple(number(f"{file}.{table}") for file in stems for table in _tables(file))


@lru_cache
def _tables(file: str) -> dict[str, list[dict[str, Any]]]:
    """One file's tables."""
    return tomllib.loads(files(__name__).joinpath(f"{file}.toml").read_text(encoding="utf-8"))


def _version(row: dict[str, Any]) -> Version[int]:
    """One dated row; a value that is not a whole number is a broken promise."""
    if type(row["value"]) is not int:
        raise ValueError(f"{row['value']!r} is not a whole number ({row['source']})")
    return Version(Period(row["from"], row.get("until")), row["value"], row["source"])
