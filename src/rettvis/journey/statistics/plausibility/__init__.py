"""Whether published figures can be true together, where there is nothing to recompute."""

from rettvis.journey.statistics.plausibility.doubt import Doubt
from rettvis.journey.statistics.plausibility.intervals import IntervalRow, IntervalTable, doubt_intervals
from rettvis.journey.statistics.plausibility.ranges import HoursRange, doubt_ranges, over_a_week
from rettvis.journey.statistics.plausibility.summaries import ServiceSummary, Spread, doubt_summary
from rettvis.journey.statistics.plausibility.totals import doubt_totals

__all__ = [
    "Doubt",
    "HoursRange",
    "IntervalRow",
    "IntervalTable",
    "ServiceSummary",
    "Spread",
    "doubt_intervals",
    "doubt_ranges",
    "doubt_summary",
    "doubt_totals",
    "over_a_week",
]
