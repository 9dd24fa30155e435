"""Observations as ``observations.csv``: what ``verify``, ``compare`` and their like read again."""

import csv
from collections.abc import Iterable
from fractions import Fraction
from io import StringIO

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
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in observations:
        writer.writerow([_harmless(text) for text in _row(one)])
    return table.getvalue()


def observations_file(observations: Iterable[Observation]) -> bytes:
    """The same as the bytes of a file, in UTF-8."""
    return observations_csv(observations).encode()


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
    """Exact to four decimals, otherwise rounded; never with three, which could be read as thousands."""
    whole, rest = divmod(abs(round(value * 10**4)), 10**4)
    text = f"{whole}.{rest:04d}".rstrip("0").rstrip(".")
    text += "0" if len(text.partition(".")[2]) == 3 else ""
    return f"-{text}" if value < 0 else text


def _harmless(text: str) -> str:
    plain_number = text.removeprefix("-").replace(".", "").isdigit()
    return f"'{text}" if text.startswith(STEERING) and not plain_number else text
