"""The start-ups that are under way, late ones first; and the times of those that have begun."""

from dataclasses import dataclass
from datetime import date

from rettvis.journey.delivery.start_up import Waiting, progress
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import visible
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.start_up.models import StartUpLine
from rettvis.web.start_up.plans import plan_of
from rettvis.web.start_up.store import standing, start_up_in, under_way


@dataclass(frozen=True)
class UnderWay:
    """A start-up that waits for something."""

    case: Case
    waiting: Waiting
    provider: str
    late: int
    waited: int


def list_under_way(user: User, today: date) -> list[UnderWay]:
    """What ``user`` may see that waits for something: the latest first, then what is due next."""
    cases = visible(user, Case.objects.all(), Action.SEE_START_UPS)
    found = under_way(cases, today).select_related("person", "municipality", "assigned_to")
    listed = list(found.order_by("decided_on", "pk"))
    rows: dict[int, list[StartUpLine]] = {}
    lines = StartUpLine.objects.filter(case__in=[case.pk for case in listed]).select_related("provider")
    for line in lines:
        rows.setdefault(line.case_id, []).append(line)
    told = [one for case in listed if (one := _told(case, rows.get(case.pk, []), today))]
    return sorted(told, key=lambda one: (-one.late, one.waiting.due_on, one.case.pk))


def _told(case: Case, rows: list[StartUpLine], today: date) -> UnderWay | None:
    plan = plan_of(case.municipality.number).plan.on(case.decided_on or case.received_on)
    start_up = start_up_in(case, standing(rows), plan)
    waiting = progress(start_up).waiting
    if waiting is None:
        return None
    provider = start_up.chosen.provider if start_up.chosen else ""
    return UnderWay(case, waiting, provider, waiting.late_on(today), waiting.waited_on(today))
