"""A received file is read, tried by the rules and held against what it should agree with: all or nothing."""

import os
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from rettvis.edges.e_invoice import FATAL, ReceivedInvoice, Rules, receive
from rettvis.edges.e_invoice.attachments import attachments_of
from rettvis.edges.e_invoice.personal import hidden
from rettvis.journey.invoices import Invoice, InvoiceMatch, RemarkWeight, match_invoice
from rettvis.journey.invoices.sides import signed_ore
from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.wording import LANGUAGES
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

FOLDER = "RETTVIS_EHF_RULES"
OF_THE_RULES = "rule"
"""The code of a deviation that one of the official rules tells."""


@cache
def rules() -> Rules:
    """The rule sets, made ready once for each process: the worker, never one that serves pages."""
    folder = os.environ.get(FOLDER)
    return Rules(Path(folder) if folder else None)


def read_received(file: int, now: datetime) -> None:
    """Read one file and hold it against everything; done again it changes nothing."""
    row = ReceivedFile.objects.get(pk=file)
    found: ReceivedInvoice | Faulty
    try:
        found = receive(bytes(row.content), "", rules(), timezone.localdate(row.received_at))
    except Faulty as refusal:
        found = refusal
    with transaction.atomic():
        # One at a time: two invoices for the same hours must see each other.
        Municipality.objects.select_for_update(no_key=True).get(pk=row.municipality_id)
        if ReadInvoice.objects.filter(file=row).exists() or UnreadFile.objects.filter(file=row).exists():
            return
        if isinstance(found, Faulty):
            faults = [in_each_language(fault.message) for fault in found.faults]
            UnreadFile.objects.create(file=row, faults=faults, told_at=now)
        else:
            _keep(row, found, now)


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


SAID_BY_THE_MATCH = frozenset({"currency", "line_amount", "no_reference"})


def deviations_of(match: InvoiceMatch, row: ReadInvoice, lines: list[InvoiceLineRow]) -> list[Deviation]:
    """What deviates when the invoice is held against everything, as rows that are yet to be saved."""
    return [
        Deviation(
            invoice=row,
            line=None if one.place is None else lines[one.place],
            code=str(one.code),
            severity=str(one.severity),
            message=in_each_language(one.message),
            amount=one.amount,
        )
        for one in match.deviations
    ]
