"""The answer of ``rettvis calculate``: one case measured, as a document and as readable text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from rettvis.cli.needs import Needs
from rettvis.cli.needs_facts import shares_housework
from rettvis.cli.output import Output
from rettvis.journey.application import KindOfService
from rettvis.journey.application.checks import total_that_differs
from rettvis.journey.assessment.clock_checks import check_24_hours
from rettvis.journey.calculation import (
    ROUNDING,
    Calculation,
    Ground,
    NormComparison,
    RightFigures,
    Row,
    calculate,
    check_choices,
    compare_with_norms,
    right_figures,
)
from rettvis.rulekit.facts import LASTING
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.units import MINUTES_PER_HOUR
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class Measured:
    """One case: its calculation, what a person still has to answer, and what is wrong with what was given."""

    needs: Needs
    calculation: Calculation
    figures: RightFigures
    norms: tuple[NormComparison, ...]
    questions: tuple[Fault, ...]
    findings: tuple[Fault, ...]


def measure(needs: Needs) -> Measured:
    """Measure one case that could be read."""
    clock = needs.assessment.clock
    calculation = calculate(clock, needs.choices)
    findings = (
        *check_24_hours(clock),
        *total_that_differs(needs.application),
        *check_choices(needs.choices, clock),
    )
    return Measured(
        needs=needs,
        calculation=calculation,
        figures=right_figures(calculation, needs.assessment),
        norms=compare_with_norms(calculation, needs.choices.norms),
        questions=tuple(_questions(needs)),
        findings=findings,
    )


def _questions(needs: Needs) -> Iterator[Fault]:
    """What only a person can say, and what has been given no answer; nothing is taken out meanwhile."""
    if shares_housework(needs.facts):
        for row in needs.assessment.clock.rows:
            if row.shared is None and row.kind is KindOfService.PRACTICAL_ASSISTANCE:
                question = sentence(
                    "{label}: is this shared with the rest of the household?", label=row.label
                )
                yield Fault(f"needs.{row.key}.shared", question)
    grounds = {deduction.ground for deduction in needs.choices.deductions}
    if needs.group == "child" and Ground.ORDINARY_CARE not in grounds:
        question = sentence("How much of this is ordinary care for a child of this age?")
        yield Fault("taken_out", question)


def as_data(measured: Measured) -> Mapping[str, Any]:
    """The answer as a document; the keys are stable."""
    calculation = measured.calculation
    return {
        "case": measured.needs.case or None,
        "rows": [_row_data(measured, row) for row in calculation.rows],
        "minutes_per_week": {str(kind): amount.known for kind, amount in calculation.by_kind.items()},
        "at_least": {str(kind): amount.at_least for kind, amount in calculation.by_kind.items()},
        "total": _total_data(calculation),
        "facts": {name: _lasting(value) for name, value in measured.figures.facts().items()},
        "norms": [_norm_data(comparison) for comparison in measured.norms],
        "missing": list(calculation.missing),
        "missing_for_right": list(measured.figures.missing),
        "questions": list(measured.questions),
        "faults": list(measured.findings),
    }


def _row_data(measured: Measured, row: Row) -> Mapping[str, Any]:
    activities = {need.key: need.activity for need in measured.needs.assessment.clock.rows}
    return {
        "key": row.key,
        "activity": activities.get(row.activity or ""),
        "label": row.label,
        "kind": row.kind,
        "taken_out": row.takes_out,
        "minutes_per_week": row.minutes,
        "exact_minutes_per_week": None if row.exact is None else str(row.exact),
        "formula": row.formula,
        "source": row.source,
        "reason": row.reason,
    }


def _total_data(calculation: Calculation) -> Mapping[str, Any]:
    known = calculation.total.complete
    week = calculation.total.at_least
    return {
        "minutes_per_week": calculation.total.known,
        "at_least_minutes_per_week": week,
        "hours_per_week": _hours(Fraction(week)) if known else None,
        "hours_per_month": _hours(calculation.per_month) if known else None,
        "hours_per_year": _hours(calculation.per_year) if known else None,
        "weeks_per_year": calculation.weeks.weeks,
        "rounding": ROUNDING,
        "complete": calculation.complete,
        "text": calculation.words(),
    }


def _norm_data(comparison: NormComparison) -> Mapping[str, Any]:
    norm = comparison.use.norm
    return {
        "label": norm.label,
        "low_minutes_per_week": norm.low,
        "high_minutes_per_week": norm.high,
        "source": norm.source,
        "measured_minutes_per_week": None if comparison.measured is None else str(comparison.measured),
        "outside": comparison.outside,
        "reason": comparison.use.reason,
    }


def _hours(minutes: Fraction) -> Decimal:
    """Hours with two decimals, a half up; the minutes beside them are exact."""
    hours = minutes / MINUTES_PER_HOUR
    exact = Decimal(hours.numerator) / Decimal(hours.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _lasting(value: Any) -> Any:
    return "lasting" if value == LASTING else value


def as_text(measured: Measured, output: Output) -> Iterator[Any]:
    """The rows as a table, the sums, and what is missing, asked or wrong."""
    calculation = measured.calculation
    if measured.needs.case:
        yield sentence("Case {name}", name=measured.needs.case)
    columns = (sentence("Need"), sentence("How it comes about"), sentence("Minutes a week"), sentence("Kind"))
    yield output.table(columns, (_cells(row) for row in calculation.rows))
    sums = [
        (kind.label, amount.words())
        for kind, amount in calculation.by_kind.items()
        if amount.at_least or any(row.kind is kind for row in calculation.rows)
    ]
    if sums:
        yield output.table((sentence("Kind"), sentence("Sum")), sums)
    yield calculation.words()
    yield from (comparison.words() for comparison in measured.norms)
    for heading, faults in (
        (sentence("Missing:"), calculation.missing),
        (sentence("Missing to know what falls at night or needs several:"), measured.figures.missing),
        (sentence("For a person to answer:"), measured.questions),
        (sentence("This must be put right:"), measured.findings),
    ):
        if faults:
            yield heading
            yield from (_line(fault) for fault in faults)


def _cells(row: Row) -> tuple[Any, ...]:
    minutes = sentence("not known") if row.minutes is None else row.minutes
    kind = sentence("not chosen") if row.kind is None else row.kind.label
    return row.label, _with_reason(row), minutes, kind


def _with_reason(row: Row) -> Sentence:
    if not row.reason:
        return row.formula
    return sentence("{formula}. {reason}", formula=row.formula, reason=row.reason)


def _line(fault: Fault) -> Sentence:
    return sentence("– {message}", message=fault.message)
