"""Dated versions follow each other without overlap or gap, or the program does not start."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.period import Period
from rettvis.rulekit.versions import Version, Versions

OLD = Version(Period(date(2015, 1, 1), date(2020, 6, 30)), 40, "Act of 2015")
NEW = Version(Period(date(2020, 7, 1)), 32, "Act of 2020")


def test_the_version_of_the_day_is_found_on_both_sides_of_a_change() -> None:
    versions = Versions("threshold", NEW, OLD)
    assert versions.at(date(2015, 1, 1)) == 40
    assert versions.at(date(2020, 6, 30)) == 40
    assert versions.at(date(2020, 7, 1)) == 32
    assert versions.find(date(2099, 1, 1)) == NEW


def test_versions_that_overlap_stop_the_start_with_both_named() -> None:
    late = Version(Period(date(2020, 6, 30)), 32, "Act of 2020")
    with pytest.raises(
        ValueError, match=r"threshold: the versions .*Act of 2015.* and .*Act of 2020.* overlap"
    ):
        Versions("threshold", OLD, late)


def test_versions_with_a_gap_stop_the_start_with_both_named() -> None:
    late = Version(Period(date(2020, 7, 2)), 32, "Act of 2020")
    with pytest.raises(ValueError, match=r"Act of 2015.*Act of 2020.* leave a gap"):
        Versions("threshold", OLD, late)


def test_a_version_after_one_without_an_end_overlaps() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Versions("threshold", NEW, Version(Period(date(2030, 1, 1)), 30, "Act of 2030"))


def test_no_versions_at_all_stop_the_start() -> None:
    with pytest.raises(ValueError, match="threshold has no version"):
        Versions[int]("threshold")


def test_a_day_before_the_first_version_is_a_fault_that_names_the_first_day() -> None:
    fault = Versions("threshold", OLD, NEW).find(date(2014, 12, 31))
    assert isinstance(fault, Fault)
    assert fault.place == "threshold"
    assert "1 January 2015" in fault.say("en").replace("\u00a0", " ")
    with pytest.raises(Faulty):
        Versions("threshold", OLD, NEW).at(date(2014, 12, 31))


def test_a_day_after_the_last_version_is_a_fault_too() -> None:
    fault = Versions("threshold", OLD).find(date(2020, 7, 1))
    assert isinstance(fault, Fault)
    assert "30. juni 2020" in fault.say("nb").replace("\u00a0", " ")


@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), min_size=1, max_size=8, unique=True), st.data())
def test_every_day_from_the_first_on_has_exactly_one_version(starts: list[date], data: st.DataObject) -> None:
    starts = sorted(starts)
    ends = [day - timedelta(days=1) for day in starts[1:]]
    versions = Versions(
        "any",
        *(
            Version(Period(one, two), number, str(number))
            for number, (one, two) in enumerate(zip(starts, [*ends, None], strict=True))
        ),
    )
    day = data.draw(st.dates(starts[0], date(2040, 1, 1)))
    assert versions.at(day) == sum(start <= day for start in starts) - 1
