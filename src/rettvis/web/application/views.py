"""The front page of a case, and who has looked at it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from rettvis.web.access.gate import ACTION_NAMES, Action
from rettvis.web.access.search import PAGE, entries_about
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.pages.steps import case_page


@on_case(gettext_noop("The case's front page"), post=None)
def overview(request: HttpRequest, case: Case) -> HttpResponse:
    """The case at a glance: the person, the steps, and what is due."""
    return case_page(request, "application/overview.jinja", case, {})


@on_case(gettext_noop("The log of the case"), get=Action.SEE_CASE_LOG, post=None)
def case_log(request: HttpRequest, case: Case) -> HttpResponse:
    """Everybody who has looked at the case: the person has a right to see it (pjl § 22 a)."""
    before = request.GET.get("before", "")
    entries = entries_about(case.number, int(before) if before.isdecimal() and len(before) < 19 else None)
    more = entries[PAGE - 1]["id"] if len(entries) > PAGE else None
    return case_page(
        request,
        "application/case_log.jinja",
        case,
        {"entries": entries[:PAGE], "more": more, "names": ACTION_NAMES},
    )
