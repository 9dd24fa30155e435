"""``rettvis invoice FILE.xml …``: reads and validates EHF invoices and credit notes."""

import os
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.output import DONE, SOMETHING_WRONG, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import N_, sentence

if TYPE_CHECKING:
    from rettvis.edges.e_invoice import ReceivedInvoice
    from rettvis.journey.invoices import AttachedFile, InvoiceLine

FOLDER = "RETTVIS_EHF_RULES"


def invoice(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE.xml …", help=N_("Invoices and credit notes as XML."))
    ],
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Read, try and print each file; raises ``Faulty`` with every file that cannot be read."""
    from rettvis.edges.e_invoice import Rules, read_again, read_file, receive

    output = Output(lang, as_json)
    contents: list[tuple[str, bytes]] = []
    faults: list[Fault] = []
    for path in files:
        try:
            contents.append((path.name, read_file(path)))
        except Faulty as unread:
            faults += unread.faults
    today = date.today()  # noqa: DTZ011 - the day of receipt is the day where the reader sits
    rules = None
    try:
        rules = Rules(Path(os.environ[FOLDER]) if os.environ.get(FOLDER) else None)
    except Faulty as unread:
        faults += unread.faults
    received = []
    for name, content in contents:
        try:
            if rules is None:
                read_again(content, today, name)
            else:
                received.append((name, receive(content, name, rules, today)))
        except Faulty as unread:
            faults += unread.faults
    if faults or rules is None:
        raise Faulty(faults)
    told = [_data(name, one, lang) for name, one in received]
    answer: Any = told[0] if len(told) == 1 else {"files": told}
    readable = [block for name, one in received for block in _readable(output, name, one)]
    if not rules.with_peppol:
        readable.append(WITHOUT_PEPPOL)
    output.answer(answer, *readable)
    return DONE if all(one.valid and not _must_be_settled(one) for _, one in received) else SOMETHING_WRONG


WITHOUT_PEPPOL = sentence(
    "Peppol’s own rules were not run, because RETTVIS_EHF_RULES names no folder with them. The schema and "
    "CEN’s rules were."
)


def _must_be_settled(one: "ReceivedInvoice") -> bool:
    from rettvis.journey.invoices import RemarkWeight

    return any(remark.severity is RemarkWeight.FATAL for remark in one.remarks)


def _data(name: str, one: "ReceivedInvoice", language: str) -> Mapping[str, Any]:
    """One file as the document; the keys are stable, the amounts exact numbers in the invoice's currency."""
    invoice = one.invoice
    return {
        "file": name,
        "kind": invoice.kind,
        "number": invoice.number,
        "valid": one.valid,
        "rules": [
            {"id": each.id, "severity": each.severity, "message": each.message, "location": each.location}
            for each in one.findings
        ],
        "rule_sets": list(one.rule_sets),
        "remarks": [
            {"code": each.code, "severity": each.severity, "message": each.message, "line": each.line or None}
            for each in one.remarks
        ],
        "lines": [_line(each) for each in invoice.lines],
        "attachments": [_attachment(each, language) for each in invoice.attached],
        "total": invoice.payable,
        "currency": invoice.currency,
        "issued": invoice.issued,
        "due": invoice.due,
        "seller": {"name": invoice.seller.name, "organisation_number": invoice.seller.organisation_number},
        "buyer": {"name": invoice.buyer.name, "organisation_number": invoice.buyer.organisation_number},
        "reference": invoice.reference or None,
        "order": invoice.order or None,
        "agreement": invoice.agreement or None,
        "corrects": list(invoice.corrects),
        "sha256": one.sha256,
    }


def _attachment(file: "AttachedFile", language: str) -> Mapping[str, Any]:
    """A file inside: ``kind`` is what it says that it is, ``found`` what it is (None: not received)."""
    from rettvis.edges.e_invoice.attachments import attachment_of

    one = None if file.address else attachment_of(file)
    return {
        "name": file.name or file.id,
        "kind": file.kind,
        "found": one.kind or None if one else None,
        "refused": one.refused.say(language) if one and one.refused else None,
        "address": file.address or None,
        "bytes": len(file.content),
    }


def _line(line: "InvoiceLine") -> Mapping[str, Any]:
    return {
        "id": line.id,
        "item": line.item,
        "quantity": line.quantity,
        "unit": line.unit,
        "price": line.price,
        "amount": line.amount,
        "from": line.first,
        "to": line.last,
        "item_code": line.item_code or None,
    }


def _readable(output: Output, name: str, one: "ReceivedInvoice") -> Iterator[Any]:
    invoice = one.invoice
    yield sentence(
        "{file}: {kind} {number} from {seller}. {verdict}",
        file=name,
        kind=invoice.kind.label,
        number=invoice.number,
        seller=invoice.seller.name,
        verdict=VALID if one.valid else NOT_VALID,
    )
    yield output.table([sentence(text) for text in LINE_COLUMNS], map(_row, invoice.lines))
    yield sentence("To be paid: {amount} {currency}", amount=invoice.payable, currency=invoice.currency)
    if one.findings:
        yield output.table([sentence(text) for text in RULE_COLUMNS], _broken(one))
    yield from (remark.message for remark in one.remarks)
    yield sentence("Rules: {names}.", names=", ".join(one.rule_sets))


def _broken(one: "ReceivedInvoice") -> list[tuple[Any, ...]]:
    return [(each.id, SEVERITIES[each.severity], each.message) for each in one.findings]


def _row(line: "InvoiceLine") -> tuple[Any, ...]:
    days: Any = line.first or ""
    if line.first and line.last:
        days = sentence("{first:date} to {last:date}", first=line.first, last=line.last)
    quantity: Any = "" if line.quantity is None else line.quantity
    if line.in_hours:
        quantity = sentence("{quantity} h", quantity=quantity)
    return (line.id, line.item, days, quantity, _shown(line.price), _shown(line.amount))


LINE_COLUMNS = (N_("Line"), N_("Item"), N_("Days"), N_("Quantity"), N_("Price"), N_("Amount"))
RULE_COLUMNS = (N_("Rule"), N_("Severity"), N_("The words of the rule"))
SEVERITIES = {"fatal": sentence("must be mended"), "warning": sentence("advice")}
VALID = sentence("It follows the rules.")
NOT_VALID = sentence("It does not follow the rules.")


def _shown(value: Decimal | None) -> Decimal | str:
    return "" if value is None else value
