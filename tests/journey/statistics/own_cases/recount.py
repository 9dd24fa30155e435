"""The statistics counted by hand, slowly and another way: lists, loops, and every day of a period."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from statistics import median
from typing import Any

from rettvis.journey.statistics.own_cases.lines import KINDS_IN_ORDER, SCHEMA, Lines, frame_of, lines_of


@dataclass(frozen=True)
class Row:
    """A spell of a line, as a person would write it down."""

    person: int
    service: str
    minutes: int | None
    first: date
    last: date | None = None
    birth_date: date = date(1980, 5, 1)
    sex: str = ""
    unit: str = "1"
    organised: str = "bpa"
    kinds: dict[str, int] = field(default_factory=dict)
    case: int = 1

    def on(self, day: date) -> bool:
        """In force on the day."""
        return self.first <= day and (self.last is None or day <= self.last)


def extract(rows: list[Row]) -> Lines:
    """The rows as the program takes them."""
    return lines_of(frame_of([[cell(row, name) for name in SCHEMA] for row in rows]))


def cell(row: Row, name: str) -> Any:
    """What stands in a column."""
    return row.kinds.get(name) if name in KINDS_IN_ORDER else getattr(row, name)


def age(born: date, day: date) -> int:
    """Whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_key(born: date, day: date) -> str:
    """The age group."""
    years = age(born, day)
    for low, high in ((0, 17), (18, 49), (50, 66), (67, 79)):
        if low <= years <= high:
            return f"{low}-{high}"
    return "80-" if years >= 80 else "unborn"


def interval_key(minutes: list[int | None]) -> str:
    """The interval of somebody's lines together."""
    given = [one for one in minutes if one is not None]
    if not given:
        return "none"
    hours = Fraction(sum(given), 60)
    for low, high in ((0, 2), (2, 4), (4, 10), (10, 20), (20, 30), (30, 40), (40, 50), (50, 100)):
        if hours <= high:
            return f"{low}-{high}"
    return "100-"


def wanted(rows: list[Row], aged_on: date, **choices: str) -> list[Row]:
    """The rows of a selection."""
    return [
        row
        for row in rows
        if all(
            age_key(row.birth_date, aged_on) == value if name == "age" else getattr(row, name) == value
            for name, value in choices.items()
        )
    ]


def by_person(rows: list[Row]) -> dict[int, list[Row]]:
    """Each person's rows."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.person, []).append(row)
    return found


def figures(rows: list[Row]) -> tuple[Any, ...]:
    """Users, users with hours, minutes, mean, median."""
    sums = []
    people = by_person(rows)
    for own in people.values():
        given = [row.minutes for row in own if row.minutes is not None]
        if given:
            sums.append(sum(given))
    mean = Fraction(sum(sums), len(sums)) if sums else None
    middle = median(Fraction(one) for one in sums) if sums else None
    return len(people), len(sums), sum(sums), mean, middle


def flows(rows: list[Row], first: date, last: date) -> dict[str, set[int]]:
    """Who came, left, was there between, or has other minutes in a service kept: each day looked at."""
    found: dict[str, set[int]] = {
        name: set() for name in ("new", "ended", "within", "more", "less", "otherwise")
    }
    before = first - timedelta(days=1)
    for person, own in by_person(rows).items():
        was, now = [row for row in own if row.on(before)], [row for row in own if row.on(last)]
        if now and not was:
            found["new"].add(person)
        elif was and not now:
            found["ended"].add(person)
        elif not was and not now:
            days = (first + timedelta(days=more) for more in range((last - first).days + 1))
            if any(row.on(day) for day in days for row in own):
                found["within"].add(person)
        else:
            kept = {row.service for row in was} & {row.service for row in now}
            by = {
                service: sum(row.minutes or 0 for row in now if row.service == service)
                - sum(row.minutes or 0 for row in was if row.service == service)
                for service in kept
            }
            if any(by.values()):
                total = sum(by.values())
                found["more" if total > 0 else "less" if total < 0 else "otherwise"].add(person)
    return found
