"""The invented lines, decisions, prices, stays and invoice lines of a year, from a seed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from rettvis.journey.delivery import (
    Absence,
    AgreedPrice,
    Away,
    Frame,
    Grounds,
    InvoicedLine,
    check_rules,
)
from rettvis.journey.delivery.local_time import date_of, midnight, number_of_day
from rettvis.journey.delivery.many.columns import (
    ANY_KIND,
    AbsenceColumns,
    FrameColumns,
    GroundColumns,
    InvoicedColumns,
    PriceColumns,
    ShiftColumns,
)
from rettvis.rulekit.period import Period

FIRST = number_of_day(date(2026, 1, 1))
DAYS = 365
PROVIDERS = 15
PRICE = 51_250
REGULATED = 52_500
RULES = check_rules(date(2026, 12, 31))
Counts = dict[str, int]
"""How many deviations of each code."""
MONTHS = np.array([number_of_day(date(2026, month, 1)) for month in range(1, 13)], np.int32)
OFFSET = (FIRST + 3) % 7
"""Days from the Monday before to the first day."""


def weeks_in() -> int:
    """Calendar weeks that the year touches."""
    return (DAYS + OFFSET - 1) // 7 + 1


def invent(lines: int, seed: int = 2026) -> tuple[ShiftColumns, GroundColumns, int, int]:
    """Lines in the order in which they begin, and their grounds; how many persons and assistants there are.

    A person has a shift on most days, by two assistants in turn. One line in a thousand begins within
    the one before, one decision in two hundred ends early, one in a hundred has fewer hours than are worked,
    one person in a hundred is away for five days, one invoice line in fifty is too high and one price in a
    thousand another.
    """
    made = np.random.default_rng(seed)
    persons = max(1, lines // 333)
    person = (np.arange(lines, dtype=np.int64) * persons // lines).astype(np.int32)
    begins = np.searchsorted(person, np.arange(persons + 1))
    number = np.arange(lines) - begins[person]
    per_person = np.diff(begins)[person]
    day = (number * DAYS // per_person).astype(np.int32)
    midnights = np.array([midnight(FIRST + one) for one in range(DAYS + 2)], np.int32)
    start = midnights[day] + (8 * 60 + 15 * made.integers(0, 8, lines)).astype(np.int32)
    length = (15 * made.integers(12, 28, lines)).astype(np.int16)
    moved = np.flatnonzero(made.random(lines) < 0.001)
    moved = moved[(moved > 0) & (person[moved] == person[moved - 1])]
    start[moved] = start[moved - 1] + 30
    provider = (person % PROVIDERS).astype(np.int16)
    price = np.where(day < 181, PRICE, REGULATED).astype(np.int32)
    price[made.random(lines) < 0.001] += 100
    columns = ShiftColumns(
        person,
        (person * 2 + (number // 3 % 2)).astype(np.int32),
        provider,
        start,
        length,
        np.zeros(lines, np.int16),
        np.zeros(lines, np.int8),
        None,
        price,
    )
    grounds = _grounds(columns, day, persons, made)
    order = np.argsort(start, kind="stable")
    return columns.take(order), grounds, persons, persons * 2


def _grounds(lines: ShiftColumns, day: Any, persons: int, made: np.random.Generator) -> GroundColumns:
    everybody = np.arange(persons, dtype=np.int32)
    zeros = np.zeros(persons, np.int64)
    last = np.full(persons, FIRST + DAYS - 1, np.int32)
    last[made.random(persons) < 0.005] -= 30
    frames = FrameColumns(
        everybody,
        np.full(persons, FIRST, np.int32),
        last,
        zeros,
        np.where(made.random(persons) < 0.01, 32 * 60, 50 * 60).astype(np.int64),
        zeros,
        zeros,
        zeros,
        zeros,
    )
    prices = PriceColumns(
        np.repeat(np.arange(PROVIDERS, dtype=np.int32), 2),
        np.full(2 * PROVIDERS, ANY_KIND, np.int32),
        np.tile(np.array([FIRST, FIRST + 181], np.int32), PROVIDERS),
        np.tile(np.array([FIRST + 180, FIRST + DAYS], np.int32), PROVIDERS),
        np.tile(np.array([PRICE, REGULATED], np.int64), PROVIDERS),
    )
    invoiced = _invoiced(lines, day, persons, made)
    ill = np.flatnonzero(made.random(persons) < 0.01).astype(np.int32)
    begun = (FIRST + made.integers(20, 300, len(ill))).astype(np.int32)
    absences = AbsenceColumns(ill, begun, begun + 4, np.zeros(len(ill), np.int32))
    return GroundColumns(frames, absences, prices, invoiced)


def _invoiced(lines: ShiftColumns, day: Any, persons: int, made: np.random.Generator) -> InvoicedColumns:
    months = np.array(
        [number_of_day(date(2026, month, 1)) for month in range(1, 13)] + [FIRST + DAYS], np.int32
    )
    month = np.searchsorted(months, FIRST + day, side="right") - 1
    worked = np.bincount(lines.person * 12 + month, lines.length, persons * 12).astype(np.int64)
    worked[made.random(persons * 12) < 0.02] += 60
    count = persons * 12
    place = np.arange(count)
    price = np.where(place % 12 < 6, PRICE, REGULATED).astype(np.int64)
    return InvoicedColumns(
        (place // 12).astype(np.int32),
        (place // 12 % PROVIDERS).astype(np.int32),
        np.full(count, ANY_KIND, np.int32),
        months[place % 12],
        months[place % 12 + 1] - 1,
        worked,
        price,
        (2 * worked * price + 60) // 120,
        place,
    )


class Data:
    """The lines and grounds of one run."""

    def __init__(self, lines: int) -> None:
        self.lines, self.grounds, self.persons, self.assistants = invent(lines)


def core_grounds(grounds: GroundColumns) -> Grounds:
    """The same grounds as single values."""

    def rows(table: Any, *names: str) -> Iterator[tuple[int, ...]]:
        return zip(*(getattr(table, name).tolist() for name in names), strict=True)

    def period(first: int, last: int) -> Period:
        return Period(date_of(first), date_of(last))

    days = ("first", "last")
    return Grounds(
        tuple(
            Frame(str(person), period(first, last), per_week=minutes)
            for person, first, last, minutes in rows(grounds.frames, "person", *days, "per_week")
        ),
        tuple(
            Absence(str(person), Away.STAY, period(first, last))
            for person, first, last in rows(grounds.absences, "person", *days)
        ),
        tuple(
            AgreedPrice(str(provider), period(first, last), price)
            for provider, first, last, price in rows(grounds.prices, "provider", *days, "price")
        ),
        tuple(
            InvoicedLine(
                "F", "1", str(provider), str(person), period(first, last), minutes, None, price, amount
            )
            for provider, person, first, last, minutes, price, amount in rows(
                grounds.invoiced, "provider", "person", *days, "minutes", "price", "amount"
            )
        ),
    )
