"""Follow-up of providers: what is known is counted, what is not is missing, and nothing is counted twice."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.delivery import ShiftKind
from rettvis.journey.follow_up import (
    AdministrationWork,
    Answered,
    Corrected,
    CorrectionWay,
    DeliveredHours,
    FollowUpFacts,
    Found,
    FoundIn,
    HoursSource,
    ProviderRow,
    ProviderStart,
    StepOfTime,
    Worked,
    WorkKind,
    administration_cost,
    average_prices,
    everybody_row,
    first_of,
    provider_row,
    ranks_of,
    spans,
    spread_by_month,
    whole_steps,
)
from rettvis.rulekit.period import Period

ONE, OTHER = "310000019", "310000027"
JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
QUARTER = Period(JANUARY, date(2026, 3, 31))
SHEETS, INVOICES = HoursSource.TIMESHEETS, HoursSource.INVOICES

months = st.sampled_from([JANUARY, FEBRUARY, MARCH])
providers = st.sampled_from([ONE, OTHER])
cases = st.sampled_from(["", "2026-1", "2026-2"])
hours = st.builds(
    DeliveredHours, providers, months, st.sampled_from(HoursSource), st.integers(1, 10_000), cases
)
works = st.builds(
    Worked,
    day=st.dates(JANUARY, date(2026, 3, 31)),
    minutes=st.integers(1, 600),
    kind=st.sampled_from(WorkKind),
    provider=st.sampled_from([ONE, OTHER, ""]),
    ore=st.integers(1, 200_000),
)
once = st.lists(hours, unique_by=lambda one: (one.provider, one.case, one.month, one.source)).map(tuple)


def rows_of(
    facts: FollowUpFacts, providers: list[str], step: StepOfTime, last: date = MARCH
) -> list[ProviderRow]:
    """Each provider in each step from January."""
    return [provider_row(facts, one, period) for period in spans(JANUARY, last, step) for one in providers]


def test_nothing_known_is_nothing_and_never_zero() -> None:
    [row] = rows_of(FollowUpFacts(), [ONE], StepOfTime.MONTH, JANUARY)
    assert (row.minutes, row.deviations, row.deviation_count, row.corrected, row.work) == (None,) * 5
    assert (row.answer.median, row.start.median) == (None, None)


def test_what_was_received_without_a_deviation_is_none_found() -> None:
    facts = FollowUpFacts(received=frozenset({(ONE, JANUARY)}), invoiced=frozenset({(ONE, JANUARY)}))
    row = everybody_row(facts, [ONE], QUARTER)
    assert (row.deviation_count, row.corrected) == (0, 0)


def test_timesheets_count_before_invoices_month_by_month() -> None:
    facts = FollowUpFacts(
        hours=(
            DeliveredHours(ONE, JANUARY, INVOICES, 999),
            DeliveredHours(ONE, JANUARY, SHEETS, 600),
            DeliveredHours(ONE, FEBRUARY, INVOICES, 300),
        )
    )
    row = everybody_row(facts, [ONE], QUARTER)
    assert (row.minutes, row.months, row.missing, row.sources) == (900, 2, 1, (SHEETS, INVOICES))


def test_the_source_is_chosen_for_each_case_and_one_approved_sheet_hides_no_other_persons_hours() -> None:
    facts = FollowUpFacts(
        hours=(
            DeliveredHours(ONE, JANUARY, SHEETS, 2_400, "2026-1"),
            *(DeliveredHours(ONE, JANUARY, INVOICES, 2_400, f"2026-{number}") for number in range(1, 11)),
        )
    )
    row = provider_row(facts, ONE, Period(JANUARY, date(2026, 1, 31)))
    assert (row.minutes, row.sources, row.missing) == (24_000, (SHEETS, INVOICES), 0)


def test_invoiced_hours_of_no_known_case_count_only_where_there_is_no_timesheet() -> None:
    unknown = DeliveredHours(ONE, JANUARY, INVOICES, 600)
    sheet = DeliveredHours(ONE, JANUARY, SHEETS, 600, "2026-1")
    elsewhere = DeliveredHours(OTHER, JANUARY, SHEETS, 60, "2026-2")
    assert provider_row(FollowUpFacts(hours=(unknown, elsewhere)), ONE, QUARTER).minutes == 600
    assert provider_row(FollowUpFacts(hours=(unknown, sheet)), ONE, QUARTER).minutes == 600


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400), st.integers(-10_000, 10_000))
def test_minutes_spread_over_months_are_all_there_and_follow_the_days(
    first: date, days: int, minutes: int
) -> None:
    period = Period(first, date.fromordinal(first.toordinal() + days))
    found = dict(spread_by_month(period, minutes))
    assert sum(found.values()) == minutes
    for month in spans(first, period.last or first, StepOfTime.MONTH):
        common = month.intersection(period)
        assert common is not None
        exact = Fraction(minutes * (common.days or 0), days + 1)
        assert abs(found[month.first] - exact) < 1


def test_each_figure_stands_in_its_month() -> None:
    facts = FollowUpFacts(
        found=(
            Found(ONE, JANUARY, FoundIn.INVOICES, "price_differs", 2),
            Found(ONE, JANUARY, FoundIn.SHIFTS, "over_day", 1),
        ),
        corrected=(
            Corrected(ONE, JANUARY, CorrectionWay.CREDITED, 500),
            Corrected(ONE, FEBRUARY, CorrectionWay.REJECTED, 700),
        ),
        answers=(
            Answered(ONE, date(2026, 1, 5), date(2026, 1, 8)),
            Answered(ONE, date(2026, 1, 6), date(2026, 2, 6)),
            Answered(ONE, date(2026, 1, 7), None),
        ),
        starts=(ProviderStart(ONE, date(2026, 2, 3), 40), ProviderStart(ONE, date(2026, 2, 9), 51)),
    )
    january, february, march = rows_of(facts, [ONE], StepOfTime.MONTH)
    assert january.deviations == {(FoundIn.INVOICES, "price_differs"): 2, (FoundIn.SHIFTS, "over_day"): 1}
    assert [row.corrected for row in (january, february, march)] == [500, 700, None]
    assert (january.answer.median, january.answer.count, january.answer.still_open) == (17, 2, 1)
    assert (february.start.median, february.start.count) == (Fraction(91, 2), 2)
    assert march.deviations is None


def test_hours_for_no_single_provider_are_among_everybodys_only() -> None:
    facts = FollowUpFacts(
        work=(
            Worked(JANUARY, 60, WorkKind.INVOICES, ONE, ore=60_000),
            Worked(JANUARY, 30, WorkKind.OTHER, ore=60_000),
        )
    )
    assert provider_row(facts, ONE, QUARTER).work == AdministrationWork(60, 60_000)
    assert everybody_row(facts, [ONE, OTHER], QUARTER).work == AdministrationWork(90, 90_000)


def test_a_cost_is_not_known_where_some_hours_have_none() -> None:
    work = [Worked(JANUARY, 60, WorkKind.BANK, ore=50_000), Worked(JANUARY, 30, WorkKind.BANK)]
    assert administration_cost(work) == AdministrationWork(90, None)
    assert administration_cost([]) is None


@given(st.lists(works))
def test_a_cost_is_rounded_once(work: list[Worked]) -> None:
    found = administration_cost(work)
    if found is not None:
        exact = sum((Fraction(one.minutes * (one.ore or 0), 60) for one in work), Fraction(0))
        assert found.cost is not None
        assert abs(found.cost - exact) <= Fraction(1, 2)


@given(once)
def test_the_months_of_a_quarter_are_its_hours_and_the_providers_everybodys(
    hours: tuple[DeliveredHours, ...],
) -> None:
    facts = FollowUpFacts(hours=hours)
    rows = rows_of(facts, [ONE, OTHER], StepOfTime.MONTH)
    quarters = rows_of(facts, [ONE, OTHER], StepOfTime.QUARTER)
    whole = everybody_row(facts, [ONE, OTHER], QUARTER)
    known = [row.minutes for row in rows if row.minutes is not None]
    assert whole.minutes == (sum(known) if known else None)
    assert sum(row.minutes or 0 for row in quarters) == sum(known)


@given(st.lists(works).map(tuple))
def test_every_hour_of_the_administration_is_counted_once(work: tuple[Worked, ...]) -> None:
    facts = FollowUpFacts(work=work)
    whole = everybody_row(facts, [ONE, OTHER], QUARTER).work
    assert (whole.minutes if whole else 0) == sum(one.minutes for one in work)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 900), st.sampled_from(StepOfTime))
def test_spans_meet_and_hold_every_day_asked_for(first: date, days: int, step: StepOfTime) -> None:
    last = date.fromordinal(first.toordinal() + days)
    found = list(spans(first, last, step))
    assert first in found[0]
    assert last in found[-1]
    assert found[0].first == first_of(first, step)
    assert all(one.meets(other) for one, other in pairwise(found))
    assert whole_steps(first, last, step) == Period(found[0].first, found[-1].last)


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 10), min_size=1))
def test_ranks_leave_none_out_and_show_no_price(prices: dict[str, int]) -> None:
    ranks = ranks_of(prices)
    given_ranks = sorted(ranks.values())
    assert all(rank == given_ranks.index(rank) + 1 for rank in given_ranks)
    assert all((prices[a] < prices[b]) == (ranks[a] < ranks[b]) for a in prices for b in prices)


@pytest.mark.parametrize(("threshold", "shown"), [(None, True), (2, True), (3, False)])
def test_an_average_of_too_few_providers_is_hidden(threshold: int | None, shown: bool) -> None:
    [found] = average_prices({ShiftKind.NIGHT: {ONE: 70_000, OTHER: 70_001}}, threshold)
    assert (found.providers, found.mean) == ((2, Fraction(140_001, 2)) if shown else (None, None))
