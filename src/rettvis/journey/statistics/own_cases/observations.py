"""Our own decisions as observations: the measures of a publication, ready to be compared with others'."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.statistics.observation import EVERYBODY, FigureCell, Observation
from rettvis.journey.statistics.own_cases.lines import Lines
from rettvis.journey.statistics.own_cases.published import PublishedCell, published
from rettvis.journey.statistics.own_cases.selection import Selection
from rettvis.journey.statistics.own_cases.standing import InForce
from rettvis.rulekit.units import MINUTES_PER_HOUR, WEEKS_BY_PRACTICE

OWN_SOURCE = "municipality"
"""What the order of sources calls a municipality's own figure."""

BPA_LINES = Selection(service="bpa")


@dataclass(frozen=True)
class OwnPlace:
    """The municipality that the observations are of."""

    number: str
    name: str


def own_observations(
    lines: Lines, place: OwnPlace, last: date, threshold: int | None
) -> Iterator[Observation]:
    """BPA users and hours of each year from the first to that of ``last``, as they stand on its last day.

    The last year is of ``last`` itself. Hours a year are hours a week times 52, as the audits count. With a
    threshold the figures are those that may be published, and what may not is missing, never zero.
    """
    first = lines.first_day
    for year in range(first.year if first else last.year + 1, last.year + 1):
        on = min(date(year, 12, 31), last)
        cell = _cell(lines, on, threshold)
        minutes = None if cell.minutes is None else Fraction(cell.minutes, MINUTES_PER_HOUR)
        users = None if cell.users is None else Fraction(cell.users)
        yearly = None if minutes is None else minutes * WEEKS_BY_PRACTICE
        yield _observation(place, on, "bpa_users", "persons", users)
        yield _observation(place, on, "bpa_hours", "hours_per_year", yearly)


def _cell(lines: Lines, on: date, threshold: int | None) -> PublishedCell:
    if threshold is None:
        found = InForce(lines, on, BPA_LINES).totals.all
        return PublishedCell(found.users, found.minutes)
    page = published(lines, on.replace(day=1), on, BPA_LINES, threshold)
    # A year whose last publication day is of an earlier year has no figure of its own.
    if page is None or page.last.year != on.year:
        return PublishedCell()
    return page.total


def _observation(place: OwnPlace, on: date, measure: str, unit: str, value: Fraction | None) -> Observation:
    cell = FigureCell(place.number, on.year, measure, EVERYBODY)
    return Observation(cell, place.number, place.name, unit, value, OWN_SOURCE, on)
