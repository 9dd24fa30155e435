"""A calculation as a page shows it: the sums in all conventions, every row, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from rettvis.journey.application import KindOfService
from rettvis.journey.assessment import Assessment
from rettvis.journey.calculation import (
    Calculation,
    Choices,
    NormComparison,
    Row,
    calculate,
    compare_with_norms,
)
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence


@dataclass(frozen=True)
class KindSum:
    """One kind of service: minutes a week, a month and a year, and whether that is all of it."""

    kind: KindOfService
    words: Sentence
    week: int
    month: int
    year: int
    complete: bool


@dataclass(frozen=True)
class Explained:
    """A calculation with everything that a page says of it."""

    calculation: Calculation
    kinds: tuple[KindSum, ...]
    rows: Mapping[str, tuple[Row, ...]]
    """The rows by the words of their kind, in the order of the kinds; last those without a kind."""
    norms: tuple[NormComparison, ...]
    taken_out: bool
    """Whether something is taken out for a child's ordinary care or school hours."""
    missing: tuple[Fault, ...]


def explanation(assessment: Assessment, choices: Choices) -> Explained:
    """``choices`` measured on the assessed day clock."""
    measured = calculate(assessment.clock, choices)
    used = [kind for kind in KindOfService if any(row.kind is kind for row in measured.rows)]
    return Explained(
        measured,
        tuple(_sum(measured, kind) for kind in used),
        {
            "" if kind is None else str(kind): tuple(row for row in measured.rows if row.kind is kind)
            for kind in (*used, None)
            if any(row.kind is kind for row in measured.rows)
        },
        compare_with_norms(measured, choices.norms),
        bool(choices.deductions),
        measured.missing,
    )


def _sum(measured: Calculation, kind: KindOfService) -> KindSum:
    amount, weeks = measured.by_kind[kind], measured.weeks
    minutes = amount.at_least
    return KindSum(
        kind,
        amount.words(),
        minutes,
        ceil(weeks.per_month(minutes)),
        ceil(weeks.per_year(minutes)),
        amount.complete,
    )
