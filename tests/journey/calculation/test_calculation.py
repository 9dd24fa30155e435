"""From activities to minutes a week, with rows that explain the sum and nothing unknown taken for zero."""

from fractions import Fraction

from rettvis.journey.application import KindOfService, TimeUse
from rettvis.journey.assessment import ClockRow, DayClock
from rettvis.journey.calculation import (
    CALENDAR_YEAR,
    Amount,
    Choices,
    Deduction,
    Ground,
    SharedHousework,
    WeeksPerYear,
    calculate,
    check_choices,
)
from rettvis.rulekit.wording import Sentence

CARE, PRACTICAL = KindOfService.PERSONAL_CARE, KindOfService.PRACTICAL_ASSISTANCE
CONTACT, RESPITE = KindOfService.SUPPORT_CONTACT, KindOfService.RESPITE

DINNER = ClockRow("dinner", activity="dinner", kind=CARE, assessed=TimeUse(60, Fraction(7)))
CLEANING = ClockRow("cleaning", activity="house_cleaning", kind=PRACTICAL, assessed=TimeUse(150), shared=True)
UNKNOWN = ClockRow("dressing", activity="dressing", kind=CARE, extent="extensive")
HALF = SharedHousework(Fraction(1, 2), "Samboeren er frisk og vasker annenhver uke.", "Kommunens praksis")


def text(sentence: Sentence, language: str = "en") -> str:
    return sentence.say(language).replace("\u00a0", " ")


def missing(*rows: ClockRow, choices: Choices | None = None) -> list[str]:
    return [fault.place for fault in calculate(DayClock(rows), choices).missing]


def test_minutes_are_summed_by_kind_and_in_all() -> None:
    calculation = calculate(DayClock((DINNER, ClockRow("c", "leisure", "", CONTACT, assessed=TimeUse(360)))))
    assert calculation.by_kind[CARE] == Amount(420, complete=True)
    assert calculation.by_kind[CONTACT].known == 360
    assert calculation.by_kind[PRACTICAL].known == 0
    assert calculation.total.known == 780
    assert calculation.complete


def test_the_sum_is_said_a_week_a_month_and_a_year_with_the_weeks() -> None:
    rows = (ClockRow("a", "leisure", "", CONTACT, assessed=TimeUse(2010)),)
    calculation = calculate(DayClock(rows))
    assert (calculation.per_month, calculation.per_year) == (8710, 104520)
    assert text(calculation.words()) == (
        "33 hours 30 minutes a week, 145 hours 10 minutes a month, 1,742 hours a year, with 52 weeks a year."
    )
    assert text(calculation.words(), "nb") == (
        "33 timer 30 minutter i uka, 145 timer 10 minutter i måneden, 1 742 timer i året, med 52 uker i året."
    )


def test_the_calendar_year_is_counted_exactly() -> None:
    rows = (ClockRow("a", "leisure", "", CONTACT, assessed=TimeUse(31 * 60 + 30)),)
    calculation = calculate(DayClock(rows), Choices(weeks=CALENDAR_YEAR))
    assert calculation.per_year == Fraction(1890 * 365, 7) == 98550
    assert "365/7 weeks a year" in text(calculation.words())


def test_each_row_says_how_its_minutes_come_about() -> None:
    (row,) = calculate(DayClock((DINNER,))).rows
    assert text(row.label) == "Dinner"
    assert text(row.formula, "nb") == "60 minutter × 7 ganger i uka = 420 minutter"
    assert row.minutes == 420
    assert text(row.source) == "the assessment"


def test_what_is_unknown_stays_unknown_and_is_named() -> None:
    calculation = calculate(DayClock((DINNER, UNKNOWN)))
    assert calculation.by_kind[CARE] == Amount(420, complete=False)
    assert calculation.by_kind[CARE].known is None
    assert calculation.by_kind[PRACTICAL].known == 0
    assert calculation.total.known is None
    assert not calculation.complete
    assert calculation.rows[1].minutes is None
    assert text(calculation.rows[1].formula) == "Said to be “extensive”; the time is not known"
    assert text(calculation.words()).startswith("At least 7 hours a week")
    assert text(calculation.words()).endswith("The time is missing for: Dressing and undressing.")
    assert missing(DINNER, UNKNOWN) == ["rows.dressing"]


def test_when_nothing_is_known_no_sum_is_said() -> None:
    calculation = calculate(DayClock((UNKNOWN,)))
    assert text(calculation.words()) == (
        "The sum is not known. The time is missing for: Dressing and undressing."
    )


def test_a_row_without_a_kind_leaves_every_kind_open_but_the_sum_known() -> None:
    supervision = ClockRow("s", "care_supervision_and_regulation", assessed=TimeUse(600))
    calculation = calculate(DayClock((DINNER, supervision)))
    assert calculation.total == Amount(1020, complete=True)
    assert {amount.complete for amount in calculation.by_kind.values()} == {False}
    assert calculation.by_kind[CARE].at_least == 420
    assert missing(DINNER, supervision) == ["rows.s"]


def test_shared_housework_is_taken_out_in_a_row_that_can_be_seen() -> None:
    calculation = calculate(DayClock((CLEANING,)), Choices(shared_housework=HALF))
    activity, taken = calculation.rows
    assert (activity.minutes, taken.minutes) == (150, -75)
    assert text(taken.label) == "House cleaning: shared with the household"
    assert text(taken.formula) == "1/2 of 150 minutes = 75 minutes, taken out"
    assert (taken.takes_out, taken.reason, text(taken.source)) == (True, HALF.reason, "Kommunens praksis")
    assert calculation.by_kind[PRACTICAL].known == 75


def test_housework_that_is_not_shared_or_not_known_to_be_is_not_cut() -> None:
    for shared in (False, None):
        row = ClockRow("c", "house_cleaning", "", PRACTICAL, assessed=TimeUse(150), shared=shared)
        assert calculate(DayClock((row,)), Choices(shared_housework=HALF)).total.known == 150


def test_an_unknown_share_leaves_the_sum_unknown_and_never_at_its_highest() -> None:
    calculation = calculate(DayClock((DINNER, CLEANING)))
    assert calculation.by_kind[PRACTICAL] == Amount(0, complete=False)
    assert calculation.total == Amount(420, complete=False)
    assert missing(DINNER, CLEANING) == ["rows.cleaning.shared"]


def test_the_share_of_an_unknown_time_asks_for_the_time_once() -> None:
    shared = ClockRow("c", "house_cleaning", "", PRACTICAL, shared=True)
    assert missing(shared, choices=Choices(shared_housework=HALF)) == ["rows.c"]


def test_ordinary_care_and_school_hours_are_taken_out_with_their_reason() -> None:
    watch = ClockRow("watch", "care_supervision_and_regulation", "", RESPITE, assessed=TimeUse(3000))
    care = Deduction(
        "care",
        Ground.ORDINARY_CARE,
        TimeUse(120, Fraction(7)),
        "En sjuåring trenger at en voksen er i nærheten.",
        concerns="watch",
    )
    school = Deduction(
        "school", Ground.SCHOOL_HOURS, TimeUse(240, Fraction(5)), "Skolen har ansvaret da.", kind=RESPITE
    )
    choices = Choices(deductions=(care, school))
    assert check_choices(choices, DayClock((watch,))) == []
    calculation = calculate(DayClock((watch,)), choices)
    assert [row.minutes for row in calculation.rows] == [3000, -840, -1200]
    assert [text(row.label) for row in calculation.rows[1:]] == [
        "Ordinary care for the child’s age",
        "School hours",
    ]
    assert text(calculation.rows[1].formula) == "120 minutes × 7 times a week = 840 minutes, taken out"
    assert calculation.by_kind[RESPITE].known == 960


def test_ordinary_care_without_a_figure_is_never_taken_for_none() -> None:
    watch = ClockRow("watch", "respite", "", RESPITE, assessed=TimeUse(3000))
    care = Deduction("care", Ground.ORDINARY_CARE, None, "En sjuåring trenger mye hjelp.", kind=RESPITE)
    choices = Choices(deductions=(care,))
    assert calculate(DayClock((watch,)), choices).total == Amount(0, complete=False)
    assert missing(watch, choices=choices) == ["rows.care"]


def test_parts_of_a_minute_are_added_exactly_before_anything_is_rounded() -> None:
    third = TimeUse(50, Fraction(1, 3))
    rows = tuple(ClockRow(key, "laundry", "", PRACTICAL, assessed=third) for key in "abc")
    calculation = calculate(DayClock(rows))
    assert calculation.total.known == 50
    assert [row.minutes for row in calculation.rows] == [17, 17, 16]
    assert {row.exact for row in calculation.rows} == {Fraction(50, 3)}


def test_rounding_is_up_so_that_it_takes_nobody_below_a_limit() -> None:
    rows = (
        ClockRow("a", "leisure", "", CONTACT, assessed=TimeUse(1900)),
        ClockRow("b", "leisure", "", CONTACT, assessed=TimeUse(59, Fraction(1, 3))),
    )
    assert calculate(DayClock(rows)).total.known == 1920


def test_every_choice_that_cannot_be_right_is_named_at_once() -> None:
    choices = Choices(
        shared_housework=SharedHousework(Fraction(3, 2), "Kommunens norm", ""),
        deductions=(
            Deduction("d", Ground.SCHOOL_HOURS, TimeUse(-1), "", concerns="diner"),
            Deduction("dinner", Ground.SCHOOL_HOURS, None, "Skolen har ansvaret."),
        ),
        weeks=WeeksPerYear(Fraction(60)),
    )
    assert [fault.place for fault in check_choices(choices, DayClock((DINNER,)))] == [
        "weeks",
        "deductions.dinner",
        "shared_housework.reason",
        "shared_housework.share",
        "shared_housework.source",
        "deductions.d.minutes",
        "deductions.d.reason",
        "deductions.d.concerns",
        "deductions.dinner.concerns",
    ]


def test_more_cannot_be_taken_out_than_there_is() -> None:
    def out(minutes: int, **where: object) -> list[str]:
        deduction = Deduction("d", Ground.SCHOOL_HOURS, TimeUse(minutes), "Skolen har ansvaret da.", **where)  # type: ignore[arg-type]
        return [fault.place for fault in check_choices(Choices(deductions=(deduction,)), DayClock((DINNER,)))]

    assert out(420, concerns="dinner") == []
    assert out(421, concerns="dinner") == ["rows.dinner", "kinds.personal_care"]
    assert out(1, kind=CONTACT) == ["kinds.support_contact"]
