"""Invented persons with their services, the same for the same seed.

The numbers of persons, hours and ages follow the published figures in ``kristiansand_2025.toml``: as many
persons in each interval, the same least, middle and most hours, and ages around the printed means. Names
are common Norwegian names put together by chance; national identity numbers are of the synthetic kind.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

from rettvis.edges.identity import synthetic_national_ids

QUARTER = 15
"""Hours are granted in quarters, in minutes."""


@dataclass(frozen=True)
class Invented:
    """An invented person: ``bpa`` and ``support_contact`` in whole minutes a week, 0 for none."""

    name: str
    birth_date: date
    national_id: str
    bpa: int
    support_contact: int


@lru_cache
def shape() -> Mapping[str, Any]:
    """The published figures."""
    return tomllib.loads((files(__package__) / "kristiansand_2025.toml").read_text(encoding="utf-8"))


def invent(seed: int, on: date) -> list[Invented]:
    """Everybody with a decision in force on ``on``: first those with BPA, then those with support contact."""
    chance = Random(seed)
    names, numbers = _names(chance), Numbers(chance)
    people = []
    for minutes, mean_age in _bpa(chance):
        people.append(_person(next(names), _age(chance, mean_age), on, numbers, chance, bpa=minutes))
    for minutes in _support_contact(chance):
        people.append(_person(next(names), _age(chance, 36), on, numbers, chance, support_contact=minutes))
    return people


def applicants(on: date, people: Sequence[Invented], numbers: "Numbers") -> Iterator[Invented]:
    """Those who have no service yet, as many as are asked for; none is among ``people``."""
    taken, chance = {person.name for person in people}, numbers.chance
    for name in _names(chance):
        if name not in taken:
            yield _person(name, chance.randrange(19, 80), on, numbers, chance)


def _bpa(chance: Random) -> Iterator[tuple[int, int]]:
    """Minutes a week and the interval's mean age, for each person with BPA."""
    figures, drawn = shape()["bpa_hours"], []
    for interval in shape()["bpa"]:
        low, high = (round(hours * 60) for hours in interval["hours"])
        drawn += [(_within(chance, low, high), interval["mean_age"]) for _ in range(interval["persons"])]
    drawn.sort()
    drawn[0] = (figures["min"] * 60, drawn[0][1])
    drawn[-1] = (figures["max"] * 60, drawn[-1][1])
    middle = len(drawn) // 2
    drawn[middle] = (figures["median"] * 60, drawn[middle][1])
    yield from _still_in_order(drawn, middle)


def _still_in_order(drawn: Sequence[tuple[int, int]], middle: int) -> Iterator[tuple[int, int]]:
    """Keep the middle the middle: nobody before it has more, nobody after it less."""
    median = drawn[middle][0]
    least = drawn[0][0]
    for position, (minutes, age) in enumerate(drawn):
        if position < middle:
            yield min(max(minutes, least), median), age
        else:
            yield max(minutes, median), age


def _within(chance: Random, low: int, high: int) -> int:
    """Minutes in quarters of an hour, more often in the lower half of the interval."""
    minutes = chance.triangular(low, high, low + (high - low) / 4)
    return min(max(round(minutes / QUARTER) * QUARTER, -(-low // QUARTER) * QUARTER), high)


def _support_contact(chance: Random) -> Iterator[int]:
    """Minutes a week for each person with a support contact.

    Most have 3 to 4 hours, so that these hold the printed share of all hours; the others have less or more.
    """
    figures = shape()["support_contact"]
    persons, total = figures["persons"], figures["persons"] * figures["mean_hours"] * 60
    usual_total = total * figures["share_of_hours_3_to_4_percent"] / 100
    usual = round(usual_total / 190)  # 190 minutes: between 3 and 4 hours, and mostly 3
    drawn = [chance.choices((180, 210, 240), (80, 8, 12))[0] for _ in range(usual)]
    rest_mean = (total - sum(drawn)) / (persons - usual)
    drawn += [_unusual(chance, rest_mean) for _ in range(persons - usual)]
    chance.shuffle(drawn)
    yield from drawn


def _unusual(chance: Random, mean: float) -> int:
    """Fewer than 3 hours, or more than 4, around ``mean`` minutes."""
    many = chance.random() < (mean - 105) / (450 - 105)
    return chance.choice((360, 420, 480, 540)) if many else chance.choice((60, 90, 120, 150))


def _age(chance: Random, mean: int) -> int:
    ages = shape()["bpa_age"]
    spread = min(mean - ages["min"], ages["max"] - mean) / 2
    return min(max(round(chance.gauss(mean, spread)), ages["min"]), ages["max"])


def _person(
    name: str,
    age: int,
    on: date,
    numbers: "Numbers",
    chance: Random,
    *,
    bpa: int = 0,
    support_contact: int = 0,
) -> Invented:
    birthday = on.replace(year=on.year - age, day=min(on.day, 28)) - timedelta(days=chance.randrange(365))
    return Invented(name, birthday, numbers.next(birthday), bpa, support_contact)


class Numbers:
    """Gives each invented person a number of her own, none of which ``people`` have."""

    def __init__(self, chance: Random, people: Iterable[Invented] = ()) -> None:
        self.chance = chance
        self.given = {person.national_id for person in people}

    def next(self, birth_date: date) -> str:
        """A number for somebody born on this day."""
        free = [number for number in synthetic_national_ids(birth_date) if number not in self.given]
        number = self.chance.choice(free)
        self.given.add(number)
        return number


FIRST_NAMES = (
    "Amina Anders Anne Arne Aslak Astrid Berit Bjørn Dag Eirik Eli Elin Eva Fatima Geir Grete Gunnar "
    "Hanne Hassan Heidi Helge Henrik Inger Ingrid Ivar Jan Jorunn Kari Karl Kjell Lars Leila Lise Liv "
    "Magne Maja Marit Mats Mia Mohammed Nils Nina Odd Ola Ole Oskar Per Ragnhild Randi Rune Sara Sigrid "
    "Silje Sindre Siv Solveig Stein Svein Terje Thomas Tone Tor Trine Turid Unni Vidar Yusuf Åse"
).split()
LAST_NAMES = (
    "Aas Ali Andersen Bakke Berg Berge Bråten Dahl Dalen Eide Eriksen Fjeld Foss Hagen Halvorsen Hansen "
    "Haugen Holm Hussain Iversen Jensen Johansen Khan Knutsen Kristiansen Larsen Lie Lund Løkken Moe "
    "Moen Myhre Nguyen Nilsen Næss Olsen Pedersen Rasmussen Ruud Solberg Solheim Strand Sunde Sætre "
    "Tangen Vik Viken Ødegård Østby Aasen"
).split()


def _names(chance: Random) -> Iterator[str]:
    """Names, each once."""
    every = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES]
    chance.shuffle(every)
    yield from every
