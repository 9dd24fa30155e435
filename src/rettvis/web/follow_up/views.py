"""The page of the follow-up, and the same figures as a report and a spreadsheet."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from markupsafe import Markup

from rettvis.edges.comparison import render_pdf
from rettvis.edges.comparison.charts import draw
from rettvis.edges.figure_files import xlsx_file
from rettvis.edges.provider_report import hours_chart, provider_report
from rettvis.edges.provider_words import code_text, kinds_of, methods, period_text, step_name, summary
from rettvis.journey.follow_up import ProviderRow
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may_in
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.follow_up.files import table_of
from rettvis.web.follow_up.followed import Followed, followed
from rettvis.web.pages.engine import language, say

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SEE = Action.SEE_FOLLOW_UP
FEWEST_STEPS = 2


@guarded(SEE)
def provider_follow_up(request: HttpRequest) -> HttpResponse:
    """The figures of a period, with filters that stand in the address."""
    found = followed(request)
    told = found.told
    if found.cases:
        work = gettext_noop("The administration’s own hours by case")
        look_up(found.grant, SEE, cases=found.cases, what=work)
    context = {
        "found": found,
        "told": told,
        "form": found.form,
        "first": f"{found.asked.first:%m.%Y}",
        "last": f"{found.asked.last:%m.%Y}",
        "period": say(period_text(told.whole.period)),
        "summary": [say(one) for one in summary(told)],
        "chart": _chart(found),
        "providers": [_shown(row, told.names[row.provider]) for row in told.providers],
        "steps": [_shown(row, say(step_name(row.period, told.step))) for row in told.steps],
        "kinds": [
            (say(code_text(where, code)), say(where.label), count)
            for where, code, count in kinds_of(told.whole)
        ],
        "work": [(say(kind.label), one) for kind, one in told.work.items()],
        "cases": list(found.cases.items()),
        "methods": [say(one) for one in methods(told)],
        "files": [
            (kind, found.asked.address(reverse("provider_report_file", args=[kind]))) for kind in TYPES
        ],
        "sees_administration": may_in(request.user, Action.SEE_ADMINISTRATION, found.place.municipality.pk),
        "sees_single": may_in(request.user, Action.SEE_FOLLOWED_PROVIDERS, found.place.municipality.pk),
        "place": found.place,
    }
    status = 422 if found.form.errors else 200
    return render(request, "follow_up/follow_up.jinja", context, status=status)


@guarded(SEE)
def provider_report_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The report as PDF, or its figures as a workbook."""
    found = followed(request)
    if kind not in TYPES or found.form.errors:
        raise Http404
    look_up(found.grant, SEE, what=gettext_noop("The follow-up of providers as a file"))
    if kind == "pdf":
        content = render_pdf(provider_report(found.told), language(), timezone.localdate())
    else:
        content = xlsx_file(table_of(found), (_("Figures"), _("About the figures")))
    first, last = found.asked.period.first, found.asked.period.last
    name = f"leverandoroppfolging-{found.grant.municipality.number}-{first:%Y%m}-{last:%Y%m}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)


def _chart(found: Followed) -> Markup | None:
    """Hours over time; None where there are too few steps or nothing is known."""
    steps: Sequence[ProviderRow] = found.told.steps
    if len(steps) < FEWEST_STEPS or all(row.minutes is None for row in steps):
        return None
    return Markup(draw(hours_chart(found.told), language()))


def _shown(row: ProviderRow, name: str) -> dict[str, Any]:
    """A row with its days in the reader's language."""
    return {"row": row, "name": name, "answer": _days(row.answer.median), "start": _days(row.start.median)}


def _days(median: Fraction | None) -> str:
    return "" if median is None else decimal_text(median).say(language())
