"""An application names all its faults and all its gaps at once."""

from datetime import date
from fractions import Fraction

import pytest

from rettvis.journey.application import (
    Application,
    Channel,
    Representative,
    RepresentativeKind,
    Request,
    Service,
    TimeUse,
    check_application,
    missing_in_application,
)

TODAY = date(2026, 11, 2)

WHOLE = Application(
    received_on=date(2026, 11, 1),
    channel=Channel.LETTER,
    own_words="Jeg vil styre hverdagen min selv.",
    requests=(
        Request("r1", activity="dinner", time=TimeUse(60, Fraction(7))),
        Request("r2", words="Kor på torsdager", time=TimeUse(180)),
    ),
    total_minutes_per_week=600,
)


def places(application: Application) -> list[str]:
    return [fault.place for fault in check_application(application, TODAY)]


def gaps(application: Application) -> list[str]:
    return [fault.place for fault in missing_in_application(application)]


def test_a_whole_application_has_no_fault_and_no_gap() -> None:
    assert places(WHOLE) == []
    assert gaps(WHOLE) == []


def test_an_empty_application_may_be_saved_and_says_what_is_missing() -> None:
    assert places(Application()) == []
    assert gaps(Application()) == ["received_on", "channel", "own_words", "requests"]


def test_all_faults_are_told_at_once() -> None:
    application = Application(
        received_on=date(2026, 11, 3),
        requests=(
            Request("r1", activity="diner", time=TimeUse(-5, Fraction(7))),
            Request("r1", words=" "),
        ),
        total_minutes_per_week=-1,
        representative=Representative(RepresentativeKind.PARENT, ""),
    )
    assert places(application) == [
        "received_on",
        "requests.r1",
        "requests.r1.activity",
        "requests.r1.time.minutes",
        "requests.r1.words",
        "total_minutes_per_week",
        "representative.name",
    ]


def test_an_unknown_activity_gets_the_nearest_one_suggested() -> None:
    application = Application(requests=(Request("r1", activity="dresing"),))
    assert "“dressing”" in check_application(application, TODAY)[0].message.say("en")


def test_a_service_may_be_asked_for_without_an_activity() -> None:
    application = Application(requests=(Request("r1", service=Service.BPA),))
    assert places(application) == []
    assert application.requests[0].label == Service.BPA.label


@pytest.mark.parametrize(
    ("representative", "asked"),
    [
        (Representative(RepresentativeKind.ATTORNEY, "Kari"), True),
        (Representative(RepresentativeKind.ATTORNEY, "Kari", written_authority_on=TODAY), False),
        (Representative(RepresentativeKind.ATTORNEY, "Kari", is_lawyer=True), False),
        (Representative(RepresentativeKind.GUARDIAN, "Kari"), True),
        (Representative(RepresentativeKind.PARENT, "Kari"), False),
    ],
)
def test_written_authority_is_asked_for_where_the_law_asks_for_it(
    representative: Representative, asked: bool
) -> None:
    application = Application(representative=representative)
    assert ("representative.written_authority_on" in gaps(application)) is asked


def test_a_total_unlike_the_sum_of_its_needs_is_asked_about_and_never_chosen() -> None:
    requests = (Request("r1", activity="dinner", time=TimeUse(60, Fraction(7))),)
    assert "total_minutes_per_week" in gaps(Application(requests=requests, total_minutes_per_week=600))
    assert "total_minutes_per_week" not in gaps(Application(requests=requests, total_minutes_per_week=420))


def test_a_total_is_not_doubted_where_one_need_has_no_time() -> None:
    requests = (Request("r1", activity="dinner", time=TimeUse(420)), Request("r2", activity="meals"))
    assert "total_minutes_per_week" not in gaps(Application(requests=requests, total_minutes_per_week=600))
