"""What the assessment says on the front page of the case: a checklist is not lost."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rettvis.journey.assessment import FormKind
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.assessment.store import load_assessment
from rettvis.web.pages.engine import language
from rettvis.web.pages.notices import Notice


def not_ticked(case: Case, user: User, today: date) -> Iterator[Notice]:
    """One notice for each checklist with something open, once the assessment is begun."""
    assessment = load_assessment(case) if case.is_open else None
    if assessment is None:
        return
    for used in assessment.forms_of(FormKind.CHECKLIST):
        count = len(used.open_rows)
        if count:
            words = ngettext(
                "%(title)s: %(count)s thing is not ticked off.",
                "%(title)s: %(count)s things are not ticked off.",
                count,
            )
            text = words % {"title": used.form.title.say(language()), "count": count}
            address = reverse("assessment_section", args=[case.number, "sjekkliste"])
            tone = "warning" if any(row.required for row in used.open_rows) else "info"
            yield Notice(tone, text, address, _("Go to the checklist"))
