"""What a publication says of decisions and practice that does not fit together."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from rettvis.journey.statistics.comparison.practice import Practice, named_otherwise, path_text
from rettvis.journey.statistics.comparison.vignettes import VignetteDecision, case_text
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.journey.statistics.plausibility import Doubt, over_a_week
from rettvis.journey.statistics.plausibility.doubt import HOURS_IN_A_WEEK
from rettvis.rulekit.units import MINUTES_PER_HOUR, WEEKS_BY_PRACTICE
from rettvis.rulekit.wording import Sentence, sentence

NEAR = Fraction(1, 100)
"""A yearly figure within this share of 52 weeks may be counted in another way; beyond it, one is wrong."""


def doubt_decisions(decisions: Iterable[VignetteDecision]) -> Iterator[Doubt]:
    """Totals that are not the sum of their lines, hours of a year that are not 52 weeks, impossible weeks."""
    for one in decisions:
        yield from _total(one)
        yield from _year(one)
        if one.minutes_a_week > HOURS_IN_A_WEEK * MINUTES_PER_HOUR:
            yield Doubt(
                one.found_at, over_a_week(_who(one), Fraction(one.minutes_a_week, MINUTES_PER_HOUR)), False
            )


def doubt_practice(practice: Practice) -> Iterator[Doubt]:
    """Numbers of something beside another number of names for it."""
    for place, content in practice.places.items():
        for path, odd in named_otherwise(content):
            name = ".".join(("municipalities", place, *path))
            message = sentence("{place} – {what}. {odd}", place=place, what=path_text(path), odd=odd)
            yield Doubt(practice.found_at.get(name, name), message, True)


def _total(one: VignetteDecision) -> Iterator[Doubt]:
    """A printed total is the sum of its lines; of those that are stated, where some are not."""
    if one.printed_minutes is None or one.printed_minutes == one.minutes_a_week:
        return
    message = sentence(
        "{who}: the services make {sum:hours} a week, and the total is printed as {printed:hours}.",
        who=_who(one),
        sum=one.minutes_a_week,
        printed=one.printed_minutes,
    )
    yield Doubt(one.found_at, message, one.all_stated or one.printed_minutes < one.minutes_a_week)


def _year(one: VignetteDecision) -> Iterator[Doubt]:
    """The hours of a year are 52 times those of a week."""
    hours = one.yearly_from_weekly
    if hours is None or one.bpa_hours_a_year is None or hours == one.bpa_hours_a_year:
        return
    message = sentence(
        "{who}: {weekly} hours a week make {product} hours in {weeks:number} weeks; the yearly figure is "
        "{yearly}.",
        who=_who(one),
        weekly=decimal_text(hours / WEEKS_BY_PRACTICE),
        product=decimal_text(hours),
        weeks=int(WEEKS_BY_PRACTICE),
        yearly=decimal_text(one.bpa_hours_a_year),
    )
    yield Doubt(one.found_at, message, abs(hours - one.bpa_hours_a_year) > NEAR * one.bpa_hours_a_year)


def _who(one: VignetteDecision) -> Sentence:
    return sentence("{case}, {place}", case=case_text(one.vignette), place=one.municipality)
