"""What ``rettvis budget`` tells, as a document and as tables."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rettvis.cli.amounts import decimal, uncertain_data
from rettvis.cli.assumed import PERCENT, assumptions_data
from rettvis.cli.output import Output
from rettvis.cli.scheme import scheme_data
from rettvis.journey.simulation import Budget, CostOfYear, StepCost, Uncertain, VarianceShare
from rettvis.journey.simulation.sensitivity import METHOD
from rettvis.rulekit.units import MINUTES_PER_HOUR, round_half_up
from rettvis.rulekit.wording import Sentence, number_text, sentence

METHODS = {
    "certain": sentence("Nothing is uncertain in these assumptions, so each cost is one exact figure."),
    "convolution": sentence("The distribution is computed by convolution, without draws."),
}


def as_data(found: Budget) -> Mapping[str, Any]:
    """The answer as a document with stable keys, from which it can be computed again."""
    return {
        "scheme": scheme_data(found.version),
        "assumptions": assumptions_data(found.assumptions),
        "basis": found.basis,
        "steps": [_step_data(step) for step in found.steps],
        "largest_step": found.largest_step,
        "largest_step_first_year": found.largest_step_first_year,
        "rounding": "half_up",
        "variance_method": METHOD,
        "notes": list(_notes(found)),
    }


def _step_data(found: StepCost) -> Mapping[str, Any]:
    step = found.step
    return {
        "step": step.number,
        "extra_hours_per_week": decimal(Fraction(step.minutes_per_week, MINUTES_PER_HOUR)),
        "printed_annual_cost_nok": _kroner(step.annual_cost),
        "full_year": _year_data(found.full_year),
        "first_year": _year_data(found.first_year),
    }


def _year_data(cost: CostOfYear) -> Mapping[str, Any]:
    return {
        "share_of_year": cost.share_of_year,
        "full_take_up_nok": _kroner(cost.full_take_up),
        "administration_nok": _kroner(cost.administration),
        "expected_nok": _kroner(cost.expected),
        "quantiles": [
            {"percent": decimal(level * 100), "nok": _kroner(value)} for level, value in cost.quantiles
        ],
        "chance_over_budget": None if cost.chance_over is None else _chance(cost.chance_over),
        "variance_shares": [
            {"name": one.name, "group": one.group, "share": _chance(one.share)}
            for one in cost.variance_shares
        ],
        "method": cost.method,
    }


def _kroner(ore: int | None) -> Any:
    return None if ore is None else decimal(Fraction(ore, 100))


def _chance(value: float) -> Decimal:
    """A chance or a share with four decimals: no assumption bears more."""
    return Decimal(round(value * 10**4)).scaleb(-4)


def as_text(found: Budget, output: Output) -> Iterator[Any]:
    """The answer as sentences and tables."""
    whole = sentence("A whole year, in kroner")
    part = sentence("The first year, from {first:date}, in kroner", first=found.version.period.first)
    yield _table(found, output, whole, [(step, step.full_year) for step in found.steps])
    if found.steps[0].first_year.share_of_year != 1:
        yield _table(found, output, part, [(step, step.first_year) for step in found.steps])
    yield from _within(found)
    yield from _matters(found, output)
    yield output.table(
        (sentence("Assumption"), sentence("Value")), _assumed(found, output.language), sentence("Assumptions")
    )
    yield from _notes(found)


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
            sentence("{level} %", level=_percent(level, output)) for level in found.assumptions.levels
        ]
    columns += [sentence("Over budget")] if limited else []
    cells = []
    for step, cost in rows:
        row: list[Any] = [step.step.number, _hours(step.step.minutes_per_week, output.language)]
        row += [_whole(step.step.annual_cost, output)] if own else []
        row += [_whole(cost.full_take_up, output), _whole(cost.expected, output)]
        row += [_whole(value, output) for _, value in cost.quantiles] if uncertain else []
        row += [_part(cost.chance_over, output)] if cost.chance_over is not None else []
        cells.append(row)
    return output.table(columns, cells, title)


def _whole(ore: int | None, output: Output) -> str:
    """Whole kroner, a half rounded up."""
    return "–" if ore is None else number_text(round_half_up(Fraction(ore, 100)), output.language)


def _hours(minutes: int, language: str) -> str:
    return _comma(decimal(Fraction(minutes, MINUTES_PER_HOUR)), language)


def _percent(share: Fraction, output: Output) -> str:
    text = str(decimal(share * 100))
    return text if output.language == "en" else text.replace(".", ",")


def _part(share: float, output: Output) -> str:
    """A chance in percent with one decimal; never 0 or 100 for what is only nearly so."""
    text = f"{100 * share:.1f}"
    if share > 0 and text == "0.0":
        text = "< 0.1"
    if share < 1 and text == "100.0":
        text = "> 99.9"
    return f"{text if output.language == 'en' else text.replace('.', ',')} %"


def _within(found: Budget) -> Iterator[Sentence]:
    """The largest step within the budget."""
    assumed = found.assumptions
    if assumed.budget is None:
        return
    values = {"budget": assumed.budget, "certainty": str(decimal(assumed.certainty * 100)).replace(".", ",")}
    if found.largest_step is None:
        yield sentence(
            "No step keeps a whole year within {budget:kroner} with a certainty of {certainty} %.", **values
        )
        return
    yield sentence(
        "The largest step that keeps a whole year within {budget:kroner} with a certainty of {certainty} % "
        "is step {step}.",
        **values,
        step=found.largest_step,
    )


def _matters(found: Budget, output: Output) -> Iterator[Any]:
    """Which assumption matters most, for the step that is recommended, else the highest."""
    chosen = next(
        (one for one in found.steps if one.step.number == found.version.recommended_step), found.steps[-1]
    )
    shares = chosen.full_year.variance_shares
    if not shares:
        return
    rows = [(_factor(one), _part(one.share, output)) for one in shares]
    title = sentence("What matters most, step {step}", step=chosen.step.number)
    yield output.table((sentence("Assumption"), sentence("Share of the uncertainty")), rows, title)


def _factor(one: VarianceShare) -> Sentence | str:
    if one.group:
        return one.name or sentence("How much each person uses")
    return {
        "shared_take_up": sentence("Share of the hours that is used in all"),
        "price_growth": sentence("Price growth"),
    }.get(one.name, sentence("Several of them together"))


def _assumed(found: Budget, language: str) -> Iterator[tuple[Any, Any]]:
    """Every assumption in words."""
    assumed = found.assumptions
    yield sentence("Share of the hours that is used in all"), _points(assumed.shared_take_up, language)
    yield sentence("Price growth"), _points(assumed.price_growth, language)
    posts = _comma(decimal(found.version.administration), language)
    if assumed.administration is None:
        yield (
            sentence("Extra full-time equivalents"),
            sentence("{posts}, cost not counted", posts=posts),
        )
    else:
        cost = sentence("{posts}, each {cost:kroner} a year", posts=posts, cost=assumed.administration)
        yield sentence("Extra full-time equivalents"), cost
    if assumed.groups:
        yield sentence("Weeks a year"), _comma(decimal(assumed.weeks_per_year), language)
    for group in assumed.groups:
        used = group.take_up if group.wanted is None else group.wanted
        unit = PERCENT if group.wanted is None else Fraction(MINUTES_PER_HOUR)
        sign = " %" if group.wanted is None else ""
        words = (
            sentence("{persons:number} persons of {price:kroner} an hour, each using {used} of the hours")
            if group.wanted is None
            else sentence(
                "{persons:number} persons of {price:kroner} an hour, each wanting {used} hours a week"
            )
        )
        values = {
            "persons": group.persons,
            "price": group.price,
            "used": _written(used, unit, language) + sign,
        }
        yield group.name or sentence("Everybody"), Sentence(words.text, values)
        if group.newcomers or group.leavers:
            yield (
                group.name or sentence("Everybody"),
                sentence(
                    "{new} newcomers a year, and {leave} % leave",
                    new=_comma(decimal(group.newcomers), language),
                    leave=_comma(decimal(group.leavers * 100), language),
                ),
            )
    if assumed.in_common:
        yield sentence("Draws, and their seed"), f"{assumed.draws}, {assumed.seed}"


def _points(value: Uncertain, language: str) -> str:
    return f"{_written(value, PERCENT, language)} %"


def _written(value: Uncertain, unit: Fraction, language: str) -> str:
    """One number, or the points with a dash between."""
    data = uncertain_data(value, unit)
    parts = data if isinstance(data, list) else [data]
    texts = [str(part["value"]) if isinstance(part, dict) else str(part) for part in parts]
    return _comma("–".join(texts), language)


def _comma(value: Any, language: str) -> str:
    return str(value) if language == "en" else str(value).replace(".", ",")


def _notes(found: Budget) -> Iterator[Sentence]:
    """What a reader must know to use the figures."""
    if found.basis == "printed":
        yield sentence(
            "The costs are the scheme’s printed yearly costs. The file does not say how many persons or "
            "which price lie behind them, and neither is worked out from the costs."
        )
    else:
        yield sentence(
            "The costs are persons × hours × weeks × price. The scheme’s printed costs are not used."
        )
    yield from (METHODS[m] for m in ("certain", "convolution") if found.steps[0].full_year.method == m)
    if found.assumptions.in_common:
        yield sentence(
            "What is common to all is drawn, with a seed, so that the same assumptions give the same figures."
        )
    yield sentence("The first year is counted by days. Costs are rounded to whole øre, a half up.")
