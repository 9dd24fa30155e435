"""Timesheets as files: the profile ``bpa-timeliste-1`` and other layouts, and what they are judged by."""

from rettvis.edges.timesheets.files import ReadFile, Received, read_timesheets
from rettvis.edges.timesheets.layout import PROFILE, Layout, Preview, read_layout
from rettvis.edges.timesheets.measures import read_decisions, read_invoiced, read_prices

__all__ = [
    "PROFILE",
    "Layout",
    "Preview",
    "ReadFile",
    "Received",
    "read_decisions",
    "read_invoiced",
    "read_layout",
    "read_prices",
    "read_timesheets",
]
