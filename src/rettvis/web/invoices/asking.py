"""Asking a provider about an invoice, and recording the answer with its day: each act once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop, override

from rettvis.edges.e_invoice.personal import hidden
from rettvis.edges.letters import render_pdf
from rettvis.journey.decision.document import Document, Letterhead, Recipient, Signer
from rettvis.journey.invoices.question import QuestionedLine, Questioning, as_message, question_letter
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import LANGUAGES, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.decision.documents import as_data
from rettvis.web.decision.models import OfficeDetails
from rettvis.web.invoices.free_text import NATIONAL_ID
from rettvis.web.invoices.looked_up import cases_of
from rettvis.web.invoices.models import (
    Deviation,
    InvoiceLineRow,
    ProviderAnswer,
    ProviderQuestion,
    QuestionedDeviation,
    ReadInvoice,
)
from rettvis.web.invoices.services import LONGEST_COMMENT, lock

ASKED = gettext_noop("A provider was asked about an invoice")
ANSWERED = gettext_noop("The answer of a provider was recorded")
OFFICE = sentence("Invoice control")


@dataclass(frozen=True)
class NewQuestion:
    """What is asked about which deviations, until when, and in which language."""

    deviations: Sequence[Deviation]
    asked: str
    answer_by: date
    language: str


def written(user: User, invoice: ReadInvoice, new: NewQuestion, on: date) -> Document:
    """The letter as it would be sent on a day. Raises ``Faulty``."""
    faults = list(_question_faults(new, on))
    if faults:
        raise Faulty(faults)
    grant = require_in(user, Action.ASK_PROVIDER, invoice.municipality_id)
    with override(new.language):
        title = str(grant.get_role_display())
    lines = {one.line_id: one.line for one in new.deviations if one.line is not None}
    asking = Questioning(
        letterhead=_letterhead(invoice, lines.values(), on, new.language),
        invoice=invoice.number,
        issued=invoice.issued,
        lines=tuple(_line(one) for one in sorted(lines.values(), key=lambda line: line.place)),
        deviations=tuple((_number(one.line), one.message[new.language]) for one in new.deviations),
        answer_by=new.answer_by,
        by=Signer(user.name, title),
        asked=new.asked,
        synthetic=invoice.municipality.synthetic,
    )
    return question_letter(asking, new.language)


def ask_provider(
    user: User, invoice: ReadInvoice, new: NewQuestion, key: str, now: datetime
) -> ProviderQuestion:
    """Write the letter and keep it; the same form again is the same letter. Raises ``Faulty``."""
    on = timezone.localdate(now)
    with transaction.atomic():
        grant = require_in(user, Action.ASK_PROVIDER, invoice.municipality_id)
        lock(invoice)
        known = ProviderQuestion.objects.filter(invoice=invoice, key=key).first()
        if known is not None:
            return known
        document = written(user, invoice, new, on)
        pdf = render_pdf(document)
        row = ProviderQuestion.objects.create(
            municipality_id=invoice.municipality_id,
            invoice=invoice,
            key=key,
            asked=new.asked.strip(),
            answer_by=new.answer_by,
            language=new.language,
            title=document.title[:200],
            document={**as_data(document), "message": as_message(document)},
            pdf=pdf,
            sha256=sha256(pdf).hexdigest(),
            sent_by=user,
            sent_on=on,
            sent_at=now,
        )
        about = [QuestionedDeviation(question=row, deviation=one) for one in new.deviations]
        QuestionedDeviation.objects.bulk_create(about)
        numbers = sorted({one.line.case.number for one in new.deviations if one.line and one.line.case})
        look_up(grant, Action.ASK_PROVIDER, cases=numbers, what=ASKED)
        return row


def record_answer(
    user: User, question: ProviderQuestion, answered_on: date, text: str, now: datetime
) -> ProviderAnswer:
    """Write what was answered and when; again it is the same act. Raises ``Faulty``."""
    today = timezone.localdate(now)
    faults = []
    if not question.sent_on <= answered_on <= today:
        message = sentence(
            "The day is from {first:date}, when it was asked, to today.", first=question.sent_on
        )
        faults.append(Fault("answered_on", message))
    faults += _text_faults("text", text, today)
    if not text.strip():
        faults.append(Fault("text", sentence("Write what was answered.")))
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        grant = require_in(user, Action.ASK_PROVIDER, question.municipality_id)
        told = {"text": text.strip(), "answered_on": answered_on, "recorded_by": user, "recorded_at": now}
        row, new = ProviderAnswer.objects.get_or_create(question=question, defaults=told)
        if not new and (row.text, row.answered_on) != (text.strip(), answered_on):
            message = sentence("Somebody else has recorded the answer in the meantime.")
            raise Faulty([Fault("text", message)])
        if new:
            look_up(grant, Action.ASK_PROVIDER, cases=cases_of(question.invoice), what=ANSWERED)
        return row


def _question_faults(new: NewQuestion, on: date) -> list[Fault]:
    faults = []
    if not new.deviations:
        faults.append(Fault("deviations", sentence("Choose what the question is about.")))
    if new.answer_by < on:
        faults.append(Fault("answer_by", sentence("The last day for an answer is over. Write a later one.")))
    if new.language not in LANGUAGES:
        faults.append(Fault("language", sentence("Choose a language.")))
    return [*faults, *_text_faults("asked", new.asked, on)]


def _text_faults(place: str, text: str, on: date) -> list[Fault]:
    faults = []
    if len(text) > LONGEST_COMMENT * 4:
        message = sentence("Write at most {most} characters.", most=LONGEST_COMMENT * 4)
        faults.append(Fault(place, message))
    if hidden(text, on)[1]:
        faults.append(Fault(place, NATIONAL_ID))
    return faults


MOST_CASES = 3
"""So many cases stand in the letterhead; where there are more, they stand with the lines alone."""


def _letterhead(invoice: ReadInvoice, asked: Iterable[InvoiceLineRow], on: date, language: str) -> Letterhead:
    cases = sorted({line.case.number for line in asked if line.case})
    office = OfficeDetails.objects.filter(unit__municipality=invoice.municipality_id).order_by("pk").first()
    contact = "" if office is None else office.contact
    name = invoice.provider.name if invoice.provider else invoice.seller_name
    lines = (invoice.seller_number,) if invoice.seller_number else ()
    return Letterhead(
        municipality=invoice.municipality.name,
        unit=OFFICE.say(language),
        day=on,
        case_number=", ".join(cases) if 0 < len(cases) <= MOST_CASES else "–",
        recipient=Recipient(name or "–", lines),
        contact=tuple(line for line in contact.splitlines() if line.strip()),
    )


def _line(row: InvoiceLineRow) -> QuestionedLine:
    period = Period(row.first, row.last) if row.first and row.last else None
    reference = row.case.number if row.case else ""
    return QuestionedLine(_number(row), reference, period, row.minutes, row.amount, row.worked, row.agreed)


def _number(row: InvoiceLineRow | None) -> str:
    return "" if row is None else row.number or str(row.place + 1)
