"""Invoices: what a provider asks to be paid for, held against what was agreed, granted and worked."""

from rettvis.journey.invoices.checks import InvoiceRemark, RemarkWeight, check_invoice, reckoned_amount
from rettvis.journey.invoices.deviations import (
    InvoiceDeviation,
    InvoiceDeviationCode,
    InvoiceResolution,
    deviation_weight,
)
from rettvis.journey.invoices.invoice import AttachedFile, Invoice, InvoiceKind, InvoiceLine, InvoiceParty
from rettvis.journey.invoices.matching import InvoiceMatch, claim_of, match_invoice
from rettvis.journey.invoices.refunds import RefundDue, refunds_due
from rettvis.journey.invoices.remedies import (
    REMEDY_STEPS,
    BreachOutcome,
    NewRemedy,
    Remedy,
    RemedyStep,
    next_step,
    passed_over,
    remedy_faults,
    step_of,
)
from rettvis.journey.invoices.sides import MatchedLine, references_in
from rettvis.journey.invoices.terms import (
    BillingModel,
    Claimed,
    Contractor,
    GrantedHours,
    HeldAgainst,
    Terms,
    WorkedHours,
)

__all__ = [
    "REMEDY_STEPS",
    "AttachedFile",
    "BillingModel",
    "BreachOutcome",
    "Claimed",
    "Contractor",
    "GrantedHours",
    "HeldAgainst",
    "Invoice",
    "InvoiceDeviation",
    "InvoiceDeviationCode",
    "InvoiceKind",
    "InvoiceLine",
    "InvoiceMatch",
    "InvoiceParty",
    "InvoiceRemark",
    "InvoiceResolution",
    "MatchedLine",
    "NewRemedy",
    "RefundDue",
    "RemarkWeight",
    "Remedy",
    "RemedyStep",
    "Terms",
    "WorkedHours",
    "check_invoice",
    "claim_of",
    "deviation_weight",
    "match_invoice",
    "next_step",
    "passed_over",
    "reckoned_amount",
    "references_in",
    "refunds_due",
    "remedy_faults",
    "step_of",
]
