"""What ``rettvis budget`` tells as tables; the document is :mod:`rettvis.edges.budget_document`."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from rettvis.cli.output import Output
from rettvis.edges.budget_words import (
    assumed_rows,
    chance_text,
    factor_name,
    notes,
    percent_text,
    with_comma,
    within_budget,
)
from rettvis.edges.given.amounts import decimal
from rettvis.journey.simulation import Budget, CostOfYear, StepCost
from rettvis.rulekit.units import MINUTES_PER_HOUR, round_half_up
from rettvis.rulekit.wording import Sentence, number_text, sentence


def as_text(found: Budget, output: Output) -> Iterator[Any]:
    """The answer as sentences and tables."""
    whole = sentence("A whole year, in kroner")
    part = sentence("The first year, from {first:date}, in kroner", first=found.version.period.first)
    yield _table(found, output, whole, [(step, step.full_year) for step in found.steps])
    if found.steps[0].first_year.share_of_year != 1:
        yield _table(found, output, part, [(step, step.first_year) for step in found.steps])
    yield from within_budget(found)
    yield from _matters(found, output)
    yield output.table(
        (sentence("Assumption"), sentence("Value")),
        assumed_rows(found, output.language),
        sentence("Assumptions"),
    )
    yield from notes(found)


def _table(found: Budget, output: Output, title: Sentence, rows: "list[tuple[StepCost, CostOfYear]]") -> Any:
    """One table: a row for each step."""
    uncertain = any(cost.method != "certain" for _, cost in rows)
    whole = rows[0][1].share_of_year == 1
    own = whole and found.basis == "persons" and any(step.step.annual_cost is not None for step, _ in rows)
    limited = found.assumptions.budget is not None
    columns = [sentence("Step"), sentence("Extra hours a week")]
    columns += [sentence("Printed")] if own else []
    columns += [sentence("All hours used"), sentence("Expected")]
    if uncertain:
        columns += [
            sentence("{level} %", level=percent_text(level, output.language))
            for level in found.assumptions.levels
        ]
    columns += [sentence("Over budget")] if limited else []
    cells = []
    for step, cost in rows:
        row: list[Any] = [step.step.number, _hours(step.step.minutes_per_week, output.language)]
        row += [_whole(step.step.annual_cost, output)] if own else []
        row += [_whole(cost.full_take_up, output), _whole(cost.expected, output)]
        row += [_whole(value, output) for _, value in cost.quantiles] if uncertain else []
        row += [chance_text(cost.chance_over, output.language)] if cost.chance_over is not None else []
        cells.append(row)
    return output.table(columns, cells, title)


def _whole(ore: int | None, output: Output) -> str:
    """Whole kroner, a half rounded up."""
    return "–" if ore is None else number_text(round_half_up(Fraction(ore, 100)), output.language)


def _hours(minutes: int, language: str) -> str:
    return with_comma(decimal(Fraction(minutes, MINUTES_PER_HOUR)), language)


def _matters(found: Budget, output: Output) -> Iterator[Any]:
    """Which assumption matters most, for the step that is recommended, else the highest."""
    chosen = next(
        (one for one in found.steps if one.step.number == found.version.recommended_step), found.steps[-1]
    )
    shares = chosen.full_year.variance_shares
    if not shares:
        return
    rows = [(factor_name(one), chance_text(one.share, output.language)) for one in shares]
    title = sentence("What matters most, step {step}", step=chosen.step.number)
    yield output.table((sentence("Assumption"), sentence("Share of the uncertainty")), rows, title)
