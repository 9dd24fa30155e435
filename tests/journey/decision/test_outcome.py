"""Granted, partly granted, refused: for each line and for the whole; and extents, exactly."""

from fractions import Fraction

import pytest

from rettvis.journey.application import Application, Request, Service, TimeUse
from rettvis.journey.calculation import CALENDAR_YEAR, FIFTY_TWO
from rettvis.journey.decision import Extent, LineOutcome, Per, ServiceLine, line_outcome, whole_outcome

GRANTED, PARTLY, REFUSED = LineOutcome.GRANTED, LineOutcome.PARTLY, LineOutcome.REFUSED

APPLICATION = Application(
    requests=(Request("walk", activity="walking_and_exercise", time=TimeUse(360)), Request("swim", "Svømme")),
    total_minutes_per_week=2010,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (ServiceLine("a", Service.SUPPORT_CONTACT), None),
        (ServiceLine("a", Service.BPA, granted=False), REFUSED),
        (ServiceLine("a", Service.SUPPORT_CONTACT, True, extent=Extent(360), answers=("walk",)), GRANTED),
        (ServiceLine("a", Service.SUPPORT_CONTACT, True, extent=Extent(300), answers=("walk",)), PARTLY),
        (ServiceLine("a", Service.SUPPORT_CONTACT, True, extent=Extent(1), answers=("swim",)), GRANTED),
        (ServiceLine("a", Service.BPA, True, extent=Extent(2010)), GRANTED),
        (ServiceLine("a", Service.BPA, True, extent=Extent(2009)), PARTLY),
        (ServiceLine("a", Service.RESPITE, True, extent=Extent(2, Per.WEEKENDS)), GRANTED),
    ],
)
def test_a_lines_outcome_is_computed_from_what_was_applied_for(
    line: ServiceLine, expected: LineOutcome | None
) -> None:
    assert line_outcome(line, APPLICATION, FIFTY_TWO) is expected


@pytest.mark.parametrize(
    ("outcomes", "whole"),
    [
        ([GRANTED, GRANTED], GRANTED),
        ([REFUSED], REFUSED),
        ([REFUSED, GRANTED], PARTLY),
        ([PARTLY], PARTLY),
        ([GRANTED, None], None),
        ([], None),
    ],
)
def test_the_whole_is_granted_only_when_every_line_is(
    outcomes: list[LineOutcome | None], whole: LineOutcome | None
) -> None:
    assert whole_outcome(outcomes) is whole


@pytest.mark.parametrize(
    ("extent", "words"),
    [
        (Extent(300), "5 timer i uka"),
        (Extent(90, Per.WEEK, 3), "1 time 30 minutter hver 3. uke"),
        (Extent(2400, Per.MONTH), "40 timer i måneden"),
        (Extent(1, Per.WEEKENDS), "1 helg i måneden"),
        (Extent(2, Per.WEEKENDS), "2 helger i måneden"),
        (Extent(7, Per.TIMES), "7 ganger i uka"),
    ],
)
def test_an_extent_is_read_in_words(extent: Extent, words: str) -> None:
    assert extent.words().say("nb").replace("\u00a0", " ") == words


def test_minutes_a_week_are_exact_by_the_convention_of_weeks() -> None:
    assert Extent(100, Per.WEEK, 3).per_week(FIFTY_TWO) == Fraction(100, 3)
    assert Extent(2400, Per.MONTH).per_week(FIFTY_TWO) == Fraction(2400 * 12, 52)
    assert Extent(2400, Per.MONTH).per_week(CALENDAR_YEAR) == Fraction(2400 * 12 * 7, 365)
    assert Extent(1, Per.WEEKENDS).per_week(FIFTY_TWO) is None
