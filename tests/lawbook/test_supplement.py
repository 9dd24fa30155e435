"""The supplement scheme as policy: its versions, its condition, and that nothing else can see it."""

from dataclasses import replace
from datetime import date
from inspect import signature

import pytest

from rettvis.lawbook.supplement import Scheme, SchemeVersion, Step, check_scheme, check_version
from rettvis.rulekit.period import Period

FIRST = SchemeVersion(
    Period(date(2026, 9, 1), date(2027, 12, 31)),
    "decision",
    "support contact",
    (Step(1, 60, 100), Step(2, 120, 200)),
    recommended_step=2,
    introduced_at=("yearly_evaluation",),
)
SECOND = replace(FIRST, period=Period(date(2028, 1, 1)), steps=(Step(1, 90),), recommended_step=1)


def test_the_version_of_the_day_holds() -> None:
    scheme = Scheme.of([SECOND, FIRST])
    assert scheme.at(date(2026, 8, 31)) is None
    assert scheme.at(date(2027, 12, 31)) is FIRST
    assert scheme.at(date(2028, 2, 29)) is SECOND
    assert scheme.newest is SECOND


def test_the_hours_lapse_with_the_condition_and_with_nothing_else() -> None:
    day = date(2027, 1, 1)
    assert FIRST.extra_minutes(2, day, True) == 120
    assert FIRST.extra_minutes(2, day, False) == 0
    assert FIRST.extra_minutes(2, date(2028, 1, 1), True) == 0
    assert list(signature(FIRST.extra_minutes).parameters) == ["number", "on", "fulfils_condition"]


def test_an_unknown_condition_never_becomes_no() -> None:
    assert FIRST.extra_minutes(1, date(2027, 1, 1), None) is None


def test_a_step_that_does_not_exist_gives_no_hours() -> None:
    with pytest.raises(KeyError):
        FIRST.extra_minutes(3, date(2027, 1, 1), True)


def test_a_sound_scheme_has_no_fault() -> None:
    assert check_scheme([("versions.1", FIRST), ("versions.2", SECOND)]) == []


def test_versions_that_overlap_are_told() -> None:
    early = replace(SECOND, period=Period(date(2027, 12, 31)))
    (fault,) = check_scheme([("versions.2", early), ("versions.1", FIRST)])
    assert fault.place == "versions.2.effective_from"
    assert "while the version from 1" in fault.message.say("en")


def test_every_fault_of_a_version_is_told_at_once() -> None:
    wrong = replace(
        FIRST,
        source=" ",
        basic_condition="",
        steps=(Step(1, 0, 300), Step(2, 120, 200), Step(2, 20_000), Step(4, 60)),
        recommended_step=3,
        introduced_at=("yearly",),
    )
    assert [fault.place for fault in check_version("", wrong)] == [
        "source",
        "basic_condition",
        "steps.1.extra_hours_per_week",
        "steps.3.step",
        "steps.3.extra_hours_per_week",
        "steps.2.annual_cost_nok",
        "steps.4.extra_hours_per_week",
        "recommended_step",
        "introduced_at",
    ]
    assert [f.place for f in check_version("v", replace(FIRST, steps=()))] == ["v.steps"]
