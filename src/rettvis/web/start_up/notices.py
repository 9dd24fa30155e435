"""What a start-up waits for, on the front page of its case; one query."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rettvis.journey.delivery.start_up import progress
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.pages.engine import day, language
from rettvis.web.pages.notices import Notice
from rettvis.web.start_up.models import StartUpLine
from rettvis.web.start_up.plans import plan_of
from rettvis.web.start_up.store import standing, start_up_in, under_way

COLUMNS = ("pk", "kind", "day", "step", "choice", "who", "provider_id", "replaces_id", "provider__name")


def notices(case: Any, user: Any, today: date) -> Iterator[Notice]:
    """The next step of a start-up that is under way; late ones stand out."""
    if case.decided_on is None or not may(user, Action.SEE_START_UP, case):
        return
    found = list(
        under_way(Case.objects.filter(pk=case.pk), today).values_list(
            *(f"start_up_lines__{name}" for name in COLUMNS)
        )
    )
    if not found:
        return
    told = (dict(zip(COLUMNS, row, strict=True)) for row in found)
    rows = [_line(case, one) for one in told if one["pk"] is not None]
    plan = plan_of(case.municipality.number).plan.on(case.decided_on)
    waiting = progress(start_up_in(case, standing(rows), plan)).waiting
    if waiting is None:
        return
    words = {"step": waiting.step.name.say(language()), "day": day(waiting.due_on)}
    late = waiting.late_on(today)
    text = _("Start-up: %(step)s should be done by %(day)s.") % words
    if late:
        text = _("Start-up is late: %(step)s should have been done by %(day)s.") % words
    address = reverse("start_up", args=[case.number])
    yield Notice("warning" if late else "info", text, address, _("To the start-up"))


def _line(case: Case, told: dict[str, Any]) -> StartUpLine:
    name = told.pop("provider__name")
    provider = Provider(pk=told.pop("provider_id"), name=name) if name else None
    return StartUpLine(case=case, provider=provider, **told)
