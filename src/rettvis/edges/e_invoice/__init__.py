"""E-invoices (EHF, Peppol BIS Billing 3.0): read safely, tried by the official rules, and told line by line.

The rules take a second to be made ready and some hundred megabytes: one :class:`Rules` for each process, and
in the background worker, never in a process that serves pages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from lxml import etree

from rettvis.edges.e_invoice.attachments import attachment_remarks
from rettvis.edges.e_invoice.personal import NationalIds, hide_national_ids
from rettvis.edges.e_invoice.reading import invoice_of
from rettvis.edges.e_invoice.rules import FATAL, RuleFinding, Rules, Tried
from rettvis.edges.e_invoice.xml_file import parse, read_file
from rettvis.journey.invoices import Invoice, InvoiceRemark, RemarkWeight, check_invoice
from rettvis.rulekit.wording import sentence

__all__ = ["FATAL", "ReceivedInvoice", "RuleFinding", "Rules", "read_again", "read_file", "receive"]


@dataclass(frozen=True)
class ReceivedInvoice:
    """An invoice with what the official rules and our own checks say of it.

    ``sha256`` is of the file as it was received; national identity numbers are hidden in everything else.
    """

    invoice: Invoice
    sha256: str
    findings: Sequence[RuleFinding]
    remarks: Sequence[InvoiceRemark]
    rule_sets: Sequence[str]

    @property
    def valid(self) -> bool:
        """Whether no official rule is broken that makes an invoice invalid."""
        return not any(one.severity == FATAL for one in self.findings)


def read_again(content: bytes, on: date, name: str = "") -> Invoice:
    """The invoice of a file that was received on ``on``, not tried by the rules. Raises ``Faulty``."""
    return invoice_of(_hidden(content, name, on)[0], name)


def _hidden(content: bytes, name: str, on: date) -> tuple[etree._Element, NationalIds]:
    root = parse(content, name)
    return root, hide_national_ids(root, on)


def receive(content: bytes, name: str, rules: Rules, on: date) -> ReceivedInvoice:
    """Read an invoice or a credit note and try it. Raises ``Faulty`` where it cannot be read as one.

    ``on`` is the day of receipt.
    """
    root, numbers = _hidden(content, name, on)
    invoice = invoice_of(root, name)
    remarks = [*_of_numbers(numbers), *check_invoice(invoice), *attachment_remarks(invoice, on)]
    tried = rules.tried(root)
    if tried.not_run:
        remarks.append(_not_run(tried))
    return ReceivedInvoice(invoice, sha256(content).hexdigest(), tried.findings, remarks, tuple(tried.ran))


def _of_numbers(numbers: NationalIds) -> Iterator[InvoiceRemark]:
    if numbers.hidden:
        message = sentence(
            "There is a national identity number in the invoice. It is hidden here: ask the provider to use "
            "the number of the decision."
        )
        yield InvoiceRemark("national_id", RemarkWeight.FATAL, message)
    if numbers.kept:
        message = sentence(
            "The number of an invoice, or the payment reference, could be somebody’s national identity "
            "number. It is kept, since the payment needs it: look at it."
        )
        yield InvoiceRemark("like_national_id", RemarkWeight.WARNING, message)


def _not_run(tried: Tried) -> InvoiceRemark:
    """The rules that could not be run say nothing of the invoice, good or bad."""
    message = sentence(
        "{names} could not be run over the invoice: a value in it is of another kind than it must be. What "
        "the schema says comes first; ask for a new invoice.",
        names=", ".join(tried.not_run),
    )
    return InvoiceRemark("rules_not_run", RemarkWeight.FATAL, message)
