"""Delivery: shifts as they were worked, and what does not fit in them: told, never cut."""

from rettvis.journey.delivery.checks import check_shifts
from rettvis.journey.delivery.deviation import (
    CODES,
    DeviationCode,
    Resolution,
    Severity,
    ShiftDeviation,
    resolutions_of,
    severity_of,
)
from rettvis.journey.delivery.frame import (
    Absence,
    AgreedPrice,
    Away,
    Frame,
    Grounds,
    InvoicedLine,
    JourneyFrame,
    Unit,
)
from rettvis.journey.delivery.rules import CheckRules, check_rules
from rettvis.journey.delivery.shift import Shift, ShiftKind

__all__ = [
    "CODES",
    "Absence",
    "AgreedPrice",
    "Away",
    "CheckRules",
    "DeviationCode",
    "Frame",
    "Grounds",
    "InvoicedLine",
    "JourneyFrame",
    "Resolution",
    "Severity",
    "Shift",
    "ShiftDeviation",
    "ShiftKind",
    "Unit",
    "check_rules",
    "check_shifts",
    "resolutions_of",
    "severity_of",
]
