"""Observations as ``observations.csv``, in the columns that are read again."""

import csv
import io
from collections.abc import Iterable
from fractions import Fraction

from rettvis.journey.statistics.observation import Observation

COLUMNS = (
    "place_number",
    "place",
    "year",
    "measure",
    "group",
    "unit",
    "value",
    "source",
    "source_date",
    "note",
    "replaces",
    "series_break",
)
STEERING = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula when it stands first."""


def observations_csv(observations: Iterable[Observation]) -> str:
    """The table as text; a missing figure is an empty cell, and no text can be taken for a formula."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in observations:
        writer.writerow([_harmless(text) for text in _row(one)])
    return table.getvalue()


def _row(one: Observation) -> list[str]:
    return [
        one.number,
        one.place_name,
        str(one.cell.year),
        one.cell.measure,
        one.cell.group,
        one.unit,
        "" if one.value is None else _number(one.value),
        one.source,
        one.dated.isoformat() if one.dated else "",
        one.note,
        one.replaces,
        "yes" if one.series_break else "",
    ]


def _number(value: Fraction) -> str:
    """The number with a point; what was read has at most nine decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    text = f"{float(value):.9f}".rstrip("0")
    return text + "0" if len(text.partition(".")[2]) == 3 else text


def _harmless(text: str) -> str:
    plain_number = text.removeprefix("-").replace(".", "").isdigit()
    return f"'{text}" if text.startswith(STEERING) and not plain_number else text
