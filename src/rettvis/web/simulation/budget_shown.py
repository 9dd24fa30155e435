"""A budget as a page shows it: one sentence first, then the tables, the chart and what it all rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from markupsafe import Markup

from rettvis.edges.budget_chart import draw_costs, ends, millions
from rettvis.edges.budget_words import (
    assumed_rows,
    chance_text,
    factor_name,
    notes,
    percent_text,
    within_budget,
)
from rettvis.journey.simulation import Budget, CostOfYear, StepCost
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.rulekit.units import round_half_up
from rettvis.rulekit.wording import NO_BREAK, date_text
from rettvis.web.pages.engine import decimal_hours, language, say


@dataclass(frozen=True)
class CostRow:
    """One step of a table; money is whole kroner."""

    number: int
    hours: str
    printed: int | None
    full_take_up: int
    expected: int
    first_year: int | None
    levels: tuple[int, ...]
    chance_over: str


@dataclass(frozen=True)
class CostTable:
    """A table of every step's cost in a year, or in the first."""

    title: str
    levels: tuple[str, ...]
    printed: bool
    limited: bool
    first_year: str
    rows: tuple[CostRow, ...]

    @property
    def headers(self) -> list[str | tuple[str, str]]:
        """The columns; each of the figures with its look."""
        figures = [_("Hours a week")]
        figures += [_("Printed")] if self.printed else []
        figures += [_("All hours used"), _("Expected")]
        figures += [self.first_year] if self.first_year else []
        figures += self.levels
        figures += [_("Chance of breaking the budget")] if self.limited else []
        return [_("Step"), *((name, "number") for name in figures)]


@dataclass(frozen=True)
class ShownBudget:
    """Everything of the answer, in the reader's language."""

    step: int
    figure: str
    words: str
    within: tuple[str, ...]
    tables: tuple[CostTable, ...]
    chart: Markup
    matters: tuple[tuple[str, str], ...]
    assumed: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def shown(found: Budget) -> ShownBudget:
    """The answer; the step that is recommended is told first, else the highest."""
    told = language()
    number = found.version.recommended_step
    chosen = next((one for one in found.steps if one.step.number == number), found.steps[-1])
    cost = chosen.full_year
    return ShownBudget(
        step=chosen.step.number,
        figure=_("%(cost)s million kroner") % {"cost": _million(cost.expected)},
        words=" ".join(_words(found, chosen)),
        within=tuple(say(one) for one in within_budget(found)),
        tables=tuple(_tables(found)),
        chart=Markup(draw_costs(found, told)),
        matters=tuple((say(factor_name(one)), chance_text(one.share, told)) for one in cost.variance_shares),
        assumed=tuple((say(name), say(value)) for name, value in assumed_rows(found, told)),
        notes=tuple(say(one) for one in notes(found)),
    )


def _million(ore: int) -> str:
    return decimal_text(millions(ore), 1).say(language())


def _words(found: Budget, chosen: StepCost) -> Iterator[str]:
    """The answer in sentences: a whole year, how sure it is, the first year, and the budget."""
    cost, first = chosen.full_year, chosen.first_year
    assumed = found.assumptions
    low, high = ends(cost)
    yield _("Step %(step)s is expected to cost this much in a whole year.") % {"step": chosen.step.number}
    if low != high:
        span = max(assumed.levels) - min(assumed.levels)
        values = {"chance": percent_text(span, language()), "low": _million(low), "high": _million(high)}
        yield (
            _("With a probability of %(chance)s percent it lies between %(low)s and %(high)s million kroner.")
            % values
        )
    if first.share_of_year != 1:
        values = {"day": date_text(found.version.period.first, language()), "cost": _million(first.expected)}
        yield _("From %(day)s to the end of the year it is %(cost)s million kroner.") % values
    if cost.chance_over is not None and assumed.budget is not None:
        values = {"chance": chance_text(cost.chance_over, language()), "budget": _million(assumed.budget)}
        yield (
            _("The chance that a whole year costs more than %(budget)s million kroner is %(chance)s.")
            % values
        )


def _tables(found: Budget) -> Iterator[CostTable]:
    yield _table(found, _("A whole year, in kroner"), [(one, one.full_year) for one in found.steps])
    if found.steps[0].first_year.share_of_year != 1:
        title = _("The first year, from %(day)s, in kroner") % {
            "day": date_text(found.version.period.first, language())
        }
        yield _table(found, title, [(one, one.first_year) for one in found.steps])


def _table(found: Budget, title: str, rows: list[tuple[StepCost, CostOfYear]]) -> CostTable:
    uncertain = any(cost.method != "certain" for _step, cost in rows)
    levels = found.assumptions.levels if uncertain else ()
    whole = rows[0][1].share_of_year == 1
    own = whole and found.basis == "persons"
    beside = whole and found.steps[0].first_year.share_of_year != 1
    start = _("From %(day)s") % {"day": date_text(found.version.period.first, language())}
    return CostTable(
        title,
        tuple(f"{percent_text(level, language())}{NO_BREAK}%" for level in levels),
        own and any(step.step.annual_cost is not None for step, _cost in rows),
        found.assumptions.budget is not None,
        start if beside else "",
        tuple(_row(step, cost, bool(levels), beside) for step, cost in rows),
    )


def _row(step: StepCost, cost: CostOfYear, uncertain: bool, beside: bool) -> CostRow:
    return CostRow(
        number=step.step.number,
        hours=decimal_hours(step.step.minutes_per_week),
        printed=None if step.step.annual_cost is None else _kroner(step.step.annual_cost),
        full_take_up=_kroner(cost.full_take_up),
        expected=_kroner(cost.expected),
        first_year=_kroner(step.first_year.expected) if beside else None,
        levels=tuple(_kroner(value) for _level, value in cost.quantiles) if uncertain else (),
        chance_over="" if cost.chance_over is None else chance_text(cost.chance_over, language()),
    )


def _kroner(ore: int) -> int:
    """Whole kroner, a half rounded up."""
    return round_half_up(Fraction(ore, 100))
