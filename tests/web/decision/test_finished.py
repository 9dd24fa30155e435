"""Many decisions that were made before they came here."""

from dataclasses import replace
from datetime import date

import pytest

from rettvis.journey.application import Application, Service
from rettvis.journey.decision import Decision, Extent, Official, ServiceLine, State
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.decision.finished import Finished, as_sent, keep_finished
from rettvis.web.decision.models import DecisionRevision, ServiceLineRow
from rettvis.web.decision.whole_case import whole_case
from tests.web.conftest import Place, new_case

DAY = date(2025, 3, 3)
LINE = ServiceLine("contact", Service.SUPPORT_CONTACT, True, extent=Extent(180), start=DAY)
SENT = as_sent(
    Decision(lines=(LINE,)), Official("1", "Kari"), Official("2", "Lise", may_approve=True), (DAY, DAY, DAY)
)


def finished(place: Place, many: int) -> list[Finished]:
    """Decided cases of one person each."""
    cases = [new_case(place, name=f"Person {number}") for number in range(many)]
    for case in cases:
        case.decided_on = DAY
        case.save()
    return [Finished(case, SENT, Application(total_minutes_per_week=240)) for case in cases]


def test_many_are_kept_in_a_few_queries(here: Place, django_assert_max_num_queries: object) -> None:
    many = finished(here, 20)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert keep_finished(many, here.people[Role.CASEWORKER]) == 20
    row = ServiceLineRow.objects.first()
    assert row is not None
    assert (row.minutes_per_week, row.minutes_per_month, row.decided_on) == (180, 780, DAY)
    case = Case.objects.get(pk=many[0].case.pk)
    assert case.status == "decided"
    assert whole_case(case).snapshot.decision.state is State.SENT


def test_an_undecided_line_keeps_nothing(here: Place) -> None:
    many = finished(here, 2)
    open_line = replace(SENT, lines=(replace(LINE, granted=None),))
    with pytest.raises(ValueError, match="not finished"):
        keep_finished([many[0], replace(many[1], decision=open_line)], here.people[Role.CASEWORKER])
    assert not DecisionRevision.objects.exists()


def test_another_municipality_keeps_nothing(here: Place, elsewhere: Place) -> None:
    with pytest.raises(Refused):
        keep_finished(finished(here, 1), elsewhere.people[Role.TEAM_LEADER])


def test_a_later_application_meets_the_decision_in_force(here: Place) -> None:
    (one,) = finished(here, 1)
    keep_finished([one], here.people[Role.CASEWORKER])
    again = new_case(here)
    again.person = one.case.person
    again.save()
    in_force = whole_case(again).snapshot.in_force
    assert in_force is not None
    assert (in_force.decided_on, in_force.lines) == (DAY, (LINE,))
