"""What is not right about an invoice by itself, before it is held against agreement, timesheet and decision.

The official rules are run elsewhere; these say in plain words what they do not look at, or say only in part.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rettvis.journey.application.choice import Choice
from rettvis.journey.invoices.invoice import CURRENCY, Invoice, InvoiceLine
from rettvis.rulekit.units import round_half_up
from rettvis.rulekit.wording import N_, Sentence, sentence

SLACK = Decimal("0.02")
"""How far a line may be from quantity times price, by rounding of each part (PEPPOL-EN16931-R120).

The one rule for a line's amount, ``amount_off``: for the invoice by itself and for the matching.
"""


class RemarkWeight(Choice):
    """How much a remark weighs: what must be settled before payment, and what is only to be looked at."""

    FATAL = "fatal", N_("Must be settled")
    WARNING = "warning", N_("To be looked at")


@dataclass(frozen=True)
class InvoiceRemark:
    """Something about an invoice that a person must look at: a stable code, a sentence, the line's number."""

    code: str
    severity: RemarkWeight
    message: Sentence
    line: str = ""


def check_invoice(invoice: Invoice) -> tuple[InvoiceRemark, ...]:
    """Every remark on the invoice as a whole, then those on its lines, in their order."""
    return (*_whole(invoice), *(remark for line in invoice.lines for remark in _line(invoice, line)))


def _whole(invoice: Invoice) -> Iterator[InvoiceRemark]:
    if invoice.currency and invoice.currency != CURRENCY:
        message = sentence(
            "The invoice is in {currency}. Agreements are made and paid in NOK: a new invoice is needed.",
            currency=invoice.currency,
        )
        yield InvoiceRemark("currency", RemarkWeight.WARNING, message)
    if invoice.due and invoice.issued and invoice.due < invoice.issued:
        message = sentence(
            "The invoice was to be paid by {due:date}, before the day that it was made, {issued:date}.",
            due=invoice.due,
            issued=invoice.issued,
        )
        yield InvoiceRemark("due_before_issue", RemarkWeight.FATAL, message)
    if invoice.first and invoice.last and invoice.last < invoice.first:
        yield InvoiceRemark("period", RemarkWeight.FATAL, _period(invoice))
    if not (invoice.reference or invoice.order):
        message = sentence("The invoice names no decision or order. Nobody can see what it is for.")
        yield InvoiceRemark("no_reference", RemarkWeight.FATAL, message)
    for number in _twice([line.id for line in invoice.lines]):
        message = sentence("Two lines have the number {number}.", number=number)
        yield InvoiceRemark("line_number", RemarkWeight.WARNING, message, number)


def _line(invoice: Invoice, line: InvoiceLine) -> Iterator[InvoiceRemark]:
    if line.first and line.last and line.last < line.first:
        yield InvoiceRemark("period", RemarkWeight.FATAL, _period(line), line.id)
    for day in (line.first, line.last):
        early = invoice.first is not None and day is not None and day < invoice.first
        late = invoice.last is not None and day is not None and day > invoice.last
        if day is not None and (early or late):
            message = sentence(
                "Line {line} has a day, {day:date}, outside the period of the invoice.", line=line.id, day=day
            )
            yield InvoiceRemark("line_outside_period", RemarkWeight.FATAL, message, line.id)
            break
    reckoned = reckoned_amount(line)
    if reckoned is not None and amount_off(line):
        message = sentence(
            "Line {line}: quantity times price is {reckoned} and the line says {amount}.",
            line=line.id,
            reckoned=reckoned,
            amount=line.amount,
        )
        yield InvoiceRemark("line_amount", RemarkWeight.FATAL, message, line.id)


def amount_off(line: InvoiceLine) -> Decimal:
    """What the line asks for beyond its parts; nothing within rounding, or where a part is missing."""
    reckoned = reckoned_amount(line)
    if reckoned is None or line.amount is None or abs(line.amount - reckoned) <= SLACK:
        return Decimal(0)
    return line.amount - reckoned


def reckoned_amount(line: InvoiceLine) -> Decimal | None:
    """Quantity times price, with what the line adds or takes off, to the nearest øre; None without both."""
    if line.quantity is None or line.price is None or not line.price_quantity:
        return None
    exact = Fraction(line.quantity) * Fraction(line.price) / Fraction(line.price_quantity)
    return Decimal(round_half_up((exact + Fraction(line.added)) * 100)).scaleb(-2)


def _period(what: Invoice | InvoiceLine) -> Sentence:
    return sentence(
        "The period ends {last:date}, before it begins {first:date}.", first=what.first, last=what.last
    )


def _twice(numbers: list[str]) -> list[str]:
    return sorted({one for one in numbers if numbers.count(one) > 1})
