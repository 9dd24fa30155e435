"""The page of the advance notice: what would be less, the letter to be sent, and the answer to it."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.edges.letters import render_pdf
from rettvis.journey.decision import compared, reductions
from rettvis.journey.review.notice_letter import about_a_minor
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.application.saving import SETTLED, Settled, may_change
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.correspondence.views import shown
from rettvis.web.decision.control import DecisionSettings, settings_of
from rettvis.web.decision.documents import as_draft
from rettvis.web.decision.whole_case import WholeCase, whole_case
from rettvis.web.pages.context import LANGUAGE_NAMES
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Text
from rettvis.web.pages.steps import case_page
from rettvis.web.pages.whole_numbers import based_on
from rettvis.web.review.notice import (
    KIND,
    WHAT,
    is_represented_minor,
    made_notice,
    notice_faults,
    send_advance_notice,
    usual_answer_by,
    write_answer,
)


class SendForm(Form):
    """The last day for an answer."""

    answer_by = DateField(label=gettext_lazy("Last day for an answer"))


class AnswerForm(Form):
    """What was answered, and when."""

    answered_on = DateField(label=gettext_lazy("The answer came"))
    answer = Text(rows=5, label=gettext_lazy("What the person answered, in the person’s own words"))


@on_case(WHAT, post=Action.SEND_LETTER)
def advance_notice(request: HttpRequest, case: Case) -> HttpResponse:
    """The notice: shown as it would be sent, sent, or answered."""
    today = timezone.localdate()
    whole = whole_case(case, request.user)
    answering = request.POST.get("do") == "answer"
    posted = request.POST if request.method == "POST" else None
    settings = settings_of(case.municipality_id) if whole.snapshot.in_force else DecisionSettings(number=0)
    start = {"answer_by": today + timedelta(days=settings.answer_days), "answered_on": today}
    sending = SendForm(None if answering else posted, initial=start)
    answer = AnswerForm(posted if answering else None, initial=start)
    form = answer if answering else sending
    if posted is not None and form.is_valid():
        try:
            _do(request, case, form)
            return redirect("advance_notice" if answering else "case_letters", case.number)
        except Faulty as faulty:
            for fault in faulty.faults:
                form.add_error(fault.place if fault.place in form.fields else None, say(fault.message))
        except Settled:
            messages.warning(request, str(SETTLED))
    return _page(request, whole, sending, answer, today, settings)


@on_case(WHAT, post=None)
def advance_notice_pdf(request: HttpRequest, case: Case) -> HttpResponse:
    """The draft of the notice as a file."""
    today = timezone.localdate()
    whole = whole_case(case, request.user)
    if not reductions(whole.snapshot, today):
        return redirect("advance_notice", case.number)
    document = made_notice(whole, request.user, today, usual_answer_by(case, today))
    response = HttpResponse(render_pdf(as_draft(document)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="utkast-varsel-{case.number}.pdf"'
    return response


def _do(request: HttpRequest, case: Case, form: Form) -> None:
    data, now = form.cleaned_data, timezone.now()
    if isinstance(form, AnswerForm):
        write_answer(case, request.user, data["answer"], data["answered_on"], now)
        messages.success(request, _("The answer is written down. Weigh it in the decision."))
    else:
        send_advance_notice(case, request.user, now, data["answer_by"], seen=based_on(request.POST))
        messages.success(request, _("The advance notice is sent, and kept as it was sent."))


def _letters(case: Case) -> list[CaseLetter]:
    rows = CaseLetter.objects.filter(case=case, kind=KIND).only("pk", "sent_at", "answer_by")
    return list(rows.order_by("pk"))


def _page(
    request: HttpRequest,
    whole: WholeCase,
    sending: SendForm,
    answer: AnswerForm,
    today: date,
    settings: DecisionSettings,
) -> HttpResponse:
    case = whole.case
    less = case.is_open and bool(reductions(whole.snapshot, today))
    faults = notice_faults(whole, today, date.max) if less else []
    context: dict[str, Any] = {
        "whole": whole,
        "number": whole.number,
        "sending": sending,
        "answer": answer,
        "less": less,
        "compared": compared(whole.snapshot, today) if case.is_open else (),
        "notice": whole.draft.decision.advance_notice,
        "letters": _letters(case) if whole.draft.decision.advance_notice or not case.is_open else [],
        "stands_in_the_way": [fault.message for fault in faults],
        "may_send": may_change(request.user, case) and may(request.user, Action.SEND_LETTER, case),
        "days": settings.answer_days,
        "source": settings.source,
        "own": settings.number > 0,
        "minor": about_a_minor() if is_represented_minor(whole, today) else None,
        "document": None,
        "letter_languages": LANGUAGE_NAMES,
    }
    if less:
        language = request.GET.get("sprak", "")
        asked = language if language in ("nb", "nn", "en") else ""
        by = sending.cleaned_data.get("answer_by") if sending.is_bound and sending.is_valid() else None
        document = made_notice(whole, request.user, today, by or sending.initial["answer_by"], asked)
        context |= shown(as_draft(document))
    status = 422 if sending.errors or answer.errors else 200
    return case_page(request, "review/notice.jinja", case, context, current="decision", status=status)
