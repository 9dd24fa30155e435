"""Invented persons with decisions, and an invented municipality's scheme."""

from datetime import UTC, date, datetime

from rettvis.journey.application import KindOfService, Service
from rettvis.journey.decision import Decision, Extent, KindMinutes, Official, Organised, ServiceLine
from rettvis.web.application.models import Case
from rettvis.web.decision.finished import Finished, as_sent, keep_finished
from rettvis.web.supplement.introducing import start
from rettvis.web.supplement.models import Introduction
from rettvis.web.supplement.schemes import add_scheme
from rettvis.web.supplement.store import KnownScheme, known
from tests.web.conftest import Place, new_case

SEPTEMBER = date(2026, 9, 1)
NOW = datetime(2026, 8, 20, 9, tzinfo=UTC)
SCHEME = """\
name: Tilleggsordning
source: Fjordvik kommunestyre, sak 41/2026 (oppdiktet)
decided_on: 2026-06-17
basic_condition: Personen oppfyller vilkårene for støttekontakt.
effective_from: 2026-09-01
service_code: TILLEGG
own_service_code: true
own_hour_bank: true
introduced_at: [effective_date]
recommended_step: 2
steps:
  - {step: 1, extra_hours_per_week: 1}
  - {step: 2, extra_hours_per_week: 2}
  - {step: 3, extra_hours_per_week: 3}
may_be_used_for: [trening, kafé]
may_not_be_used_for: [billetter]
"""
ENDS = "effective_from: 2026-09-01\neffective_until: 2026-12-31\n"


def a_scheme(place: Place, text: str = SCHEME) -> KnownScheme:
    """The municipality's scheme."""
    row = add_scheme(place.municipality, text, "line", place.people["team_leader"], NOW)
    return known(row)


def decided(
    place: Place,
    name: str = "Ola Berg",
    service: Service = Service.SUPPORT_CONTACT,
    contact: int = 180,
    **more: object,
) -> Case:
    """A case with a decision on a support contact, or on BPA with ``contact`` minutes of support contact."""
    case = new_case(place, name, date(2026, 1, 5))
    case.decided_on = day = date(2026, 2, 2)
    case.save(update_fields=["decided_on"])
    hours = [(KindOfService.PERSONAL_CARE, 600), (KindOfService.SUPPORT_CONTACT, contact)]
    bpa = service is Service.BPA
    line = ServiceLine(
        "line",
        service,
        granted=True,
        organised=Organised.BPA if bpa else Organised.CONTRACT,
        extent=Extent(600 + contact if bpa else contact or 180),
        hours=tuple(KindMinutes(kind, minutes) for kind, minutes in hours if minutes) if bpa else (),
        **{"start": day, "content": "følge", "evaluate_on": date(2027, 2, 1), **more},  # type: ignore[arg-type]
    )
    handler, leader = place.people["caseworker"], place.people["team_leader"]
    people = Official(str(handler.pk), handler.name), Official(str(leader.pk), leader.name, may_approve=True)
    keep_finished([Finished(case, as_sent(Decision(lines=(line,)), *people, (day, day, day)))], leader)
    return case


def an_introduction(place: Place) -> Introduction:
    """The introduction of a step that is under way, of which nothing is done yet."""
    return start(a_scheme(place), 2, SEPTEMBER, place.people["team_leader"], NOW)[0]


def with_a_scheme(place: Place) -> list[object]:
    """The municipality has a scheme; its address takes no argument."""
    a_scheme(place)
    return []
