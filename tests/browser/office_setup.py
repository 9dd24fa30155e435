"""Fills an empty home with the demonstration's municipality as it stands by the moved clock.

Run in a process of its own; prints the password of all, and the cases that the month begins with.
"""

import json
import os
from datetime import datetime, timedelta
from pathlib import Path

import django
import time_machine

from tests.browser.office import CLOCK

NOW = datetime.fromisoformat(Path(os.environ[CLOCK]).read_text(encoding="ascii"))
EARLIER = timedelta(days=400)
"""How long ago the decision was made that is reviewed in the month."""


def main() -> None:
    """Fill the municipality by the clock of the first morning."""
    with time_machine.travel(NOW, tick=True):
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from rettvis.web.demo.fill import PASSWORD, fill

        fill(2026, NOW.date(), lambda _done, _of: None)
        neighbour(PASSWORD)
    with time_machine.travel(NOW - EARLIER, tick=True):
        reviewed = decided_then(NOW.date() - EARLIER)
    print(json.dumps({"password": PASSWORD, "cases": {"reviewed": reviewed}}))


def neighbour(password: str) -> None:
    """A caseworker in another unit of the municipality."""
    from rettvis.web.access.models import Municipality, Role, RoleAssignment, Unit, User

    municipality = Municipality.objects.get(number="9901")
    unit = Unit.objects.create(municipality=municipality, name="Legevakt og hjemmetjeneste")
    nora = User.objects.create_user("nora", "Nora Nabo", password)
    RoleAssignment.objects.create(
        user=nora, role=Role.CASEWORKER, municipality=municipality, unit=unit, starts_on=NOW.date()
    )


def decided_then(on: object) -> str:
    """A case with everything in it, prepared, approved and sent on the day ``on``; gives its number."""
    from django.utils import timezone

    from rettvis.journey.decision import Act
    from rettvis.web.access.models import Unit, User
    from rettvis.web.application.services import NewCase, open_case
    from rettvis.web.application.writing import begin_application
    from rettvis.web.assessment.services import save_assessment
    from rettvis.web.calculation.services import save_choices
    from rettvis.web.conditions.services import save_answers
    from rettvis.web.conditions.store import Answered
    from rettvis.web.conditions.trying import basis_of
    from rettvis.web.decision.sending import send
    from rettvis.web.decision.services import do, prepare
    from rettvis.web.decision.store import Draft
    from rettvis.web.demo.vignettes import read_decided

    kari, tone = (User.objects.get(username=name) for name in ("kari", "tone"))
    unit = Unit.objects.filter(municipality__number="9901").order_by("pk").first()
    whole = read_decided("sak-1", on, {"Aslak": "Ellen"})
    new = NewCase(whole.party.name, whole.party.birth_date, whole.application.received_on, unit)
    case = open_case(new, kari, kari)
    begin_application(case, whole.application, kari, on)
    save_assessment(case, whole.assessment, kari)
    save_choices(case, 0, whole.choices, whole.assessment, kari)
    save_answers(case, 0, Answered(whole.answers), basis_of(case), kari, on)
    prepare(case, 0, Draft(whole.decision, whole.party.address), whole.application, kari)
    do(case, Act.SEND_FOR_APPROVAL, kari, on)
    do(case, Act.APPROVE, tone, on)
    send(case, tone, timezone.now())
    return case.number


main()
