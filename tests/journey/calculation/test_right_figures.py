"""The figures that the right to BPA is tried on."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from rettvis.journey.application import KindOfService, TimeUse
from rettvis.journey.assessment import Assessment, ClockRow, DayClock, DayPart, NeedPeriod, When
from rettvis.journey.calculation import (
    Choices,
    Deduction,
    Ground,
    RightFigures,
    calculate,
    right_figures,
    several_and_night,
)
from rettvis.rulekit.facts import LASTING

CARE, NURSING = KindOfService.PERSONAL_CARE, KindOfService.HOME_NURSING
NIGHT, DAY = When(DayPart.NIGHT), When(DayPart.DAY)
MEAL = ClockRow("meal", "meals", "", CARE, DAY, assessed=TimeUse(60, Fraction(7)))
TURN = ClockRow("turn", "turning_at_night", "", CARE, NIGHT, assessed=TimeUse(15, Fraction(14)))


def figures(*rows: ClockRow, deductions: tuple[Deduction, ...] = ()) -> RightFigures:
    assessment = Assessment(clock=DayClock(rows), need=NeedPeriod(date(2026, 12, 1), LASTING))
    return right_figures(calculate(assessment.clock, Choices(deductions=deductions)), assessment)


def test_minutes_by_kind_and_period_become_facts_by_their_names() -> None:
    assert figures(MEAL).facts() == {
        "minutes.personal_care": 420,
        "minutes.practical_assistance": 0,
        "minutes.training": 0,
        "minutes.support_contact": 0,
        "minutes.home_nursing": 0,
        "minutes.respite": 0,
        "minutes.respite_health": 0,
        "minutes.several_providers_or_night": 0,
        "need_from": date(2026, 12, 1),
        "need_until": LASTING,
    }


def test_night_and_several_assistants_are_told_apart_from_the_rest() -> None:
    two = replace(MEAL, key="two", assessed=TimeUse(30, Fraction(7), 2))
    assert figures(MEAL, TURN, two).several_or_night == 210 + 420


def test_two_assistants_at_night_are_counted_once() -> None:
    both = replace(TURN, assessed=TimeUse(15, Fraction(14), 2))
    assert figures(both).several_or_night == 420


def test_health_services_at_night_are_not_among_the_counted_minutes() -> None:
    assert figures(MEAL, replace(TURN, kind=NURSING)).several_or_night == 0


def test_the_health_part_of_respite_is_also_within_respite() -> None:
    respite = replace(MEAL, kind=KindOfService.RESPITE)
    health = replace(MEAL, key="health", kind=KindOfService.RESPITE_HEALTH)
    minutes = figures(respite, health).minutes
    assert (minutes[KindOfService.RESPITE], minutes[KindOfService.RESPITE_HEALTH]) == (840, 420)


def test_an_unknown_time_of_day_leaves_the_night_unknown_and_says_so() -> None:
    told = figures(MEAL, replace(TURN, when=None))
    assert told.several_or_night is None
    assert "minutes.several_providers_or_night" not in told.facts()
    assert [fault.place for fault in told.missing] == ["clock.turn"]


def test_an_empty_day_clock_says_nothing_of_the_need() -> None:
    found = figures()
    assert set(found.minutes.values()) == {None}
    assert found.several_or_night is None


def test_an_unknown_amount_is_absent_from_the_facts() -> None:
    told = figures(MEAL, replace(TURN, assessed=None))
    assert "minutes.personal_care" not in told.facts()
    assert told.minutes[KindOfService.TRAINING] == 0


def test_what_is_taken_out_of_a_night_row_is_taken_out_of_the_night() -> None:
    care = Deduction("d", Ground.ORDINARY_CARE, TimeUse(70), "Alle barn vekkes iblant.", concerns="turn")
    assert figures(MEAL, TURN, deductions=(care,)).several_or_night == 140


def test_a_deduction_that_might_lie_inside_or_outside_the_night_asks_where() -> None:
    late = ClockRow("late", "meals", "", CARE, When(start=21 * 60 + 30), assessed=TimeUse(60, Fraction(7)))
    inside = Deduction("d", Ground.ORDINARY_CARE, TimeUse(70), "Alle barn spiser sent.", concerns="late")
    whole_kind = replace(inside, concerns=None, kind=CARE)
    for deduction, place in ((inside, "clock.late"), (whole_kind, "rows.d")):
        told = figures(late, deductions=(deduction,))
        assert told.several_or_night is None
        assert [fault.place for fault in told.missing] == [place]


def test_a_night_row_without_a_kind_leaves_the_night_unknown() -> None:
    assert figures(replace(TURN, kind=None)).several_or_night is None


def test_which_of_several_assistants_and_night_the_need_is_for() -> None:
    two = replace(MEAL, key="two", assessed=TimeUse(30, Fraction(7), 2))

    def needed(*rows: ClockRow) -> tuple[bool, bool]:
        return several_and_night(Assessment(clock=DayClock(rows)))

    assert needed(MEAL) == (False, False)
    assert needed(MEAL, TURN) == (False, True)
    assert needed(MEAL, two) == (True, False)
    assert needed(replace(two, when=None)) == (True, True)
    assert needed(MEAL, replace(TURN, kind=NURSING)) == (False, False)
