"""One measure for each place over years, or one measure divided by another."""

from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.measures import measure_text
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell
from rettvis.journey.statistics.printed import Kind
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class YearlySeries:
    """What one table is about: a measure, over another where ``other`` is not "", and its years."""

    measure: str
    other: str
    years: tuple[int, ...]
    rows: tuple[tuple[str, str], ...]

    @property
    def kinds(self) -> tuple[Kind, Kind]:
        """How the change is calculated, and how the figure of a year."""
        return ("change_of_ratio", "ratio") if self.other else ("change", "sum")


def series_of(figures: Figures, measure: str, other: str = "") -> YearlySeries:
    """The years and the places with groups that there are figures for."""
    found = figures.by_measure[measure]
    years = sorted({year for row in found.values() for year in row})
    rows = [row for row in found if not other or row[1] == EVERYBODY]
    return YearlySeries(measure, other, tuple(years), tuple(rows))


def caption_of(series: YearlySeries) -> Sentence:
    """What the table or chart shows, with its years."""
    values = {"first": str(series.years[0]), "last": str(series.years[-1])}
    if series.other:
        return sentence(
            "{measure} for each of the {other}, {first}–{last}",
            measure=measure_text(series.measure),
            other=measure_text(series.other),
            **values,
        )
    return sentence("{measure}, {first}–{last}", measure=measure_text(series.measure), **values)


def value_of(
    series: YearlySeries, place: str, year: int, figures: Figures, group: str = EVERYBODY
) -> Fraction | None:
    """The exact figure of a year; None where it is missing."""
    value = figures.value(FigureCell(place, year, series.measure, group))
    if not series.other:
        return value
    other = figures.value(FigureCell(place, year, series.other, group))
    return value / other if value is not None and other else None
