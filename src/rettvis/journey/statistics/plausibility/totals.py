"""Figures in a table of observations that cannot be true together."""

from collections.abc import Iterator
from fractions import Fraction

from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.measures import measure_text
from rettvis.journey.statistics.observation import COUNTED_UNITS, EVERYBODY, FigureCell, Observation
from rettvis.journey.statistics.plausibility.doubt import HOURS_IN_A_WEEK, Doubt
from rettvis.journey.statistics.plausibility.ranges import HOURS, USERS, over_a_week
from rettvis.rulekit.units import WEEKS_BY_PRACTICE
from rettvis.rulekit.wording import sentence

_PER_YEAR, _PER_WEEK = "hours_per_year", "hours_per_week"
_ADDED = COUNTED_UNITS | {_PER_YEAR}
"""The units whose groups add up to everybody."""
_DOUBTED = _ADDED | {_PER_WEEK}


def doubt_totals(figures: Figures) -> Iterator[Doubt]:
    """Groups that do not make up everybody, hours beyond the week, and weekly beside yearly hours."""
    known = [
        (cell, one) for cell, one in figures.by_cell.items() if one.unit in _DOUBTED and one.value is not None
    ]
    for cell, one in known:
        if cell.group == EVERYBODY:
            yield from (_weekly_and_yearly if one.unit == _PER_WEEK else _parts)(cell, one, figures)
    for cell, one in known:
        if cell.measure == HOURS and one.unit == _PER_YEAR and one.value:
            yield from _beyond_the_week(cell, one, one.value, figures)


def _parts(cell: FigureCell, one: Observation, figures: Figures) -> Iterator[Doubt]:
    """What is counted for each group adds up to what is counted for everybody."""
    groups = figures.groups(cell.place, cell.year, cell.measure)
    if not groups:
        return
    values = [figures.value(cell._replace(group=group)) for group in groups]
    if any(value is None for value in values):
        return
    total = sum((value or Fraction(0) for value in values), Fraction(0))
    if total != one.value:
        message = sentence(
            "{place} {year}: the groups of {measure} add up to {total}, and everybody together is {value}.",
            place=one.place_name,
            year=str(cell.year),
            measure=measure_text(cell.measure),
            total=decimal_text(total),
            value=decimal_text(one.value or Fraction(0)),
        )
        yield Doubt(one.found_at, message, True)


def _weekly_and_yearly(cell: FigureCell, one: Observation, figures: Figures) -> Iterator[Doubt]:
    """A measure in hours a week beside the same in hours a year: 52 times, within one in a hundred."""
    if not cell.measure.endswith("_per_week"):
        return
    yearly = figures.value(cell._replace(measure=cell.measure.removesuffix("_per_week")))
    weekly = one.value or Fraction(0)
    if yearly is None or abs(weekly * WEEKS_BY_PRACTICE - yearly) * 100 <= yearly:
        return
    message = sentence(
        "{place} {year}: {weekly} hours a week make {product} hours in {weeks:number} weeks; the yearly "
        "figure is {yearly}.",
        place=one.place_name,
        year=str(cell.year),
        weekly=decimal_text(weekly),
        product=decimal_text(weekly * WEEKS_BY_PRACTICE),
        weeks=int(WEEKS_BY_PRACTICE),
        yearly=decimal_text(yearly),
    )
    yield Doubt(one.found_at, message, True)


def _beyond_the_week(
    cell: FigureCell, one: Observation, hours: Fraction, figures: Figures
) -> Iterator[Doubt]:
    """More hours for each user, on average, than a week has."""
    users = figures.value(cell._replace(measure=USERS))
    if users and hours / users / WEEKS_BY_PRACTICE > HOURS_IN_A_WEEK:
        who = sentence("{place} {year}", place=one.place_name, year=str(cell.year))
        yield Doubt(one.found_at, over_a_week(who, hours / users / WEEKS_BY_PRACTICE), False)
