"""The page of the application."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.application import Application, missing_in_application
from rettvis.rulekit.faults import Faulty
from rettvis.web.application.cases import on_case
from rettvis.web.application.forms import ApplicationSheet
from rettvis.web.application.models import ApplicationRevision, Case
from rettvis.web.application.revisions import current_revision
from rettvis.web.application.saving import SETTLED, Conflict, Settled, may_change
from rettvis.web.application.store import application_in
from rettvis.web.application.writing import WHAT, save_application
from rettvis.web.pages.sheets import Sheet
from rettvis.web.pages.steps import case_page
from rettvis.web.pages.whole_numbers import based_on


@on_case(WHAT)
def application(request: HttpRequest, case: Case) -> HttpResponse:
    """The application form: shown, rearranged, or saved."""
    if request.method == "POST":
        return _sent(request, case)
    revision = current_revision(ApplicationRevision, case)
    saved = application_in(revision.content) if revision else Application(received_on=case.received_on)
    sheet = ApplicationSheet(ApplicationSheet.content_of(saved))
    return _page(request, case, sheet, revision.number if revision else 0, saved=saved)


def _sent(request: HttpRequest, case: Case) -> HttpResponse:
    sheet = ApplicationSheet({}, request.POST)
    number = based_on(request.POST)
    if sheet.rearranged():
        return _page(request, case, sheet, number)
    if not sheet.is_valid():
        return _page(request, case, sheet, number, status=422)
    try:
        save_application(case, number, sheet.value(), request.user, timezone.localdate())
    except Faulty as faulty:
        sheet.add_faults(faulty.faults)
        return _page(request, case, sheet, number, status=422)
    except Conflict as conflict:
        again = ApplicationSheet(conflict.content)
        return _page(request, case, again, conflict.current.number, conflict=conflict, status=409)
    except Settled:
        messages.warning(request, str(SETTLED))
        return _page(request, case, sheet, number, status=409)
    messages.success(request, _("The application is saved."))
    return redirect("application", case.number)


def _page(
    request: HttpRequest,
    case: Case,
    sheet: Sheet,
    number: int,
    *,
    saved: Application | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    missing = missing_in_application(saved) if saved is not None and number else []
    context: dict[str, Any] = {
        "sheet": sheet,
        "number": number,
        "conflict": conflict,
        "missing": [(link(ApplicationSheet, fault.place), fault.message) for fault in missing],
        "may_change": may_change(request.user, case),
        "saved": saved is not None and number > 0,
    }
    return case_page(
        request, "application/application.jinja", case, context, current="application", status=status
    )


def link(sheet: type[Sheet], place: str) -> str:
    """The end of an address that leads to where ``place`` is typed."""
    located = sheet.locate(place)
    return f"#{sheet.id_of(located)}" if located else ""
