"""Municipalities by number over time: which numbers are one place, and which years it has existed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rettvis.rulekit.wording import Sentence, sentence

FIRST_YEAR, LAST_YEAR = 1838, 9999
MOST_REMEMBERED = 20_000
"""How many answers about numbers and years are kept: all municipalities through fifty years."""


@dataclass(frozen=True)
class NumberInUse:
    """A municipality's number, with its first and last year; both included."""

    number: str
    first: int
    last: int


@dataclass(frozen=True)
class Municipality:
    """One municipality: its numbers in order, and the first year of the area it has today."""

    name: str
    numbers: tuple[NumberInUse, ...]
    area_from: int
    made_from: tuple[str, ...]
    certainty: str

    @property
    def newest(self) -> str:
        """The number in use now, which figures of every year are gathered under."""
        return self.numbers[-1].number


@lru_cache(maxsize=MOST_REMEMBERED)
def place_number(number: str) -> str:
    """The number that the place has now; a number that is not registered stands for itself."""
    known = municipalities().get(number)
    return known.newest if known else number


@lru_cache(maxsize=MOST_REMEMBERED)
def not_there(number: str, year: int) -> Sentence | None:
    """Why a figure for ``number`` cannot be about ``year``; None where it can, or the number is not known.

    A newer number may stand for an earlier year of the same area: the place is the same.
    """
    known = municipalities().get(number)
    if known is None:
        return None
    used = next(one for one in known.numbers if one.number == number)
    if year > used.last:
        return sentence(
            "Number {number} ({place}) was in use until {last}. Use {newest} for {year}.",
            number=number,
            place=known.name,
            last=str(used.last),
            newest=known.newest,
            year=str(year),
        )
    if year < min(known.area_from, used.first) and year < known.area_from:
        return _before(known, number, year)
    return None


def new_area(place: str, year: int, base_year: int) -> Sentence | None:
    """Why two years of ``place`` are not the same area: it was merged between them. None where they are."""
    known = municipalities().get(place)
    early, late = sorted((year, base_year))
    if known is None or not early < known.area_from <= late:
        return None
    return sentence(
        "{place} has the area it has now from {first}, so {early} and {late} are not the same place.",
        place=known.name,
        first=str(known.area_from),
        early=str(early),
        late=str(late),
    )


def _before(known: Municipality, number: str, year: int) -> Sentence:
    return sentence(
        "{place} ({number}) did not exist in {year}: it was made from {parts} in {first}. "
        "Give the figures of these under their own numbers, or leave the year out.",
        place=known.name,
        number=number,
        year=str(year),
        parts=known.made_from,
        first=str(known.area_from),
    )


@lru_cache
def municipalities() -> Mapping[str, Municipality]:
    """Every registered municipality by each number it has had."""
    text = files(__package__ or "").joinpath("municipalities.toml").read_text(encoding="utf-8")
    register = (_municipality(row) for row in tomllib.loads(text)["municipality"])
    return {used.number: one for one in register for used in one.numbers}


def _municipality(row: Mapping[str, Any]) -> Municipality:
    numbers = tuple(
        NumberInUse(used["number"], used.get("from", FIRST_YEAR), used.get("until", LAST_YEAR))
        for used in row["numbers"]
    )
    return Municipality(
        name=row["name"],
        numbers=numbers,
        area_from=row.get("area_from", FIRST_YEAR),
        made_from=tuple(row.get("made_from", ())),
        certainty=row["certainty"],
    )
