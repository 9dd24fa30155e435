"""What the assessment says on the front page of the case: a checklist is not lost."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rettvis.journey.assessment import Assessment, FormKind
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.pages.notices import Notice

NOT_TICKED_OFF = "not_ticked_off"
"""Where the case keeps it beside the states of its steps, so that its front page asks for nothing more."""


def not_ticked_off(assessment: Assessment) -> str:
    """How many things of the checklists are open, and how many of them are required: “4/1”; “” for none."""
    rows = [row for used in assessment.forms_of(FormKind.CHECKLIST) for row in used.open_rows]
    return f"{len(rows)}/{sum(row.required for row in rows)}" if rows else ""


def not_ticked(case: Case, user: User, today: date) -> Iterator[Notice]:
    """A notice while something is open on a checklist, once the assessment is begun. No query."""
    kept = case.steps.get(NOT_TICKED_OFF, "")
    if not kept or not case.is_open:
        return
    count, required = map(int, kept.split("/"))
    words = ngettext(
        "The checklist: %(count)s thing is not ticked off.",
        "The checklist: %(count)s things are not ticked off.",
        count,
    )
    address = reverse("assessment_section", args=[case.number, "sjekkliste"])
    tone = "warning" if required else "info"
    yield Notice(tone, words % {"count": count}, address, _("Go to the checklist"))
