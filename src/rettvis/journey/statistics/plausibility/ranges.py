"""The lowest and the highest hours a week: in order, possible, and around the mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.measures import group_text
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell
from rettvis.journey.statistics.plausibility.doubt import HOURS_IN_A_WEEK, Doubt
from rettvis.rulekit.units import WEEKS_BY_PRACTICE
from rettvis.rulekit.wording import Sentence, sentence

HOURS = "bpa_hours"
USERS = "bpa_users"
"""The measures that the mean hours a week are found from: the hours of a year, over the users."""


@dataclass(frozen=True)
class HoursRange:
    """The least and most hours a week that any user has; None is missing, never zero."""

    place: str
    number: str
    group: str
    year: int
    least: Fraction | None
    most: Fraction | None
    found_at: str
    printed_in: str = ""


def doubt_ranges(ranges: Iterable[HoursRange], figures: Figures) -> Iterator[Doubt]:
    """Every doubt about the ranges, beside the yearly figures of the same place and year."""
    for one in ranges:
        yield from _order(one)
        if one.most is not None and one.most > HOURS_IN_A_WEEK:
            yield Doubt(one.found_at, over_a_week(_who(one), one.most), False)
        yield from _mean(one, figures)


def over_a_week(who: Sentence | str, most: Fraction) -> Sentence:
    """That so many hours a week need more than one assistant at a time."""
    return sentence(
        "{who}: {most} hours a week is more than the {week:number} hours of a week, so it takes more than "
        "one assistant at a time. Ask whether it is one person’s decision.",
        who=who,
        most=decimal_text(most),
        week=HOURS_IN_A_WEEK,
    )


def _order(one: HoursRange) -> Iterator[Doubt]:
    if one.least is not None and one.most is not None and one.least > one.most:
        message = sentence(
            "{who}: the lowest, {least}, is above the highest, {most}.",
            who=_who(one),
            least=decimal_text(one.least),
            most=decimal_text(one.most),
        )
        yield Doubt(one.found_at, message, True)


def _mean(one: HoursRange, figures: Figures) -> Iterator[Doubt]:
    """The yearly hours for each user, over 52 weeks, must lie between the lowest and the highest."""
    hours, users = (
        figures.value(FigureCell(one.number, one.year, name, one.group)) for name in (HOURS, USERS)
    )
    if not hours or not users or one.least is None or one.most is None:
        return
    mean = hours / users / WEEKS_BY_PRACTICE
    if not one.least <= mean <= one.most:
        message = sentence(
            "{who}: the yearly hours make {mean} hours a week for each user, outside the lowest and highest, "
            "{least} and {most}.",
            who=_who(one),
            mean=decimal_text(mean, 1),
            least=decimal_text(one.least),
            most=decimal_text(one.most),
        )
        yield Doubt(one.found_at, message, False)


def _who(one: HoursRange) -> Sentence:
    if one.group == EVERYBODY:
        return sentence("{place} {year}", place=one.place, year=str(one.year))
    return sentence(
        "{place} {year}, group {group}", place=one.place, year=str(one.year), group=group_text(one.group)
    )
