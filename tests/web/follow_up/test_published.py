"""Figures of few persons are hidden for those who see no single person, and cannot be worked out either."""

from datetime import date

from rettvis.journey.follow_up import (
    Corrected,
    CorrectionWay,
    DeliveredHours,
    FollowUpFacts,
    Found,
    FoundIn,
    HoursSource,
    ProviderStart,
    everybody_row,
    provider_row,
)
from rettvis.rulekit.period import Period
from rettvis.web.follow_up.published import shown_of

ONE, FEW, MANY = "310000019", "310000027", "310000035"
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
MONTH, BOTH = Period(JANUARY, date(2026, 1, 31)), Period(JANUARY, date(2026, 2, 28))
LATER = Period(FEBRUARY, date(2026, 2, 28))


def hours(provider: str, month: date, persons: int) -> list[DeliveredHours]:
    """Ten hours of each of so many persons."""
    names = [f"{provider} {number}" for number in range(persons)]
    return [DeliveredHours(provider, month, HoursSource.INVOICES, 600, name, name) for name in names]


def test_a_provider_of_one_person_is_hidden_and_so_is_a_second_that_would_give_it_away() -> None:
    facts = FollowUpFacts(hours=(*hours(ONE, JANUARY, 1), *hours(FEW, JANUARY, 6), *hours(MANY, JANUARY, 20)))
    shown = shown_of(facts, 5)
    rows = shown.providers([provider_row(facts, who, MONTH) for who in (ONE, FEW, MANY)])
    assert [(row.minutes, row.hidden) for row in rows] == [(None, True), (None, True), (12_000, False)]
    assert shown.everybody(everybody_row(facts, (ONE, FEW, MANY), MONTH)).minutes == 27 * 600


def test_a_month_that_is_hidden_hides_every_longer_time_and_no_other_month() -> None:
    facts = FollowUpFacts(
        hours=(
            *hours(ONE, JANUARY, 1),
            *hours(FEW, JANUARY, 6),
            *hours(ONE, FEBRUARY, 9),
            *hours(FEW, FEBRUARY, 9),
        )
    )
    shown = shown_of(facts, 5)
    told = {
        period: [
            row.minutes for row in shown.providers([provider_row(facts, who, period) for who in (ONE, FEW)])
        ]
        for period in (MONTH, LATER, BOTH)
    }
    assert told == {MONTH: [None, None], LATER: [5_400, 5_400], BOTH: [None, None]}


def test_one_person_with_two_cases_is_one_and_a_person_that_is_not_known_is_one() -> None:
    same = [DeliveredHours(ONE, JANUARY, HoursSource.INVOICES, 600, f"2026-{n}", "7") for n in range(9)]
    unknown = [DeliveredHours(ONE, JANUARY, HoursSource.INVOICES, 600)]
    for known in (same, unknown):
        facts = FollowUpFacts(hours=tuple(known))
        assert shown_of(facts, 3).everybody(everybody_row(facts, [ONE], MONTH)).minutes is None


def test_deviations_amounts_and_start_ups_of_a_small_provider_are_hidden_as_its_hours_are() -> None:
    facts = FollowUpFacts(
        hours=(*hours(ONE, JANUARY, 1), *hours(FEW, JANUARY, 9), *hours(MANY, JANUARY, 20)),
        found=tuple(Found(who, JANUARY, FoundIn.SHIFTS, "over_day", 9) for who in (ONE, FEW, MANY)),
        corrected=tuple(
            Corrected(who, month, CorrectionWay.CREDITED, 500)
            for who in (ONE, FEW, MANY)
            for month in (JANUARY, FEBRUARY)
        ),
        starts=(ProviderStart(ONE, JANUARY, 40), *(ProviderStart(MANY, JANUARY, 30) for _time in range(9))),
    )
    small, _second, large = shown_of(facts, 5).providers(
        [provider_row(facts, who, BOTH) for who in (ONE, FEW, MANY)]
    )
    assert (small.deviations, small.corrected, small.start.median, small.start.count) == (None, None, None, 0)
    assert (large.deviation_count, large.corrected) == (9, 1_000)
