"""Invoices: what a provider asks to be paid for, held against what was agreed, granted and worked."""

from rettvis.journey.invoices.checks import InvoiceRemark, RemarkWeight, check_invoice, reckoned_amount
from rettvis.journey.invoices.invoice import AttachedFile, Invoice, InvoiceKind, InvoiceLine, InvoiceParty

__all__ = [
    "AttachedFile",
    "Invoice",
    "InvoiceKind",
    "InvoiceLine",
    "InvoiceParty",
    "InvoiceRemark",
    "RemarkWeight",
    "check_invoice",
    "reckoned_amount",
]
