"""The page that asks for documents by letter: choose, look at the letter, send it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.documents import AskedOf
from rettvis.web.access.actions import Action
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.application.saving import Settled
from rettvis.web.correspondence.views import shown
from rettvis.web.documents.asking import Wanted, ask, written
from rettvis.web.documents.forms import USUAL_TIME, RequestForm
from rettvis.web.documents.standing import ABSENT
from rettvis.web.documents.store import Paperwork, paperwork_of
from rettvis.web.pages.engine import day, language
from rettvis.web.pages.steps import case_page

ASKING = gettext_noop("A letter that asks for documents")
DECIDED = gettext_noop("The case is decided, so nothing more is asked for in it.")


@on_case(ASKING, get=Action.SEND_LETTER, post=Action.SEND_LETTER)
def ask_for_documents(request: HttpRequest, case: Case) -> HttpResponse:
    """The letter as it would be, with the choices; on a POST shown again with them, or sent."""
    paperwork = paperwork_of(case)
    if request.method != "POST":
        return _page(request, case, _fresh(paperwork, case))
    form = RequestForm(request.POST, rules=paperwork.rules)
    if not form.is_valid() or request.POST.get("do") != "send":
        return _page(request, case, form, status=422 if form.errors else 200)
    wanted = _wanted(form.cleaned_data)
    try:
        ask(case, wanted, paperwork.rules, request.user, timezone.now())
    except Settled:
        messages.warning(request, _(DECIDED))
    else:
        words = {"day": day(wanted.answer_by)}
        messages.success(request, _("The letter is sent. The last day for an answer is %(day)s.") % words)
    return redirect("documents", case.number)


def _fresh(paperwork: Paperwork, case: Case) -> RequestForm:
    """What is missing, asked of the person, with three weeks to answer."""
    today = timezone.localdate()
    needed = paperwork.needed(case, today)
    given = {
        "form_key": uuid4(),
        "kinds": [one.kind.key for one in needed if one.state in ABSENT],
        "asked_of": AskedOf.PERSON,
        "answer_by": working_day(today + USUAL_TIME),
        "letter_language": language(),
    }
    return RequestForm(rules=paperwork.rules, initial=given)


def working_day(day: Any) -> Any:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


def _page(request: HttpRequest, case: Case, form: RequestForm, status: int = 200) -> HttpResponse:
    wanted = _wanted(form.cleaned_data if form.is_bound else form.initial) if not form.errors else None
    letter: dict[str, Any] = {"document": None}
    if wanted is not None and wanted.kinds:
        rules = paperwork_of(case).rules
        letter = shown(written(case, wanted, rules, request.user, timezone.localdate()))
    context = {"form": form, "send_to": reverse("ask_for_documents", args=[case.number]), **letter}
    return case_page(request, "documents/ask.jinja", case, context, current="documents", status=status)


def _wanted(data: dict[str, Any]) -> Wanted:
    recipient = tuple(line.strip() for line in data.get("recipient", "").splitlines() if line.strip())
    return Wanted(
        kinds=tuple(data["kinds"]),
        asked_of=data["asked_of"],
        recipient=recipient,
        answer_by=data["answer_by"],
        language=data["letter_language"],
        more=data.get("more", ""),
        form_key=str(data["form_key"]),
    )
