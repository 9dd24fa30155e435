"""An invoice as it was received: what it asks for, line by line, with nothing added or mended.

Amounts are exact decimals in the invoice's own currency, as the standard lets a price have more than two
decimals. Source: EN 16931-1, the semantic model of an electronic invoice; the numbers BT-n are its terms.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_

CURRENCY = "NOK"
"""The currency that agreements are made in, and that is paid."""

HOUR = "HUR"
"""The unit of an hour (UN/ECE Recommendation 20)."""


class InvoiceKind(Choice):
    """What the document is."""

    INVOICE = "invoice", N_("Invoice")
    CREDIT_NOTE = "credit_note", N_("Credit note")


@dataclass(frozen=True)
class InvoiceParty:
    """Who sells or buys: a name, and the organisation number where it is given (BT-30, BT-47)."""

    name: str
    organisation_number: str = ""


@dataclass(frozen=True)
class InvoiceLine:
    """One line: ``quantity`` of ``unit`` at ``price`` for one, ``amount`` in all, for the days of the line.

    ``price`` is for ``price_quantity`` units; ``added`` is what the line's charges add, less its allowances.
    ``item_code`` is the seller's own code of what is sold, such as the price line of an agreement. ``first``
    and ``last`` are both included; None where the line says nothing.
    """

    id: str
    item: str
    quantity: Decimal | None
    unit: str
    price: Decimal | None
    amount: Decimal | None
    first: date | None = None
    last: date | None = None
    item_code: str = ""
    price_quantity: Decimal = Decimal(1)
    added: Decimal = Decimal(0)
    order_line: str = ""
    note: str = ""

    @property
    def in_hours(self) -> bool:
        """Whether the line is counted in hours."""
        return self.unit == HOUR


@dataclass(frozen=True)
class AttachedFile:
    """A file that came with the invoice: its name as it was written, its kind as stated, and its bytes."""

    id: str
    name: str
    kind: str
    content: bytes
    address: str = ""


@dataclass(frozen=True)
class Invoice:
    """An invoice or a credit note; the amounts of both are as they were written, credit notes' above zero.

    ``reference`` is the buyer's reference and ``order`` that of the order: one of them names the decision.
    ``corrects`` are the numbers of the invoices that it corrects. ``payable`` is what is to be paid (BT-115).
    """

    kind: InvoiceKind
    number: str
    issued: date | None
    currency: str
    seller: InvoiceParty
    buyer: InvoiceParty
    lines: tuple[InvoiceLine, ...]
    payable: Decimal | None
    due: date | None = None
    reference: str = ""
    order: str = ""
    agreement: str = ""
    first: date | None = None
    last: date | None = None
    account: str = ""
    payment_reference: str = ""
    corrects: tuple[str, ...] = ()
    attached: tuple[AttachedFile, ...] = ()
