"""Ledgers for tests: one person, one service, and what hypothesis makes of them."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from random import Random

from hypothesis import strategies as st

from rettvis.journey.hourbank import Account, Entry, EntryKind, Grant, GrantEnd, Ledger
from rettvis.rulekit.units import WEEKS_BY_CALENDAR, WEEKS_BY_PRACTICE

YEAR = 2026
ACCOUNT = Account("P1", "bpa", YEAR)
NEW_YEAR = datetime(YEAR, 1, 1, 8, tzinfo=UTC)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def grant(
    key: str = "g1",
    minutes: int = 2100,
    first: date = date(YEAR, 1, 1),
    last: date | None = None,
    recorded: datetime = NEW_YEAR,
    **more: object,
) -> Grant:
    return Grant(key, "P1", "bpa", Fraction(minutes), first, last, recorded, **more)


def used(day: date, minutes: int, key: str = "", account: Account = ACCOUNT, **more: object) -> Entry:
    name = key or f"use-{day}-{minutes}"
    return Entry(name, account, EntryKind.USE, day, -minutes, **{"recorded": at(day), **more})


def days(year: int = YEAR) -> st.SearchStrategy[date]:
    return st.dates(date(year, 1, 1), date(year, 12, 31))


@st.composite
def ledgers(draw: st.DrawFn, year: int = YEAR) -> tuple[Ledger, Account]:
    """A ledger with grants that start, change and end within the year, use, corrections and transfers."""
    account = Account("P1", "bpa", year)
    near = st.dates(date(year - 1, 6, 1), date(year + 1, 6, 1))
    grants, ends = [], []
    for number in range(draw(st.integers(1, 3))):
        first = draw(near)
        last = draw(
            st.none() | st.integers(0, 500).map(lambda more, first=first: first + timedelta(days=more))
        )
        provider = draw(st.sampled_from(["A", "B"]))
        weeks = draw(st.sampled_from([WEEKS_BY_PRACTICE, WEEKS_BY_CALENDAR]))
        grants.append(
            grant(f"g{number}", draw(st.integers(1, 10_000)), first, last, provider=provider, weeks=weeks)
        )
        if draw(st.booleans()):
            ends.append(GrantEnd(f"g{number}", draw(near), at(date(year, 7, 1)), "endret"))
    entries = [
        Entry(
            f"e{number}",
            account,
            kind,
            day,
            minutes if kind is not EntryKind.USE else -abs(minutes),
            at(day),
            provider,
            "grunn",
        )
        for number, (kind, day, minutes, provider) in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        st.sampled_from([EntryKind.USE, EntryKind.CORRECTION, EntryKind.OPENING]),
                        days(year),
                        st.integers(-5000, 5000),
                        st.sampled_from(["A", "B"]),
                    ),
                    max_size=8,
                )
            )
        )
    ]
    moved = draw(st.integers(0, 3000))
    if moved:
        day = draw(days(year))
        entries += [
            Entry("t-out", account, EntryKind.TRANSFER, day, -moved, at(day), "A", "bytte", group="t"),
            Entry("t-in", account, EntryKind.TRANSFER, day, moved, at(day), "B", "bytte", group="t"),
        ]
    return Ledger(tuple(grants), tuple(ends), tuple(entries)), account


def by_chance(seed: int, year: int = YEAR) -> tuple[Ledger, Account, Random]:
    """A ledger like those of :func:`ledgers`, made by plain chance: ten times as fast, for a long search.

    Gives the source of chance too, for what else the example needs.
    """
    random = Random(seed)
    account = Account("P1", "bpa", year)
    grants, ends, entries = [], [], []
    for number in range(random.randint(1, 3)):
        first = _near(random, year)
        last = random.choice([None, first + timedelta(days=random.randint(0, 500))])
        more = {
            "provider": random.choice("AB"),
            "weeks": random.choice([WEEKS_BY_PRACTICE, WEEKS_BY_CALENDAR]),
        }
        grants.append(grant(f"g{number}", random.randint(1, 10_000), first, last, **more))
        if random.random() < 0.5:
            ends.append(GrantEnd(f"g{number}", _near(random, year), at(date(year, 7, 1)), "endret"))
    for number in range(random.randint(0, 8)):
        kind = random.choice([EntryKind.USE, EntryKind.USE, EntryKind.CORRECTION, EntryKind.OPENING])
        minutes = random.choice([0, random.randint(-5000, 5000)])
        minutes = -abs(minutes) if kind is EntryKind.USE else minutes
        day = date(year, 1, 1) + timedelta(days=random.randrange(account.days))
        entries.append(
            Entry(f"e{number}", account, kind, day, minutes, at(day), random.choice("AB"), "grunn")
        )
    if random.random() < 0.5:
        moved, day = (
            random.randint(1, 3000),
            date(year, 1, 1) + timedelta(days=random.randrange(account.days)),
        )
        entries += [
            Entry("t-out", account, EntryKind.TRANSFER, day, -moved, at(day), "A", "bytte", group="t"),
            Entry("t-in", account, EntryKind.TRANSFER, day, moved, at(day), "B", "bytte", group="t"),
        ]
    return Ledger(tuple(grants), tuple(ends), tuple(entries)), account, random


def _near(random: Random, year: int) -> date:
    return date(year - 1, 6, 1) + timedelta(days=random.randint(0, 730))
