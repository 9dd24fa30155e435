"""The pages of questions to providers: writing one, the list with answer times, and one with its answer."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may_in
from rettvis.web.access.guard import guarded
from rettvis.web.correspondence.views import shown
from rettvis.web.invoices.asking import NewQuestion, ask_provider, record_answer, written
from rettvis.web.invoices.forms import AnswerForm, QuestionForm
from rettvis.web.invoices.looked_up import look_up_invoice, look_up_list
from rettvis.web.invoices.models import LONGEST_KEY, ProviderQuestion, ReadInvoice
from rettvis.web.invoices.services import invoices
from rettvis.web.invoices.shown import title_of
from rettvis.web.pages.engine import language

QUESTION = gettext_noop("A question to a provider")
LIST = gettext_noop("The list of questions to providers")
SEE = Action.SEE_INVOICES
ANSWER_DAYS = timedelta(days=14)
SHOWN = 200


@guarded(Action.ASK_PROVIDER, post=Action.ASK_PROVIDER)
def new_question(request: HttpRequest, invoice: int) -> HttpResponse:
    """Write a question about what deviates; it is looked at before it is sent."""
    row = _invoice(request, invoice)
    rows = row.deviations.filter(settlement__isnull=True, gone__isnull=True).select_related("line__case")
    found = {str(one.pk): one for one in rows.order_by("pk")}
    choices = [(key, _choice(one)) for key, one in found.items()]
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        deviations=choices,
        initial={
            "deviations": list(found),
            "answer_by": timezone.localdate() + ANSWER_DAYS,
            "language": language(),
        },
    )
    key = request.POST.get("key", "")[:LONGEST_KEY] or uuid4().hex
    document = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chosen = [found[one] for one in data["deviations"]]
        new = NewQuestion(chosen, data["asked"], data["answer_by"], data["language"])
        try:
            if request.POST.get("do") == "send":
                sent = ask_provider(request.user, row, new, key, timezone.now())
                messages.success(
                    request, _("The question is written. Send the file or the text to the provider.")
                )
                return redirect("question", sent.pk)
            document = written(request.user, row, new, timezone.localdate())
        except Faulty as refusal:
            form.add_faults(refusal.faults)
    look_up_invoice(request.user, row, QUESTION)
    context = {
        "invoice": row,
        "form": form,
        "key": key,
        **(shown(document) if document else {"document": None, "labels": {}, "day": ""}),
    }
    return render(request, "invoices/new_question.jinja", context, status=422 if form.errors else 200)


@guarded(SEE)
def question_list(request: HttpRequest) -> HttpResponse:
    """The questions, those without an answer first, with how long each answer took."""
    look_up_list(request.user, LIST)
    rows = list(
        _questions(request)
        .select_related("answer", "invoice__provider", "sent_by")
        .defer("pdf", "document")
        .order_by("-sent_on", "-pk")[:SHOWN]
    )
    today = timezone.localdate()
    open_ones = [one for one in rows if getattr(one, "answer", None) is None]
    answered = [(one, (one.answer.answered_on - one.sent_on).days) for one in rows if one not in open_ones]
    context = {
        "open_ones": sorted(open_ones, key=lambda one: one.answer_by),
        "answered": answered,
        "today": today,
    }
    return render(request, "invoices/questions.jinja", context)


@guarded(SEE, post=Action.ASK_PROVIDER)
def question_page(request: HttpRequest, question: int) -> HttpResponse:
    """One question as it was sent, and its answer."""
    row = _question(request, question)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, initial={"answered_on": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            record_answer(request.user, row, data["answered_on"], data["text"], timezone.now())
        except Faulty as refusal:
            form.add_faults(refusal.faults)
        else:
            messages.success(request, _("The answer is written."))
            return redirect("question", row.pk)
    look_up_invoice(request.user, row.invoice, QUESTION)
    answer = getattr(row, "answer", None)
    context = {
        "question": row,
        "answer": answer,
        "days": (answer.answered_on - row.sent_on).days if answer else None,
        "late": answer is None and row.answer_by < timezone.localdate(),
        "message": row.document["message"],
        "form": form,
        "may_answer": answer is None and may_in(request.user, Action.ASK_PROVIDER, row.municipality_id),
        **shown(row.document),
    }
    return render(request, "invoices/question.jinja", context, status=422 if form.errors else 200)


@guarded(SEE)
def question_pdf(request: HttpRequest, question: int) -> HttpResponse:
    """The bytes of the letter."""
    row = _question(request, question)
    look_up_invoice(request.user, row.invoice, QUESTION)
    answer = HttpResponse(bytes(row.pdf), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="sporsmal-{row.pk}.pdf"'
    return answer


def _choice(deviation: Any) -> str:
    line = deviation.line
    number = "" if line is None else _("Line %(number)s: ") % {"number": line.number or line.place + 1}
    return f"{number}{title_of(deviation.code)}. {deviation.message[language()]}"


def _invoice(request: HttpRequest, number: int) -> ReadInvoice:
    found = invoices(request.user).select_related("provider", "municipality").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _questions(request: HttpRequest) -> "QuerySet[ProviderQuestion]":
    own = {grant.municipality_id for grant in grants(request.user, SEE)}
    return ProviderQuestion.objects.filter(municipality__in=own)


def _question(request: HttpRequest, number: int) -> ProviderQuestion:
    rows = _questions(request).select_related("answer__recorded_by", "invoice__provider", "sent_by")
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    return found
