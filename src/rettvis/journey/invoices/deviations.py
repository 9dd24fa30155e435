"""What does not fit when an invoice is held against agreement, timesheet and decision."""

from dataclasses import dataclass

from rettvis.journey.application.choice import Choice
from rettvis.journey.invoices.checks import RemarkWeight
from rettvis.rulekit.wording import N_, Sentence


class InvoiceDeviationCode(Choice):
    """What kind of deviation it is, in the order in which they are told."""

    UNKNOWN_PROVIDER = "unknown_provider", N_("A seller that is no provider of the municipality")
    OTHER_BUYER = "other_buyer", N_("Made out to somebody else")
    PROVIDER_EXCLUDED = "provider_excluded", N_("The provider is excluded")
    CURRENCY = "other_currency", N_("Another currency than NOK")
    NUMBER_USED = "number_used", N_("The invoice number was used before")
    CORRECTS_UNKNOWN = "corrects_unknown", N_("Corrects an invoice that is not received")
    TOTAL_DIFFERS = "total_differs", N_("The lines do not add up to the total")
    INCOMPLETE = "incomplete_line", N_("Something is missing on the line")
    NOT_IN_HOURS = "not_in_hours", N_("A line that is not in hours")
    NO_AGREEMENT = "no_agreement", N_("No valid agreement on the day")
    OUTSIDE_SCOPE = "outside_scope", N_("Outside what the agreement covers")
    UNKNOWN_PRICE_LINE = "unknown_price_line", N_("A price line that is not in the agreement")
    NO_PRICE = "no_price", N_("No agreed price on the day")
    PRICE_CHANGES = "price_changes", N_("The agreed price changes within the line")
    PRICE_DIFFERS = "price_differs", N_("Another price than agreed")
    AMOUNT_DIFFERS = "amount_differs", N_("An amount that does not follow from hours and price")
    NO_DECISION = "no_decision", N_("No decision for the line")
    OUTSIDE_DECISION = "outside_decision", N_("Outside the dates of the decision")
    INVOICED_TWICE = "invoiced_twice", N_("Invoiced before")
    NOT_APPROVED = "not_approved", N_("No approved timesheet")
    MORE_THAN_WORKED = "more_than_worked", N_("More hours than the approved timesheets")
    FEWER_THAN_WORKED = "fewer_than_worked", N_("Fewer hours than the approved timesheets")
    MORE_THAN_GRANTED = "more_than_granted", N_("More hours than granted")
    FEWER_THAN_GRANTED = "fewer_than_granted", N_("Fewer hours than granted")
    OTHER_PROVIDER = "other_provider", N_("Another provider gives the hours")
    OVER_BANK = "over_bank", N_("More hours than the hour bank holds for the year")
    CREDITED_TOO_MUCH = "credited_too_much", N_("More credited than invoiced")
    REFUND_SHORT = "refund_short", N_("A refund that is too small")


class InvoiceResolution(Choice):
    """Why a deviation is settled."""

    ACCEPTED = "accepted", N_("Accepted as it stands")
    AGREED_BEFORE = "agreed_before", N_("Agreed with the municipality beforehand")
    TIMESHEET_CORRECTED = "timesheet_corrected", N_("The timesheet is corrected and approved")
    DECISION_CHANGED = "decision_changed", N_("The decision is changed or was registered wrongly")
    PRICE_REGULATED = "price_regulated", N_("The price is regulated, and the agreement brought up to date")
    CREDITED = "credited", N_("The provider has sent a credit note")
    REJECTED = "rejected", N_("The invoice is not paid: the provider sends a new one")


@dataclass(frozen=True)
class InvoiceDeviation:
    """One thing that does not fit: how grave, in words, on which line, and the øre that it is about.

    ``place`` is the line's place in the invoice from 0; None where it is about the whole.
    """

    code: InvoiceDeviationCode
    severity: RemarkWeight
    message: Sentence
    amount: int = 0
    place: int | None = None


_C = InvoiceDeviationCode
_WARNINGS = frozenset(
    {_C.FEWER_THAN_WORKED, _C.FEWER_THAN_GRANTED, _C.CORRECTS_UNKNOWN, _C.NUMBER_USED, _C.OVER_BANK}
)


def deviation_weight(code: InvoiceDeviationCode) -> RemarkWeight:
    """What must be settled before payment, and what is only to be looked at."""
    return RemarkWeight.WARNING if code in _WARNINGS else RemarkWeight.FATAL


def deviation(code: InvoiceDeviationCode, message: Sentence, amount: int) -> InvoiceDeviation:
    """A deviation with the severity of its code."""
    return InvoiceDeviation(code, deviation_weight(code), message, amount)
