"""A deviation: what does not fit in the lines, told with its figures, and settled by a person."""

from dataclasses import dataclass

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_


class Severity(Choice):
    """How grave a deviation is. None of them stops the pay for work that was done."""

    ERROR = "error", N_("Error")
    WARNING = "warning", N_("Warning")
    NOTE = "note", N_("For information")


class DeviationCode(Choice):
    """What kind of deviation it is; the order is the order in which they are told."""

    DUPLICATE_LINE = "duplicate_line", N_("The same line twice")
    ASSISTANT_OVERLAP = "assistant_overlap", N_("An assistant in two places at once")
    OVER_24_HOURS = "over_24_hours", N_("More hours than the day has")
    NO_DECISION = "no_decision", N_("No decision for the person")
    OUTSIDE_DECISION = "outside_decision", N_("Outside the dates of the decision")
    AFTER_DEATH = "after_death", N_("After the person’s death")
    IN_INSTITUTION = "in_institution", N_("During a stay in an institution")
    JOURNEY_NOT_GRANTED = "journey_not_granted", N_("On a journey where the hours are not granted")
    SEVERAL_ASSISTANTS = "several_assistants", N_("Several assistants where the decision has one")
    NIGHT_NOT_GRANTED = "night_not_granted", N_("Night where none was granted")
    OVER_DAY = "over_day", N_("More than granted for the day")
    OVER_WEEK = "over_week", N_("More than granted for the week")
    OVER_MONTH = "over_month", N_("More than granted for the month")
    OVER_YEAR = "over_year", N_("More than the hour bank holds for the year")
    MINUTES_DIFFER = "minutes_differ", N_("Minutes that do not follow from the clock")
    NO_PRICE = "no_price", N_("No agreed price on the day")
    PRICE_DIFFERS = "price_differs", N_("Another price than agreed")
    INVOICE_HOURS = "invoice_hours", N_("More hours invoiced than worked")
    INVOICE_FEWER = "invoice_fewer", N_("Fewer hours invoiced than worked")
    INVOICE_PRICE = "invoice_price", N_("Invoiced at another price than agreed")
    INVOICE_AMOUNT = "invoice_amount", N_("An amount that does not follow from hours and price")
    INVOICE_TWICE = "invoice_twice", N_("Invoiced twice")
    LONG_DAY = "long_day", N_("Too long a working day")
    LONG_WEEK = "long_week", N_("Too long a working week")
    DAILY_REST = "daily_rest", N_("Too little rest between working days")
    WEEKLY_REST = "weekly_rest", N_("Too little rest in the week")
    OVERTIME_4_WEEKS = "overtime_4_weeks", N_("Too much overtime in four weeks")
    OVERTIME_52_WEEKS = "overtime_52_weeks", N_("Too much overtime in 52 weeks")
    ORDINARY_DAY = "ordinary_day", N_("More than an ordinary working day")
    ORDINARY_WEEK = "ordinary_week", N_("More than an ordinary working week")


CODES = tuple(DeviationCode)
NO_LINE = -1
"""Stands where a deviation is about no single line."""


@dataclass(frozen=True, order=True, slots=True)
class ShiftDeviation:
    """One thing that does not fit, in whole numbers.

    ``line`` and ``other`` are places in the sequence of lines (from 0), ``invoiced`` one in that of invoice
    lines, :data:`NO_LINE` where there is none. ``first`` and ``last`` are days since 1970-01-01.
    ``found`` and ``allowed`` are minutes, or øre for a price or an amount.
    """

    code: DeviationCode
    person: str = ""
    assistant: str = ""
    line: int = NO_LINE
    other: int = NO_LINE
    invoiced: int = NO_LINE
    first: int = 0
    last: int = 0
    found: int = 0
    allowed: int = 0


class Resolution(Choice):
    """How a person settles a deviation."""

    ACCEPTED = "accepted", N_("Accepted as it stands")
    AGREED_BEFORE = "agreed_before", N_("Agreed with the municipality beforehand")
    LINE_CORRECTED = "line_corrected", N_("The line is corrected by the provider")
    LINE_WITHDRAWN = "line_withdrawn", N_("The line is withdrawn by the provider")
    INVOICE_CREDITED = "invoice_credited", N_("The invoice is credited")
    DECISION_CHANGED = "decision_changed", N_("The decision is changed or was registered wrongly")
    EMPLOYER_TOLD = "employer_told", N_("The employer is told and answers for it")
    FOLLOWED_UP = "followed_up", N_("Followed up with the provider under the agreement")


_C, _R = DeviationCode, Resolution
_LINES = (_R.LINE_CORRECTED, _R.LINE_WITHDRAWN, _R.FOLLOWED_UP)
_GRANTED = (_R.AGREED_BEFORE, _R.DECISION_CHANGED, *_LINES)
_PAID = (_R.INVOICE_CREDITED, _R.ACCEPTED, _R.FOLLOWED_UP)
_WORKING_TIME = (_R.EMPLOYER_TOLD, _R.ACCEPTED, _R.FOLLOWED_UP)

_WARNINGS = frozenset(
    {_C.IN_INSTITUTION, _C.JOURNEY_NOT_GRANTED, _C.SEVERAL_ASSISTANTS, _C.NIGHT_NOT_GRANTED}
    | {_C.MINUTES_DIFFER, _C.NO_PRICE}
    | set(CODES[CODES.index(_C.LONG_DAY) : CODES.index(_C.ORDINARY_DAY)])
)
_NOTES = frozenset({_C.INVOICE_FEWER, _C.ORDINARY_DAY, _C.ORDINARY_WEEK})


def severity_of(code: DeviationCode) -> Severity:
    """How grave a kind of deviation is."""
    if code in _NOTES:
        return Severity.NOTE
    return Severity.WARNING if code in _WARNINGS else Severity.ERROR


def resolutions_of(code: DeviationCode) -> tuple[Resolution, ...]:
    """The ways in which a person may settle a kind of deviation."""
    place = CODES.index(code)
    if place >= CODES.index(_C.LONG_DAY):
        return _WORKING_TIME
    if place >= CODES.index(_C.NO_PRICE):
        return _PAID
    return (_R.ACCEPTED, *_GRANTED) if place >= CODES.index(_C.NO_DECISION) else (_R.ACCEPTED, *_LINES)
