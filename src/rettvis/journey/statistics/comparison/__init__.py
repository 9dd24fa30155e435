"""The comparison report: tables and charts made from a publication alone."""

from rettvis.journey.statistics.comparison.build import Compared, compare
from rettvis.journey.statistics.comparison.practice import Practice
from rettvis.journey.statistics.comparison.report import (
    ChartLine,
    Remark,
    Report,
    ReportChart,
    ReportSection,
    ReportTable,
    TableEntry,
    TableNote,
)
from rettvis.journey.statistics.comparison.vignettes import ServiceGranted, VignetteDecision

__all__ = [
    "ChartLine",
    "Compared",
    "Practice",
    "Remark",
    "Report",
    "ReportChart",
    "ReportSection",
    "ReportTable",
    "ServiceGranted",
    "TableEntry",
    "TableNote",
    "VignetteDecision",
    "compare",
]
