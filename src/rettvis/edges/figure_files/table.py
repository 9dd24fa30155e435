"""A table of figures and what is said of it, ready to be written in any format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from rettvis.journey.statistics.rounding import rounded

Value = str | int | Fraction | date | bool | None
DECIMALS = 4
"""Decimals of a mean in a file; the whole numbers that it is made of stand beside it."""


class ColumnKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DAY = "day"
    MARK = "mark"


@dataclass(frozen=True)
class FigureColumn:
    """A column: its name in every language of reader, what it is called, and what it holds."""

    name: str
    title: str
    kind: ColumnKind


@dataclass(frozen=True)
class FigureTable:
    """Columns, rows in their order, and pairs of what is said of the figures."""

    title: str
    columns: tuple[FigureColumn, ...]
    rows: Sequence[tuple[Value, ...]]
    said: tuple[tuple[str, str], ...]


def decimal_of(value: Fraction) -> Decimal:
    """A share with four decimals, half up."""
    exact = rounded(value, DECIMALS)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1).scaleb(-DECIMALS))


def harmless(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula (CWE-1236)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
