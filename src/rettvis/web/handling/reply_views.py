"""The preliminary reply: written, shown before it is sent, and sent."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.documents import DocumentState
from rettvis.journey.handling import ReplyPlan, check_reply
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.application.cases import on_case
from rettvis.web.application.due import preliminary_reply as due_of
from rettvis.web.application.models import Case
from rettvis.web.correspondence.views import shown
from rettvis.web.documents.store import paperwork_of
from rettvis.web.handling.forms import ReplyForm
from rettvis.web.handling.replying import number_of_replies, reply_letter, send_reply, written_in
from rettvis.web.pages.steps import case_page

USUALLY = timedelta(weeks=6)
"""How far ahead the first suggestion of an answer's day is; whoever writes the letter changes it."""

TO_ANSWER = timedelta(weeks=3)
"""How long the person is first suggested to have for sending what is missing."""


@on_case(gettext_noop("The preliminary reply"), get=Action.SEND_LETTER, post=Action.SEND_LETTER)
def preliminary_reply(request: HttpRequest, case: Case) -> HttpResponse:
    """The letter before it is sent, with what the caseworker decides; on a POST shown again, or sent."""
    today, written = timezone.localdate(), written_in(case)
    start = {
        "number": number_of_replies(case),
        "language": written.language,
        "expected": working_day(today + USUALLY),
        **missing_documents(case, written.language, today),
    }
    form = ReplyForm(request.POST or None, initial=start)
    plan = ReplyPlan(expected=working_day(today + USUALLY), language=written.language)
    if request.method == "POST" and form.is_valid():
        plan = _plan(form.cleaned_data)
        form.add_faults(check_reply(plan, today))
        if not form.errors and request.POST.get("do") == "send":
            try:
                number = form.cleaned_data["number"]
                letter = send_reply(case, plan, number, request.user, timezone.now())
            except Faulty as faulty:
                form.add_faults(faulty.faults)
            else:
                messages.success(request, _("The preliminary reply is sent."))
                return redirect("case_letter", case.number, letter.pk)
    may_show = not form.errors and plan.expected is not None
    document = (
        reply_letter(case, plan, request.user, today, written) if may_show and _is_whole(plan) else None
    )
    context: dict[str, Any] = {
        "form": form,
        "send_to": reverse("preliminary_reply", args=[case.number]),
        "due": due_of(case.received_on),
        "today": today,
        "sent_before": start["number"],
        **(shown(document) if document else {"document": None, "labels": {}, "day": ""}),
    }
    status = 422 if form.errors else 200
    return case_page(request, "handling/reply.jinja", case, context, current="letters", status=status)


def missing_documents(case: Case, language: str, today: date) -> dict[str, Any]:
    """What the case lacks and nobody has asked for, as the form begins; nothing where nothing lacks."""
    needed = paperwork_of(case).needed(case, today)
    names = [one.kind.name.say(language) for one in needed if one.state is DocumentState.MISSING]
    return {"missing": "\n".join(names), "answer_by": working_day(today + TO_ANSWER)} if names else {}


def working_day(day: date) -> date:
    """``day``, or the Monday after where it is a Saturday or a Sunday: only a suggestion."""
    return day + timedelta(days=(7 - day.weekday()) % 7) if day.weekday() > 4 else day


def _plan(data: dict[str, Any]) -> ReplyPlan:
    return ReplyPlan(
        expected=data["expected"],
        why=tuple(data["why"]),
        own_words=data["own_words"],
        missing=tuple(line.strip() for line in data["missing"].splitlines() if line.strip()),
        answer_by=data["answer_by"],
        language=data["language"],
    )


def _is_whole(plan: ReplyPlan) -> bool:
    """Whether the letter can be shown: before anything is chosen it would say nothing of why."""
    return bool(plan.why or plan.own_words.strip())
