"""An assessment says all that cannot be right and all that is missing."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from rettvis.journey.application import ACTIVITIES, Application, KindOfService, Request, Service, TimeUse
from rettvis.journey.assessment import (
    Assessment,
    BestInterests,
    Child,
    ClockRow,
    Contact,
    ContactKind,
    DayClock,
    DayPart,
    Household,
    HouseholdMember,
    Information,
    NeedPeriod,
    Participation,
    Relation,
    Supervisor,
    SupervisorRole,
    Weighing,
    When,
    Wish,
    check_assessment,
    missing_in_assessment,
    requests_not_assessed,
    usual_kind,
)
from rettvis.journey.assessment.kinds import _kinds
from rettvis.rulekit.facts import LASTING

TODAY = date(2026, 11, 2)

DINNER = ClockRow(
    "dinner",
    activity="dinner",
    kind=KindOfService.PERSONAL_CARE,
    when=When(DayPart.DAY),
    assessed=TimeUse(60, Fraction(7)),
    request="r1",
)

WHOLE = Assessment(
    contacts=(Contact(ContactKind.HOME_VISIT, date(2026, 10, 20), "Søker og saksbehandler"),),
    clock=DayClock((DINNER,)),
    household=Household(lives_alone=True),
    supervisor=Supervisor(SupervisorRole.PERSON, can_be_carried=True),
    participation=Participation(
        wishes=(Wish("Spise middag klokka fem", Weighing.FOLLOWED, "Middagen er lagt til klokka fem."),),
        information=(Information("Retten til BPA", date(2026, 10, 20), "Muntlig, med pauser"),),
    ),
    need=NeedPeriod(date(2026, 12, 1), LASTING),
)


def faults(assessment: Assessment) -> list[str]:
    return [fault.place for fault in check_assessment(assessment, TODAY)]


def gaps(assessment: Assessment) -> list[str]:
    return [fault.place for fault in missing_in_assessment(assessment)]


def test_a_whole_assessment_has_no_fault_and_no_gap() -> None:
    assert faults(WHOLE) == []
    assert gaps(WHOLE) == []


def test_an_empty_assessment_may_be_saved_and_names_every_gap() -> None:
    assert faults(Assessment()) == []
    assert gaps(Assessment()) == [
        "contacts",
        "clock",
        "household",
        "supervisor.role",
        "supervisor.can_be_carried",
        "need.start",
        "need.until",
        "participation.wishes",
        "participation.information",
    ]


def test_all_faults_are_told_at_once() -> None:
    wrong = replace(
        WHOLE,
        contacts=(Contact(ContactKind.CONVERSATION, date(2026, 12, 24), "Søker"),),
        household=Household((HouseholdMember(Relation.SPOUSE, employment_percent=120),), lives_alone=True),
        need=NeedPeriod(date(2026, 12, 1), date(2026, 11, 30)),
        child=Child(birth_date=date(2000, 1, 1), siblings=-1),
    )
    assert faults(wrong) == [
        "contacts.1.on",
        "household.members.1.employment_percent",
        "household.lives_alone",
        "need.until",
        "child.birth_date",
        "child.siblings",
    ]


def test_a_child_turns_eighteen_on_the_birthday() -> None:
    child = Child(birth_date=date(2008, 11, 3))
    assert child.age_on(date(2026, 11, 2)) == 17
    assert child.age_on(date(2026, 11, 3)) == 18
    assert Child().age_on(TODAY) is None


def test_a_child_s_case_asks_for_age_ordinary_care_siblings_and_best_interests() -> None:
    assert gaps(replace(WHOLE, child=Child())) == [
        "child.birth_date",
        "child.siblings",
        "child.ordinary_care",
        "child.best_interests.assessment",
        "child.best_interests.considered",
        "child.best_interests.child_view",
    ]


def test_a_child_who_is_not_heard_needs_the_reason_why() -> None:
    interests = BestInterests("Trygghet", "Vektlagt", why_not_heard="Barnet har ikke språk.")
    child = Child(date(2019, 5, 1), ordinary_care="Tilsyn", siblings=2, best_interests=interests)
    assert gaps(replace(WHOLE, child=child)) == []


def test_every_wish_must_be_weighed_with_a_reason_that_is_not_a_norm() -> None:
    wishes = (
        Wish("Kor", Weighing.NOT_FOLLOWED, "Kommunens norm."),
        Wish("Svømming"),
        Wish("", Weighing.PARTLY, "Det er plass til halvparten."),
    )
    whole = replace(WHOLE, participation=replace(WHOLE.participation, wishes=wishes))
    assert gaps(whole) == [
        "participation.wishes.1.reason",
        "participation.wishes.2.weighed",
        "participation.wishes.2.reason",
        "participation.wishes.3.words",
    ]


def test_a_row_without_time_kind_or_time_of_day_is_a_gap_each() -> None:
    bare = ClockRow("walk", activity="walking_and_exercise", extent="extensive")
    assert gaps(replace(WHOLE, clock=DayClock((bare,)))) == [
        "clock.walk.assessed",
        "clock.walk.kind",
        "clock.walk.when",
    ]


def test_housework_with_a_spouse_asks_whether_it_is_shared() -> None:
    cleaning = replace(
        DINNER, key="c", activity="house_cleaning", kind=KindOfService.PRACTICAL_ASSISTANCE, shared=None
    )
    with_spouse = Household((HouseholdMember(Relation.SPOUSE),))
    assert gaps(replace(WHOLE, clock=DayClock((cleaning,)), household=with_spouse)) == ["clock.c.shared"]
    told = replace(cleaning, shared=False)
    assert gaps(replace(WHOLE, clock=DayClock((told,)), household=with_spouse)) == []


def test_help_at_night_or_by_two_asks_a_person_whether_it_is_continuous() -> None:
    night = replace(DINNER, when=When(DayPart.NIGHT))
    two = replace(DINNER, assessed=TimeUse(60, Fraction(7), 2))
    for row in (night, two):
        assessment = replace(WHOLE, clock=DayClock((row,)))
        assert gaps(assessment) == ["several_or_night_continuous"]
        assert gaps(replace(assessment, several_or_night_continuous=False)) == []


def test_a_request_that_no_row_answers_is_named() -> None:
    application = Application(
        requests=(
            Request("r1", activity="dinner"),
            Request("r2", words="Kor"),
            Request("r3", service=Service.BPA),
        )
    )
    assert [fault.place for fault in requests_not_assessed(application, WHOLE)] == ["requests.r2"]


def test_every_activity_has_a_usual_kind_or_is_left_to_a_person() -> None:
    assert set(_kinds()) == set(ACTIVITIES)
    assert usual_kind("laundry") is KindOfService.PRACTICAL_ASSISTANCE
    assert usual_kind("care_supervision_and_regulation") is None
    assert usual_kind(None) is None
