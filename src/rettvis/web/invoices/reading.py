"""A received file is read, tried by the rules and held against what it should agree with: all or nothing."""

import logging
import os
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.db import DataError, transaction
from django.utils import timezone

from rettvis.edges.e_invoice import FATAL, ReceivedInvoice, Rules, receive
from rettvis.edges.e_invoice.attachments import attachments_of
from rettvis.edges.e_invoice.personal import hidden
from rettvis.edges.e_invoice.rule_folder import FOLDER
from rettvis.journey.invoices import Invoice, InvoiceMatch, RemarkWeight, match_invoice
from rettvis.journey.invoices.sides import signed_ore
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import LANGUAGES, Sentence, sentence
from rettvis.web.access.models import Municipality
from rettvis.web.invoices.models import (
    Deviation,
    InvoiceAttachment,
    InvoiceLineRow,
    ReadInvoice,
    ReceivedFile,
    UnreadFile,
)
from rettvis.web.invoices.store import held_against, in_each_language, provider_of, rows_of

OF_THE_RULES = "rule"
"""The code of a deviation that one of the official rules tells."""
NOT_UNDERSTOOD = sentence(
    "Something in the file stopped the reading of it. Read it again; if that does not help, tell whoever "
    "runs the application, and ask the sender for a new file."
)

logger = logging.getLogger("rettvis.worker")


@cache
def rules() -> Rules:
    """The rule sets, made ready once for each process: the worker, never one that serves pages."""
    folder = os.environ.get(FOLDER)
    return Rules(Path(folder) if folder else None)


def read_received(file: int, now: datetime, *, again: bool = False) -> None:
    """Read one file and hold it against everything; done again it changes nothing.

    A file that could not be read is tried once more only when that is asked for, by ``again``. Raises
    ``Faulty`` where the rules themselves cannot be made ready: that is no fault of the file, which waits.
    """
    row = ReceivedFile.objects.get(pk=file)
    if _is_done(row, again):
        return
    found = _found(row, rules())
    try:
        _store(row, found, now, again)
    except (ArithmeticError, ValueError, DataError) as error:
        logger.warning("a received file could not be stored (%s)", type(error).__name__)
        _store(row, Faulty([Fault("", NOT_UNDERSTOOD)]), now, again)


def _found(row: ReceivedFile, tried_by: Rules) -> ReceivedInvoice | Faulty:
    try:
        return receive(bytes(row.content), "", tried_by, timezone.localdate(row.received_at))
    except Faulty as refusal:
        return refusal
    except Exception as error:  # noqa: BLE001 - a file that stops the reading is told on the page, not lost
        # What stands in the file is nobody's business in a log: only what kind of fault it was.
        logger.warning("a received file could not be read (%s)", type(error).__name__)
        return Faulty([Fault("", NOT_UNDERSTOOD)])


def _store(row: ReceivedFile, found: ReceivedInvoice | Faulty, now: datetime, again: bool) -> None:
    with transaction.atomic():
        # One at a time: two invoices for the same hours must see each other.
        Municipality.objects.select_for_update(no_key=True).get(pk=row.municipality_id)
        if _is_done(row, again):
            return
        if isinstance(found, ReceivedInvoice):
            _keep(row, found, now)
        else:
            _tell(row, [in_each_language(fault.message) for fault in found.faults], now)


def _tell(row: ReceivedFile, faults: list[dict[str, str]], now: datetime) -> None:
    """Why a file could not be read: told once, unless it is another reason, or was dealt with."""
    last = UnreadFile.objects.filter(file=row).select_related("dealt_with").order_by("-pk").first()
    if last is None or last.faults != faults or hasattr(last, "dealt_with"):
        UnreadFile.objects.create(file=row, faults=faults, told_at=now)


def _is_done(row: ReceivedFile, again: bool) -> bool:
    read = ReadInvoice.objects.filter(file=row).exists()
    return read or (not again and UnreadFile.objects.filter(file=row).exists())


def _keep(file: ReceivedFile, received: ReceivedInvoice, now: datetime) -> None:
    invoice = received.invoice
    provider = provider_of(file.municipality_id, invoice.seller.organisation_number)
    match = match_invoice(invoice, held_against(invoice, file.municipality_id, provider))
    row = ReadInvoice.objects.create(
        file=file,
        municipality_id=file.municipality_id,
        kind=str(invoice.kind),
        number=invoice.number[:100],
        seller_number=invoice.seller.organisation_number[:60],
        seller_name=invoice.seller.name[:300],
        provider=provider,
        issued=invoice.issued,
        due=invoice.due,
        currency=invoice.currency[:10],
        account=invoice.account[:40],
        payment_reference=invoice.payment_reference[:60],
        total=signed_ore(invoice.payable, invoice),
        corrects=list(invoice.corrects),
        rule_sets=list(received.rule_sets),
        read_at=now,
    )
    lines = InvoiceLineRow.objects.bulk_create(rows_of(match, invoice, row))
    Deviation.objects.bulk_create(
        [
            *_of_rules(received, row),
            *_of_remarks(received, row, invoice, lines),
            *deviations_of(match, row, lines),
        ]
    )
    InvoiceAttachment.objects.bulk_create(_attachments(invoice, row))


def _attachments(invoice: Invoice, row: ReadInvoice) -> list[InvoiceAttachment]:
    """The files inside, as they came; one that is not received leaves its mark and the reason alone."""
    return [
        InvoiceAttachment(
            invoice=row,
            place=place,
            name=hidden(one.name, timezone.localdate(row.read_at))[0],
            kind=one.kind,
            size=len(one.content),
            sha256=sha256(one.content).hexdigest(),
            content=b"" if one.refused else one.content,
            refused=in_each_language(one.refused) if one.refused else {},
        )
        for place, one in enumerate(attachments_of(invoice))
    ]


def _of_rules(received: ReceivedInvoice, row: ReadInvoice) -> list[Deviation]:
    """The official rules that the file breaks; their words are in English."""
    return [
        Deviation(
            invoice=row,
            code=OF_THE_RULES,
            severity=str(RemarkWeight.FATAL if one.severity == FATAL else RemarkWeight.WARNING),
            message=dict.fromkeys(LANGUAGES, f"{one.id}: {one.message}"),
            amount=row.total,
        )
        for one in received.findings
    ]


def _of_remarks(
    received: ReceivedInvoice, row: ReadInvoice, invoice: Invoice, lines: list[InvoiceLineRow]
) -> list[Deviation]:
    """What is not right about the invoice by itself, but for what the matching says with more in it."""
    places = {line.id: place for place, line in enumerate(invoice.lines)}
    found = []
    for one in received.remarks:
        if one.code in SAID_BY_THE_MATCH:
            continue
        line = lines[places[one.line]] if one.line in places else None
        found.append(
            Deviation(
                invoice=row,
                line=line,
                code=one.code,
                severity=str(one.severity),
                message=in_each_language(one.message),
                amount=line.amount if line else row.total,
            )
        )
    return found


VALUES = "values"
"""Where a deviation's message has what is told in it, beside the words in each language."""


def values_in(message: Sentence) -> list[str]:
    """The values of a sentence, in the same order whatever its words are."""
    told = message.values
    return [str(told[name]) for name in sorted(told)]


SAID_BY_THE_MATCH = frozenset({"currency", "line_amount", "no_reference"})


def deviations_of(match: InvoiceMatch, row: ReadInvoice, lines: list[InvoiceLineRow]) -> list[Deviation]:
    """What deviates when the invoice is held against everything, as rows that are yet to be saved."""
    return [
        Deviation(
            invoice=row,
            line=None if one.place is None else lines[one.place],
            code=str(one.code),
            severity=str(one.severity),
            message={**in_each_language(one.message), VALUES: values_in(one.message)},
            amount=one.amount,
        )
        for one in match.deviations
    ]
