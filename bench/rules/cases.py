"""Synthetic cases with every fact known: the same columns for every engine, each in its own natural form."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from rettvis.lawbook.bpa_right.facts import FACTS
from rettvis.rulekit.expression import Kind, Value

EPOCH = date(1970, 1, 1)
SPANS = {
    "birth_date": (date(1935, 1, 1), date(2005, 1, 1)),
    "applied_on": (date(2024, 1, 1), date(2025, 6, 1)),
    "decided_on": (date(2025, 6, 1), date(2026, 6, 1)),
    "need_from": (date(2024, 6, 1), date(2025, 6, 1)),
    "need_until": (date(2025, 6, 1), date(2030, 6, 1)),
    "child.birth_date": (date(2004, 1, 1), date(2020, 1, 1)),
}
ENDLESS = 0.4
"""The share of needs without a foreseeable end."""


@dataclass(frozen=True)
class Cases:
    """The cases as NumPy arrays (days are ``datetime64[D]``, texts are codes), and as a Polars frame."""

    arrays: dict[str, Any]
    frame: pl.DataFrame

    def __len__(self) -> int:
        return len(self.frame)


def make_cases(size: int, seed: int = 2026) -> Cases:
    """``size`` cases from a seed."""
    random = np.random.default_rng(seed)
    arrays: dict[str, Any] = {}
    for fact in FACTS:
        if fact.kind is Kind.DATE:
            first, last = ((day - EPOCH).days for day in SPANS[fact.name])
            arrays[fact.name] = random.integers(first, last, size).astype("datetime64[D]")
        elif fact.kind is Kind.BOOLEAN:
            arrays[fact.name] = random.random(size, np.float32) < 0.5
        elif fact.kind is Kind.TEXT:
            arrays[fact.name] = random.integers(0, len(fact.choices), size).astype(np.uint8)
        else:
            arrays[fact.name] = random.integers(0, 900, size, dtype=np.int32)
    arrays["need_until"][random.random(size, np.float32) < ENDLESS] = np.datetime64(date.max)
    return Cases(arrays, as_frame(arrays))


def as_frame(arrays: dict[str, Any]) -> pl.DataFrame:
    """The arrays as a Polars frame."""
    columns = []
    for fact in FACTS:
        values = arrays[fact.name]
        if fact.kind is Kind.DATE:
            columns.append(pl.Series(fact.name, values.astype(np.int32)).cast(pl.Date))
        elif fact.kind is Kind.TEXT:
            columns.append(pl.Series(fact.name, values).cat.to(pl.Enum(fact.choices)))
        else:
            columns.append(pl.Series(fact.name, values))
    return pl.DataFrame(columns)


def one_case(cases: Cases, row: int) -> dict[str, Value]:
    """One row as the plain values of one case."""
    return dict(cases.frame.row(row, named=True))
