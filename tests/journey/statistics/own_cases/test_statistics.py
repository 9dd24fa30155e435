"""The case statistics are what a recount by hand gives, whatever the decisions are."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.statistics.own_cases.groups import born_by
from rettvis.journey.statistics.own_cases.lines import KINDS_IN_ORDER
from rettvis.journey.statistics.own_cases.months import months_of
from rettvis.journey.statistics.own_cases.movement import FLOWS, Moved
from rettvis.journey.statistics.own_cases.selection import Selection
from rettvis.journey.statistics.own_cases.standing import UNDIVIDED, InForce
from rettvis.journey.statistics.own_cases.statistics import case_statistics, year_before
from tests.journey.statistics.own_cases.recount import (
    Row,
    age,
    age_key,
    by_person,
    extract,
    figures,
    flows,
    interval_key,
    wanted,
)

START = date(2024, 2, 20)
BIRTHS = (date(1940, 1, 1), date(1960, 12, 31), date(2004, 2, 29), date(2006, 3, 1), date(2007, 2, 28))
days = st.integers(0, 60).map(lambda more: START + timedelta(days=more))


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """A row among few persons, services and days, so that much meets."""
    first = draw(days)
    person = draw(st.integers(1, 6))
    minutes = draw(st.none() | st.sampled_from([0, 60, 120, 121, 240, 600, 601, 3000, 6001]))
    kinds = {}
    if minutes:
        part = draw(st.integers(0, minutes))
        kinds = {"personal_care": part, "training": draw(st.integers(0, minutes - part))}
    return Row(
        person=person,
        service=draw(st.sampled_from(["bpa", "support_contact", "respite"])),
        minutes=minutes,
        first=first,
        last=draw(st.none() | st.integers(0, 40).map(lambda more: first + timedelta(days=more))),
        birth_date=BIRTHS[person % len(BIRTHS)],
        sex=("female", "male", "")[person % 3],
        unit=draw(st.sampled_from(["1", "2"])),
        organised=draw(st.sampled_from(["bpa", "municipal", ""])),
        kinds=kinds,
    )


selections = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.sampled_from(["1", "2", "3"]),
        "service": st.sampled_from(["bpa", "respite"]),
        "organised": st.sampled_from(["bpa", "municipal", ""]),
        "sex": st.sampled_from(["female", ""]),
        "age": st.sampled_from(["0-17", "18-49", "80-"]),
    },
)


def measured(one: object) -> tuple[object, ...]:
    """What the program found, in the order of the recount."""
    return tuple(getattr(one, name) for name in ("users", "with_hours", "minutes", "mean", "median"))


@given(st.lists(rows(), max_size=14), days, selections)
def test_every_table_of_a_day_is_what_a_recount_gives(all_rows, on, choices) -> None:
    standing = InForce(extract(all_rows), on, Selection(**choices))
    own = [row for row in wanted(all_rows, on, **choices) if row.on(on)]
    assert measured(standing.totals.all) == figures(own)
    people = by_person(own)
    expected = {
        "age": lambda key: [row for row in own if age_key(row.birth_date, on) == key],
        "sex": lambda key: [row for row in own if row.sex == key],
        "service": lambda key: [row for row in own if row.service == key],
        "organised": lambda key: [row for row in own if row.organised == key],
        "unit": lambda key: [row for row in own if row.unit == key],
        "interval": lambda key: [
            row for row in own if interval_key([one.minutes for one in people[row.person]]) == key
        ],
    }
    for table, of in expected.items():
        for key, found in standing.by(table):
            assert measured(found) == figures(of(key)), (table, key)
            assert set(standing.persons(table, key)) == {row.person for row in of(key)}
    for table in ("age", "sex", "interval"):
        assert sum(found.users for _, found in standing.by(table)) == len(people)
    for key, found in standing.by("kind"):
        minutes = {row.person: 0 for row in own}
        for row in own:
            rest = (row.minutes or 0) - sum(row.kinds.values())
            minutes[row.person] += rest if key == UNDIVIDED else row.kinds.get(key, 0)
        assert found.minutes == sum(minutes.values())
        assert found.users == sum(1 for one in minutes.values() if one)
    assert {key for key, _ in standing.by("kind")} <= {*KINDS_IN_ORDER, UNDIVIDED}


@given(st.lists(rows(), max_size=14), days, st.integers(0, 45), selections)
def test_a_movement_is_what_a_recount_gives_and_adds_up(all_rows, first, more, choices) -> None:
    last = first + timedelta(days=more)
    lines, selection = extract(all_rows), Selection(**choices)
    moved = Moved(lines, first, last, selection)
    expected = flows(wanted(all_rows, last, **choices), first, last)
    assert {name: set(who) for name, who in moved.flows.items()} == expected
    before = InForce(lines, first - timedelta(days=1), selection, aged_on=last).totals.all.users
    after = InForce(lines, last, selection).totals.all.users
    counted = moved.counted.flows
    assert after == before + counted["new"] - counted["ended"]


@given(st.lists(rows(), max_size=10), days, st.integers(0, 45))
def test_the_months_of_a_period_are_periods_of_their_own(all_rows, first, more) -> None:
    last = first + timedelta(days=more)
    lines = extract(all_rows)
    whole = case_statistics(lines, first, last)
    assert [(one.movement.first, one.movement.last) for one in whole.months] == list(months_of(first, last))
    for one in whole.months:
        assert one.movement == Moved(lines, one.movement.first, one.movement.last).counted
        assert one.standing == InForce(lines, one.movement.last).totals.all
    assert whole.months[-1].standing == whole.total


def test_somebody_with_two_decisions_is_one_user_with_both_hours() -> None:
    lines = extract(
        [Row(1, "bpa", 600, date(2025, 1, 1)), Row(1, "respite", 90, date(2025, 6, 1), organised="municipal")]
    )
    on = InForce(lines, date(2025, 7, 1))
    assert (on.totals.all.users, on.totals.all.minutes) == (1, 690)
    assert [(key, one.users, one.minutes) for key, one in on.by("service")] == [
        ("bpa", 1, 600),
        ("respite", 1, 90),
    ]


def test_a_line_without_hours_makes_a_user_and_counts_in_no_mean() -> None:
    lines = extract([Row(1, "bpa", 600, date(2025, 1, 1)), Row(2, "day_activity", None, date(2025, 1, 1))])
    total = InForce(lines, date(2025, 2, 1)).totals.all
    assert (total.users, total.with_hours, total.mean) == (2, 1, Fraction(600))


def test_first_and_last_day_are_in_force() -> None:
    lines = extract([Row(1, "bpa", 600, date(2025, 1, 10), date(2025, 1, 20))])
    there = [InForce(lines, date(2025, 1, day)).totals.all.users for day in (9, 10, 20, 21)]
    assert there == [0, 1, 1, 0]


def test_a_birthday_moves_nobody() -> None:
    lines = extract([Row(1, "bpa", 600, date(2020, 1, 1), birth_date=date(2007, 6, 15))])
    moved = Moved(lines, date(2025, 6, 1), date(2025, 6, 30), Selection(age="18-49"))
    assert moved.counted.flows == dict.fromkeys(FLOWS, 0)


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.dates(date(2023, 1, 1), date(2032, 12, 31)))
def test_who_is_old_enough_is_told_by_the_day_of_birth(born, on) -> None:
    for years in (0, 18, 50, 67, 80):
        assert (born <= born_by(on, years)) == (age(born, on) >= years)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        case_statistics(extract([]), date(2025, 2, 1), date(2025, 1, 1))


def test_no_decisions_give_zeros_and_no_mean() -> None:
    total = case_statistics(extract([]), date(2025, 1, 1), date(2025, 3, 31)).total
    assert (total.users, total.minutes, total.mean, total.median) == (0, 0, None, None)


def test_a_year_ends_where_it_began() -> None:
    assert year_before(date(2026, 11, 22)) == date(2025, 11, 23)
    assert year_before(date(2024, 2, 28)) == date(2023, 2, 28)
