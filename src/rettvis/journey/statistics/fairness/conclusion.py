"""What can be concluded, and what cannot, in plain sentences without a word of cause."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.journey.statistics.fairness.model import Fitted, GroupEffect
from rettvis.journey.statistics.fairness.needs_met import COMPARED_BY
from rettvis.rulekit.wording import Sentence, sentence

ALIKE = 10.0
"""Percent: where the whole interval is within it, groups are said to be met about alike."""


ENOUGH_ALIKE = 0.5
"""The part of a group that must have needs of the same size before it is compared."""


def conclusions(fitted: Fitted, names: Mapping[str, Mapping[str, Sentence | str]]) -> Iterator[Sentence]:
    """A sentence for each group that was compared; none where nothing was."""
    for effect in fitted.effects:
        yield _conclusion(effect, names[effect.factor])


def _conclusion(effect: GroupEffect, names: Mapping[str, Sentence | str]) -> Sentence:
    factor = COMPARED_BY[effect.factor]
    group, against = names.get(effect.level, effect.level), names.get(effect.against, effect.against)
    low, high = percent_text(effect.low), percent_text(effect.high)
    if effect.overlap < ENOUGH_ALIKE:
        return sentence(
            "{factor}: “{group}” and “{against}” cannot be compared: only {share} percent of “{group}” have "
            "an assessed need of the same size as is usual in “{against}”.",
            factor=factor,
            group=group,
            against=against,
            share=percent_text(100 * effect.overlap),
        )
    if effect.low <= 0 <= effect.high:
        if effect.low >= -ALIKE and effect.high <= ALIKE:
            return sentence(
                "{factor}: “{group}” and “{against}” have about as many granted hours at the same assessed "
                "need: the difference is between {low} and {high} percent.",
                factor=factor,
                group=group,
                against=against,
                low=low,
                high=high,
            )
        return sentence(
            "{factor}: whether “{group}” and “{against}” have different hours at the same assessed need "
            "cannot be told: anything from {low} to {high} percent agrees with the figures.",
            factor=factor,
            group=group,
            against=against,
            low=low,
            high=high,
        )
    words = {
        "factor": factor,
        "group": group,
        "against": against,
        "percent": percent_text(abs(effect.percent)),
        "low": low,
        "high": high,
    }
    if effect.percent > 0:
        return sentence(
            "{factor}: “{group}” have on average {percent} percent more granted hours than “{against}” with "
            "the same assessed need (between {low} and {high} percent).",
            **words,
        )
    return sentence(
        "{factor}: “{group}” have on average {percent} percent fewer granted hours than “{against}” with the "
        "same assessed need (between {low} and {high} percent).",
        **words,
    )


def reservations() -> tuple[Sentence, ...]:
    """What these figures can never tell."""
    return (
        sentence(
            "A difference is something to look into. The figures do not tell where it comes from, and "
            "nothing about one decision."
        ),
        sentence(
            "The assessed need is the office’s own. If needs are assessed differently in two groups, that "
            "is not seen here."
        ),
        sentence(
            "Only users with an assessed need and granted hours are compared. Whoever was refused, or never "
            "applied, is not among them."
        ),
        sentence(
            "With many comparisons, about one in twenty looks like a difference by chance alone, where there "
            "is none."
        ),
    )


def percent_text(value: float) -> Sentence:
    """A percentage with one decimal."""
    return decimal_text(Fraction(round(value * 10), 10), 1)
