"""What is said of a budget, on a page, on paper and on the command line: the same words everywhere."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from rettvis.edges.given.amounts import decimal, uncertain_data
from rettvis.edges.given.assumed import PERCENT
from rettvis.journey.simulation import Budget, Uncertain, VarianceShare
from rettvis.journey.simulation.assumptions import FULL
from rettvis.rulekit.units import MINUTES_PER_HOUR
from rettvis.rulekit.wording import Sentence, sentence

METHODS = {
    "certain": sentence("Nothing is uncertain in these assumptions, so each cost is one exact figure."),
    "convolution": sentence("The distribution is computed by convolution, without draws."),
}


def percent_text(share: Fraction, language: str) -> str:
    """A share in percent, as exact as it is."""
    text = str(decimal(share * 100))
    return text if language == "en" else text.replace(".", ",")


def chance_text(share: float, language: str) -> str:
    """A chance in percent with one decimal; never 0 or 100 for what is only nearly so."""
    text = f"{100 * share:.1f}"
    if share > 0 and text == "0.0":
        text = "< 0.1"
    if share < 1 and text == "100.0":
        text = "> 99.9"
    return f"{text if language == 'en' else text.replace('.', ',')} %"


def within_budget(found: Budget) -> Iterator[Sentence]:
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


def factor_name(one: VarianceShare) -> Sentence | str:
    """What a share of the uncertainty comes from."""
    if one.level:
        return sentence("How much all in the group use: {name}", name=one.name or sentence("Everybody"))
    if one.group:
        return one.name or sentence("How much each person uses")
    return {
        "shared_take_up": sentence("Share of the hours that is used in all"),
        "price_growth": sentence("Price growth"),
    }.get(one.name, sentence("Several of them together"))


def assumed_rows(found: Budget, language: str) -> Iterator[tuple[Any, Any]]:
    """Every assumption in words."""
    assumed = found.assumptions
    yield sentence("Share of the hours that is used in all"), _points(assumed.shared_take_up, language)
    yield sentence("Price growth"), _points(assumed.price_growth, language)
    posts = with_comma(decimal(found.version.administration), language)
    if assumed.administration is None:
        yield (
            sentence("Extra full-time equivalents"),
            sentence("{posts}, cost not counted", posts=posts),
        )
    else:
        cost = sentence("{posts}, each {cost:kroner} a year", posts=posts, cost=assumed.administration)
        yield sentence("Extra full-time equivalents"), cost
    if assumed.groups:
        yield sentence("Weeks a year"), with_comma(decimal(assumed.weeks_per_year), language)
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
        if group.shared_take_up != FULL:
            common = sentence(
                "common to all in the group: {used}", used=_points(group.shared_take_up, language)
            )
            yield group.name or sentence("Everybody"), common
        if group.newcomers or group.leavers:
            yield (
                group.name or sentence("Everybody"),
                sentence(
                    "{new} newcomers a year, and {leave} % leave",
                    new=with_comma(decimal(group.newcomers), language),
                    leave=with_comma(decimal(group.leavers * 100), language),
                ),
            )
    if assumed.in_common:
        yield sentence("Draws, and their seed"), f"{assumed.draws}, {assumed.seed}"


def _points(value: Uncertain, language: str) -> str:
    return f"{_written(value, PERCENT, language)} %"


def _written(value: Uncertain, unit: Fraction, language: str) -> str:
    """One number, or the points with a dash between."""
    data = uncertain_data(value, unit)
    if isinstance(data, str):
        return with_comma(data.replace("±", " ± "), language)
    parts = data if isinstance(data, list) else [data]
    texts = [str(part["value"]) if isinstance(part, dict) else str(part) for part in parts]
    return with_comma("–".join(texts), language)


def with_comma(value: Any, language: str) -> str:
    """A number with the decimal mark of the language."""
    return str(value) if language == "en" else str(value).replace(".", ",")


def notes(found: Budget) -> Iterator[Sentence]:
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
