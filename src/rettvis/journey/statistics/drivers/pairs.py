"""Which places and years are set against each other, where nobody has said which."""

from itertools import combinations

from rettvis.journey.statistics.drivers.between import PlaceYear
from rettvis.journey.statistics.drivers.known import HOURS, USERS
from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell

MOST_PLACES = 8
"""With more places than these, each pair of places is not set against each other: there are too many."""


def over_time(figures: Figures) -> list[tuple[PlaceYear, PlaceYear]]:
    """Each place in its first and its last year that can be compared."""
    found = []
    for number, name in figures.places.items():
        years = _years(figures, number)
        if len(years) > 1:
            found.append((PlaceYear(number, name, years[0]), PlaceYear(number, name, years[-1])))
    return found


def between_places(figures: Figures) -> list[tuple[PlaceYear, PlaceYear]]:
    """Each pair of places in the last year that all of them have; none where they are too many."""
    years = {number: set(_years(figures, number)) for number in figures.places}
    with_figures = [number for number in figures.places if years[number]]
    common = set.intersection(*(years[number] for number in with_figures)) if with_figures else set()
    if not common or len(with_figures) > MOST_PLACES:
        return []
    at = [PlaceYear(number, figures.places[number], max(common)) for number in with_figures]
    return list(combinations(at, 2))


def _years(figures: Figures, number: str) -> list[int]:
    """The years with users and hours, from the newest back to where the series is broken."""
    found = [
        year
        for year in figures.years
        if figures.value(FigureCell(number, year, USERS, EVERYBODY))
        and figures.value(FigureCell(number, year, HOURS, EVERYBODY)) is not None
    ]
    if not found:
        return []
    last = found[-1]
    cells = [FigureCell(number, last, measure, EVERYBODY) for measure in (USERS, HOURS)]
    return [year for year in found if not any(figures.incomparable(cell, year) for cell in cells)]
