"""All the figures of a publication, one for each cell, ready to be calculated with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from rettvis.journey.statistics.measures import measure_text
from rettvis.journey.statistics.municipality import new_area
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell, Observation
from rettvis.journey.statistics.precedence import SourceChoice, choose, known_breaks, usual_precedence
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class Figures:
    """The observation that counts for each cell, and the choices behind it."""

    by_cell: Mapping[FigureCell, Observation]
    choices: tuple[SourceChoice, ...] = ()

    def value(self, cell: FigureCell) -> Fraction | None:
        """The figure of a cell; None where it is missing."""
        found = self.by_cell.get(cell)
        return found.value if found else None

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The name of every place by its number, in the order of the file."""
        return {cell.place: one.place_name for cell, one in self.by_cell.items()}

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The number of every place by its name, in small letters."""
        return {name.casefold(): number for number, name in self.places.items()}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every year there is a figure for, in order."""
        return tuple(sorted({cell.year for cell in self.by_cell}))

    @cached_property
    def by_measure(self) -> Mapping[str, Mapping[tuple[str, str], Mapping[int, Observation]]]:
        """What is observed by its measure, its place and group, and its year; in the order of the file."""
        found: dict[str, dict[tuple[str, str], dict[int, Observation]]] = defaultdict(dict)
        for (place, year, measure, group), one in self.by_cell.items():
            row = found[measure].get((place, group))
            if row is None:
                row = found[measure][place, group] = {}
            row[year] = one
        return dict(found)

    @cached_property
    def not_chosen(self) -> Mapping[FigureCell, tuple[Observation, ...]]:
        """The figures that do not count, by their cell."""
        return {choice.chosen.cell: choice.over for choice in self.choices}

    @cached_property
    def _groups(self) -> Mapping[tuple[str, int, str], tuple[str, ...]]:
        groups: dict[tuple[str, int, str], list[str]] = defaultdict(list)
        for cell in self.by_cell:
            groups[cell.place, cell.year, cell.measure].append(cell.group)
        return {key: tuple(found) for key, found in groups.items()}

    @cached_property
    def _breaks(self) -> Mapping[tuple[str, str, str], tuple[Observation, ...]]:
        breaks: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
        known = known_breaks()
        sources = {source for source, _ in known}
        for cell, one in self.by_cell.items():
            if one.series_break or (one.source in sources and (one.source, cell.year) in known):
                breaks[cell.place, cell.measure, cell.group].append(one)
        return {key: tuple(found) for key, found in breaks.items()}

    def groups(self, place: str, year: int, measure: str) -> tuple[str, ...]:
        """The groups that a measure is divided by, everybody together left out."""
        return tuple(group for group in self._groups.get((place, year, measure), ()) if group != EVERYBODY)

    def incomparable(self, cell: FigureCell, base_year: int) -> Sentence | None:
        """Why the figure of ``cell`` cannot be compared with that of ``base_year``; None where it can."""
        early, late = sorted((cell.year, base_year))
        for one in self._breaks.get((cell.place, cell.measure, cell.group), ()):
            if early < one.cell.year <= late:
                return _broken(cell.measure, one.cell.year)
        return new_area(cell.place, cell.year, base_year)


@lru_cache(maxsize=1024)
def _broken(measure: str, year: int) -> Sentence:
    """That a measure has a break: the same object each time, so that a table tells it once."""
    return sentence(
        "The series {measure} has a break in {year}, so a change across it is not computed.",
        measure=measure_text(measure),
        year=str(year),
    )


def gather(
    observations: Iterable[Observation], precedence: Sequence[str] = ()
) -> tuple[Figures, list[Fault]]:
    """The figures of a publication, with a fault for each cell where it is not known which figure counts."""
    found, choices, faults = choose(observations, precedence or usual_precedence())
    return Figures(found, choices), faults
