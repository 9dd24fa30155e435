"""The rows of invoices: the file as received, what was read, what deviates, and the way to payment.

No row is ever changed, but for what an invoice was last held against (:class:`Rematch` keeps each change)
and an attestation that becomes a rejection (:class:`TakenBack`).
That no line is paid twice, and that two persons stand behind each payment, is held by the database itself
(:class:`PaidLine`, :class:`PaymentApproval`).
"""

from rettvis.web.invoices.models.invoice import (
    LONGEST_NUMBER,
    Deviation,
    GoneDeviation,
    InvoiceAttachment,
    InvoiceLineRow,
    ReadInvoice,
    RegisterState,
    Rematch,
    Settlement,
)
from rettvis.web.invoices.models.payment import (
    LONGEST_KEY,
    Attestation,
    ExportedLine,
    LedgerExport,
    PaidLine,
    PaymentApproval,
    TakenBack,
)
from rettvis.web.invoices.models.questions import ProviderAnswer, ProviderQuestion, QuestionedDeviation
from rettvis.web.invoices.models.received import FaultDealtWith, FolderFile, ReceivedFile, UnreadFile
from rettvis.web.invoices.models.remedies import Breach, BreachEnd, BreachInvoice, RemedyTaken

__all__ = [
    "LONGEST_KEY",
    "LONGEST_NUMBER",
    "Attestation",
    "Breach",
    "BreachEnd",
    "BreachInvoice",
    "Deviation",
    "ExportedLine",
    "FaultDealtWith",
    "FolderFile",
    "GoneDeviation",
    "InvoiceAttachment",
    "InvoiceLineRow",
    "LedgerExport",
    "PaidLine",
    "PaymentApproval",
    "ProviderAnswer",
    "ProviderQuestion",
    "QuestionedDeviation",
    "ReadInvoice",
    "ReceivedFile",
    "RegisterState",
    "Rematch",
    "RemedyTaken",
    "Settlement",
    "TakenBack",
    "UnreadFile",
]
