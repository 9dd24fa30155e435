"""A budget as a report on paper: the same words, tables and assumptions as on the page."""

from collections.abc import Iterator
from fractions import Fraction

from rettvis.edges.budget_words import (
    assumed_rows,
    chance_text,
    factor_name,
    notes,
    percent_text,
    within_budget,
)
from rettvis.edges.report_parts import in_short, kroner_entry
from rettvis.journey.simulation import Budget, CostOfYear, StepCost
from rettvis.journey.statistics.comparison import (
    ChartLine,
    Remark,
    Report,
    ReportChart,
    ReportSection,
    ReportTable,
    TableEntry,
)
from rettvis.journey.statistics.comparison.report import ReportText
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.rulekit.wording import Sentence, sentence

MILLION = 100_000_000
"""Øre in a million kroner."""


def budget_report(
    found: Budget, title: str, municipality: str, version: str, language: str, *, synthetic: bool = False
) -> Report:
    """The report; ``language`` is the one that numbers within sentences are written in."""
    source = sentence(
        "{municipality}: {scheme}. Computed with Rettvis {version}",
        municipality=municipality,
        scheme=found.version.source,
        version=version,
    )
    words: list[ReportText] = [*in_words(found, language), *within_budget(found)]
    costs: list[ReportTable | ReportChart] = [
        _chart(found),
        _table(found, sentence("A whole year, in kroner"), True, language),
    ]
    if found.steps[0].first_year.share_of_year != 1:
        first = sentence("The first year, from {first:date}, in kroner", first=found.version.period.first)
        costs.append(_table(found, first, False, language))
    sections = [
        in_short(words, synthetic=synthetic),
        ReportSection(sentence("The cost of each step"), tuple(costs)),
    ]
    matters = _matters(found, language)
    if matters is not None:
        sections.append(ReportSection(sentence("What matters most"), (matters,)))
    sections.append(
        ReportSection(
            sentence("What this rests on"),
            (_assumed(found, language), *(Remark(one) for one in notes(found))),
        )
    )
    return Report(title, source, tuple(sections))


def told_step(found: Budget) -> StepCost:
    """The step that is told first: the one that is recommended, else the highest."""
    number = found.version.recommended_step
    return next((one for one in found.steps if one.step.number == number), found.steps[-1])


def in_words(found: Budget, language: str) -> Iterator[Sentence]:
    """The answer for the step that is told first."""
    chosen = told_step(found)
    cost = chosen.full_year
    yield sentence(
        "Step {step} is expected to cost {cost} million kroner in a whole year.",
        step=chosen.step.number,
        cost=decimal_text(Fraction(cost.expected, MILLION), 1),
    )
    low, high = (pick(value for _, value in cost.quantiles) for pick in (min, max))
    levels = found.assumptions.levels
    if low != high:
        yield sentence(
            "With a probability of {chance} % it lies between {low} and {high} million kroner.",
            chance=percent_text(max(levels) - min(levels), language),
            low=decimal_text(Fraction(low, MILLION), 1),
            high=decimal_text(Fraction(high, MILLION), 1),
        )
    if cost.chance_over is not None:
        yield sentence(
            "The chance that a whole year costs more than {budget:kroner} is {chance}.",
            budget=found.assumptions.budget,
            chance=chance_text(cost.chance_over, language),
        )


def _chart(found: Budget) -> ReportChart:
    lines = tuple(
        ChartLine(
            sentence("Step {step}", step=one.step.number),
            tuple(
                Fraction(value, 100_000)
                for value in (
                    one.full_year.quantiles[0][1],
                    one.full_year.expected,
                    one.full_year.quantiles[-1][1],
                )
            ),
        )
        for one in found.steps
    )
    return ReportChart(
        "dots",
        sentence("Cost of a whole year, in thousand kroner: lowest level, expected and highest level"),
        sentence("For each step the interval of the cost and the expected cost. The table has the same."),
        (),
        lines,
    )


def _table(found: Budget, caption: Sentence, whole: bool, language: str) -> ReportTable:
    costs: list[tuple[StepCost, CostOfYear]] = [
        (one, one.full_year if whole else one.first_year) for one in found.steps
    ]
    uncertain = any(cost.method != "certain" for _, cost in costs)
    levels = found.assumptions.levels if uncertain else ()
    columns: list[ReportText] = [sentence("Step"), sentence("All hours used"), sentence("Expected")]
    columns += [f"{percent_text(level, language)} %" for level in levels]
    limited = found.assumptions.budget is not None
    columns += [sentence("Over budget")] if limited else []
    rows = []
    for step, cost in costs:
        row = [
            TableEntry(str(step.step.number)),
            kroner_entry(cost.full_take_up),
            kroner_entry(cost.expected),
        ]
        row += [kroner_entry(value) for _, value in cost.quantiles] if uncertain else []
        row += [TableEntry(chance_text(cost.chance_over or 0, language))] if limited else []
        rows.append(tuple(row))
    return ReportTable("costs", caption, tuple(columns), tuple(rows))


def _matters(found: Budget, language: str) -> ReportTable | None:
    chosen = told_step(found)
    shares = chosen.full_year.variance_shares
    if not shares:
        return None
    rows = tuple(
        (TableEntry(factor_name(one)), TableEntry(chance_text(one.share, language))) for one in shares
    )
    caption = sentence("What matters most, step {step}", step=chosen.step.number)
    columns = (sentence("Assumption"), sentence("Share of the uncertainty"))
    return ReportTable("matters", caption, columns, rows)


def _assumed(found: Budget, language: str) -> ReportTable:
    rows = tuple((TableEntry(name), TableEntry(value)) for name, value in assumed_rows(found, language))
    columns = (sentence("Assumption"), sentence("Value"))
    return ReportTable("assumptions", sentence("Assumptions"), columns, rows, figures=False)
