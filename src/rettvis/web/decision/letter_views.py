"""The letter and the internal record: shown and downloaded, as a draft or as they were sent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.edges.letters import labels, render_pdf
from rettvis.rulekit.wording import LANGUAGES, date_text
from rettvis.web.access.actions import Action
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.decision.documents import as_data, as_draft, made_letter, made_record
from rettvis.web.decision.models import SentLetter
from rettvis.web.decision.sending import THE_LETTER
from rettvis.web.decision.whole_case import WholeCase, right_of, whole_case
from rettvis.web.pages.context import LANGUAGE_NAMES
from rettvis.web.pages.steps import case_page

THE_RECORD = gettext_noop("The internal record")


@dataclass(frozen=True)
class _Asked:
    """What is asked for: the letter in a language, or the record."""

    whole: WholeCase
    record: bool
    language: str


@on_case(THE_LETTER, get=Action.SEE_LETTER, post=None)
def letter(request: HttpRequest, case: Case) -> HttpResponse:
    """The letter as a page."""
    return _page(request, case, record=False)


@on_case(THE_LETTER, get=Action.SEE_LETTER, post=None)
def letter_pdf(request: HttpRequest, case: Case) -> HttpResponse:
    """The letter as a file."""
    return _file(request, case, record=False)


@on_case(THE_RECORD, get=Action.SEE_CASE, post=None)
def record(request: HttpRequest, case: Case) -> HttpResponse:
    """The internal record as a page."""
    return _page(request, case, record=True)


@on_case(THE_RECORD, get=Action.SEE_CASE, post=None)
def record_pdf(request: HttpRequest, case: Case) -> HttpResponse:
    """The internal record as a file."""
    return _file(request, case, record=True)


def _page(request: HttpRequest, case: Case, *, record: bool) -> HttpResponse:
    rows = SentLetter.objects.select_related("sent_by").defer("pdf", "record_pdf")
    sent = rows.filter(case=case).first() if case.decided_on else None
    if sent is not None:
        document = sent.record if record else sent.document
        return _show(request, case, document, record=record, sent=sent)
    asked = _asked(request, case, record)
    document = _draft(asked)
    return _show(request, case, None if document is None else as_data(document), record=record, sent=None)


def _show(
    request: HttpRequest, case: Case, document: Any, *, record: bool, sent: SentLetter | None
) -> HttpResponse:
    code = document["language"] if document else LANGUAGES[0]
    context = {
        "document": document,
        "labels": labels(code),
        "day": _day(document) if document else "",
        "record": record,
        "sent": sent,
        "letter_languages": LANGUAGE_NAMES,
    }
    return case_page(request, "decision/letter.jinja", case, context, current="letter")


def _file(request: HttpRequest, case: Case, *, record: bool) -> HttpResponse:
    """The bytes that were sent; before that a draft that says so. The name of the file tells nobody who."""
    sent = SentLetter.objects.filter(case=case).first() if case.decided_on else None
    if sent is not None:
        return _pdf(bytes(sent.record_pdf if record else sent.pdf), case, record=record, draft=False)
    document = _draft(_asked(request, case, record))
    if document is None:
        return _show(request, case, None, record=record, sent=None)
    return _pdf(render_pdf(document), case, record=record, draft=True)


def _asked(request: HttpRequest, case: Case, record: bool) -> _Asked:
    whole = whole_case(case, request.user)
    wanted = request.GET.get("sprak", "")
    return _Asked(whole, record, wanted if wanted in LANGUAGES else whole.draft.language)


def _draft(asked: _Asked) -> Any:
    """The document as it stands, marked as a draft; None where nothing is written, or no law covers it."""
    today = timezone.localdate()
    whole = asked.whole
    if not whole.has_draft or whole.case.decided_on or right_of(whole.snapshot, today) is None:
        return None
    made = made_record(whole, today) if asked.record else made_letter(whole, asked.language, today)
    return as_draft(made)


def _pdf(content: bytes, case: Case, *, record: bool, draft: bool) -> HttpResponse:
    name = ("intern" if record else "vedtak") + ("-utkast" if draft else "")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}-{case.number}.pdf"'
    return response


def _day(document: Any) -> str:
    day = document["letterhead"]["day"]
    return date_text(date.fromisoformat(day), document["language"])
