"""Fewer hours than before: exact for each service and in sum, and said as it is."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rettvis.journey.application import KindOfService, Service
from rettvis.journey.decision import (
    AdvanceNotice,
    CaseSnapshot,
    Decision,
    DecisionInForce,
    Extent,
    GoesOn,
    KindMinutes,
    Office,
    Party,
    Per,
    ServiceLine,
    ToldAmount,
    WithoutNotice,
    compared,
    reductions,
    untouched,
)
from rettvis.journey.decision.gate import gate

ON = date(2026, 11, 20)
FROM = date(2027, 1, 1)
BPA = ServiceLine("bpa", Service.BPA, True, extent=Extent(1800), start=FROM)
CONTACT = ServiceLine("contact", Service.SUPPORT_CONTACT, True, extent=Extent(180), start=FROM)
RESPITE = ServiceLine("respite", Service.RESPITE, True, extent=Extent(2, Per.WEEKENDS), start=FROM)


def case(
    old: tuple[ServiceLine, ...], new: tuple[ServiceLine, ...], *, notice: AdvanceNotice | None = None
) -> CaseSnapshot:
    return CaseSnapshot(
        "2026-000002",
        Party("Ola Berg", date(1980, 5, 1)),
        Office("Fjordvik", "Tildelingskontoret"),
        decision=Decision(lines=new, advance_notice=notice),
        in_force=DecisionInForce(date(2025, 1, 1), old, "2025-000001"),
    )


def less(old: tuple[ServiceLine, ...], new: tuple[ServiceLine, ...]) -> list[str]:
    return [str(one.words()) for one in reductions(case(old, new), ON)]


def of_notice(whole: CaseSnapshot) -> list[str]:
    return [str(one.message) for one in gate(whole, ON) if one.name == "advance_notice"]


def test_one_minute_less_is_less_and_one_more_is_not() -> None:
    assert less((CONTACT,), (replace(CONTACT, extent=Extent(179)),))
    assert less((CONTACT,), (CONTACT,)) == less((CONTACT,), (replace(CONTACT, extent=Extent(181)),)) == []


def test_a_month_and_a_week_are_compared_exactly() -> None:
    a_month = replace(CONTACT, extent=Extent(180 * 52 // 12, Per.MONTH))
    assert less((CONTACT,), (a_month,)) == []
    assert less((CONTACT,), (replace(CONTACT, extent=Extent(779, Per.MONTH)),))[0] == (
        "Support contact: 3\u00a0hours a week now, 2\u00a0hours 59\u00a0minutes and 10/13 of a minute a week "
        "in the new decision, which is 3/13 of a minute a week less"
    )


def test_weekends_are_not_made_up_for_by_hours() -> None:
    hours = ServiceLine("respite", Service.RESPITE, True, extent=Extent(6000), start=FROM)
    assert [one.per for one in reductions(case((RESPITE,), (hours,)), ON)] == [Per.WEEKENDS]


def test_what_moves_into_bpa_is_not_lost_where_bpa_grows_by_it() -> None:
    kinds = (KindMinutes(KindOfService.PERSONAL_CARE, 1800), KindMinutes(KindOfService.SUPPORT_CONTACT, 180))
    assert less((BPA, CONTACT), (replace(BPA, extent=Extent(1980), hours=kinds),)) == []


def test_the_sum_becomes_less_when_a_service_is_taken_into_bpa_without_more_hours() -> None:
    kinds = (KindMinutes(KindOfService.PERSONAL_CARE, 1620), KindMinutes(KindOfService.SUPPORT_CONTACT, 180))
    found = reductions(case((BPA, CONTACT), (replace(BPA, hours=kinds),)), ON)
    assert [(one.service, one.before, one.after) for one in found] == [(None, 1980, 1800)]


def test_a_service_that_ends_is_less_and_says_nothing_new() -> None:
    [contact, total] = reductions(case((CONTACT,), (replace(CONTACT, granted=False),)), ON)
    assert contact.ends
    assert (contact.after, total.after) == (0, 0)


def test_what_goes_on_is_on_neither_side() -> None:
    whole = case((CONTACT, BPA), (replace(BPA, extent=Extent(1900)),))
    left = replace(whole, decision=replace(whole.decision, goes_on=(GoesOn("2025-000001", "contact"),)))
    assert [line.key for _, line in untouched(left.in_force, left.decision)] == []  # type: ignore[arg-type]
    assert reductions(left, ON) == ()
    assert [one.service for one in compared(left, ON)] == [Service.BPA, None]
    assert [line.key for _, line in untouched(whole.in_force, whole.decision)] == ["contact"]  # type: ignore[arg-type]


def test_no_service_ends_in_silence() -> None:
    names = [one.name for one in gate(case((CONTACT, BPA), (BPA,)), ON)]
    assert "in_force_not_answered" in names


NOTICE = AdvanceNotice(date(2026, 10, 20), date(2026, 11, 10))
LESS = (replace(CONTACT, extent=Extent(120)),)


def test_less_does_not_begin_before_the_notice_has_run() -> None:
    early = replace(LESS[0], start=date(2026, 11, 10))
    assert "11\u00a0November 2026 or later" in of_notice(case((CONTACT,), (early,), notice=NOTICE))[0]
    on_time = replace(LESS[0], start=date(2026, 11, 11))
    assert of_notice(case((CONTACT,), (on_time,), notice=NOTICE)) == []


def test_an_answer_lets_it_begin_the_day_after() -> None:
    answered = replace(
        NOTICE, answer="Det går bra.", answered_on=date(2026, 11, 1), weighed="Du er enig i endringen nå."
    )
    begins = replace(LESS[0], start=date(2026, 11, 2))
    assert of_notice(case((CONTACT,), (begins,), notice=answered)) == []
    too_soon = replace(LESS[0], start=date(2026, 11, 1))
    assert of_notice(case((CONTACT,), (too_soon,), notice=answered))


def test_a_notice_that_told_of_less_than_is_now_decided_is_not_enough() -> None:
    told = (
        ToldAmount(Service.SUPPORT_CONTACT, Per.WEEK, Fraction(150)),
        ToldAmount(None, Per.WEEK, Fraction(150)),
    )
    found = of_notice(case((CONTACT,), LESS, notice=replace(NOTICE, told=told)))
    assert len(found) == 2
    enough = tuple(replace(one, amount=Fraction(120)) for one in told)
    assert of_notice(case((CONTACT,), LESS, notice=replace(NOTICE, told=enough))) == []


@pytest.mark.parametrize(
    ("why", "blocked"), [("", True), ("Personen har bedt om dette selv i møtet.", False)]
)
def test_leaving_the_notice_out_is_a_persons_answer_with_its_reason(why: str, blocked: bool) -> None:
    left_out = AdvanceNotice(without=WithoutNotice.KNOWS_ALREADY, without_why=why)
    assert bool(of_notice(case((CONTACT,), LESS, notice=left_out))) is blocked
