"""Municipalities by number over time: which numbers are one place, and which years it has existed.

The register is ``municipalities.csv``: a row for each number, with the years it was in use, the first year of
the area of today and what that was made from, and what became of a place that is no more. Its source stands
in ``sources.toml``.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

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
    """One municipality: its numbers in order, and the first year of the area it has today.

    ``became`` has the numbers of the places that its area went to, where it is no more.
    """

    name: str
    numbers: tuple[NumberInUse, ...]
    area_from: int
    made_from: tuple[str, ...]
    became: tuple[str, ...]

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
    if year > known.numbers[-1].last:
        return _no_more(known, number)
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


def _no_more(known: Municipality, number: str) -> Sentence:
    """That a place is part of others now, with their numbers."""
    later = [_named(municipalities()[one]) for one in known.became]
    return sentence(
        "{place} ({number}) is no more: since {first} it is part of {later}. "
        "Give the figures under the new number, or leave the year out.",
        place=known.name,
        number=number,
        first=str(known.numbers[-1].last + 1),
        later=later,
    )


def _named(place: Municipality) -> str:
    return f"{place.name} ({place.newest})"


@lru_cache
def municipalities() -> Mapping[str, Municipality]:
    """Every registered municipality by each number it has had since 2002."""
    text = files(__package__ or "").joinpath("municipalities.csv").read_text(encoding="utf-8")
    rows: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        rows.setdefault(row["place"], []).append(row)
    register = (_municipality(of_one) for of_one in rows.values())
    return {used.number: one for one in register for used in one.numbers}


def _municipality(rows: Iterable[Mapping[str, str]]) -> Municipality:
    """A place from its rows; what is said of its area stands in the last."""
    numbers = []
    for row in rows:
        first, last = int(row["from"] or FIRST_YEAR), int(row["until"] or LAST_YEAR)
        numbers.append(NumberInUse(row["number"], first, last))
    return Municipality(
        name=row["name"],
        numbers=tuple(numbers),
        area_from=int(row["area_from"] or FIRST_YEAR),
        made_from=_several(row["made_from"]),
        became=_several(row["became"]),
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(text.split(" + ")) if text else ()
