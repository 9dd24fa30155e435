"""Two lists that should be one: what differs is told with what may explain it, and nothing is hidden."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.statistics.reconciliation import MismatchKind, Reconciliation, ReportedLine, reconcile

ON = date(2026, 11, 20)


def line(person: str = "P1", hours: str | None = "35", service: str = "bpa", **more: object) -> ReportedLine:
    exact = None if hours is None else Fraction(hours)
    return ReportedLine(person, service, exact, **{"provider": "310000000", **more})


def kinds(found: Reconciliation) -> list[MismatchKind]:
    return [one.kind for one in found.mismatches]


def test_two_lists_that_say_the_same_agree() -> None:
    found = reconcile([line(), line("P2", None)], [line(), line("P2", None)], ON)
    assert (found.ours, found.reported, found.agree, found.mismatches) == (2, 2, 2, ())


def test_what_only_one_list_has_is_told() -> None:
    found = reconcile([line("P1")], [line("P2")], ON)
    assert kinds(found) == [MismatchKind.ONLY_OURS, MismatchKind.ONLY_REPORTED]


def test_only_what_is_in_force_on_the_day_is_compared() -> None:
    ended, later = line(last=date(2026, 11, 19)), line(first=date(2026, 11, 21))
    assert reconcile([ended, later], [], ON).mismatches == ()
    last_day = line(first=ON, last=ON)
    assert kinds(reconcile([last_day], [], ON)) == [MismatchKind.ONLY_OURS]


def test_hours_of_a_month_divided_by_four_are_recognised() -> None:
    (one,) = reconcile([line(hours="12")], [line(hours="13")], ON).mismatches
    assert "4" in one.because[0].say("en")
    assert "4,33" in one.because[0].say("nb")


def test_hours_of_a_month_and_minutes_are_recognised() -> None:
    (monthly,) = reconcile([line(hours="12")], [line(hours="52")], ON).mismatches
    assert "month" in monthly.because[0].say("en")
    (minutes,) = reconcile([line(hours="2")], [line(hours="120")], ON).mismatches
    assert any("minutes" in why.say("en") for why in minutes.because)


def test_more_hours_than_a_week_has_is_told_also_where_both_agree() -> None:
    found = reconcile([line(hours="333")], [line(hours="333")], ON)
    assert found.agree == 1
    assert kinds(found) == [MismatchKind.OVER_A_WEEK] * 2
    assert kinds(reconcile([line(hours="168")], [line(hours="168")], ON)) == []


def test_a_reported_service_must_name_who_performs_it() -> None:
    assert kinds(reconcile([line()], [line(provider="")], ON)) == [MismatchKind.NO_PROVIDER]


def test_a_service_reported_twice_is_told_with_what_explains_the_hours() -> None:
    found = reconcile([line()], [line(), line()], ON)
    assert kinds(found) == [MismatchKind.HOURS, MismatchKind.TWICE]
    assert any("once" in why.say("en") for why in found.mismatches[0].because)


def test_other_dates_are_told_and_an_absent_date_is_no_other_date() -> None:
    ours = line(first=date(2026, 1, 1))
    assert kinds(reconcile([ours], [line(first=date(2026, 2, 1))], ON)) == [MismatchKind.DATES]
    assert kinds(reconcile([ours], [line()], ON)) == []


def test_the_codes_of_the_register_are_given_our_names() -> None:
    assert reconcile([line()], [line(service="99")], ON, {"99": "bpa"}).mismatches == ()


LINES = st.lists(
    st.builds(
        line,
        st.sampled_from(["P1", "P2", "P3"]),
        st.one_of(st.none(), st.integers(0, 200).map(str)),
        st.sampled_from(["bpa", "respite"]),
    ),
    max_size=6,
)


@given(LINES, LINES)
def test_every_service_agrees_or_is_told(ours: list[ReportedLine], reported: list[ReportedLine]) -> None:
    found = reconcile(ours, reported, ON)
    keys = {(one.person, one.service) for one in (*ours, *reported)}
    differing = {
        (one.person, one.service)
        for one in found.mismatches
        if one.kind
        in (MismatchKind.ONLY_OURS, MismatchKind.ONLY_REPORTED, MismatchKind.HOURS, MismatchKind.DATES)
    }
    assert found.agree == len(keys) - len(differing)


@given(LINES)
def test_a_list_always_agrees_with_itself(lines: list[ReportedLine]) -> None:
    found = reconcile(lines, lines, ON)
    assert set(kinds(found)) <= {MismatchKind.OVER_A_WEEK}
