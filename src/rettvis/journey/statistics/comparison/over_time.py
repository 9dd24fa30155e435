"""Tables over years: a measure for each place, or one measure divided by another, with the change."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from rettvis.journey.statistics.comparison.report import (
    ChartLine,
    ReportChart,
    ReportTable,
    ReportText,
    TableEntry,
    TableNotes,
)
from rettvis.journey.statistics.decimal_text import decimal_text, decimals_of
from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.measures import group_text, measure_text
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell, Observation
from rettvis.journey.statistics.precedence import usual_precedence
from rettvis.journey.statistics.printed import Kind, PrintedFigure, recompute
from rettvis.journey.statistics.publication import Publication
from rettvis.journey.statistics.rounding import rounded
from rettvis.rulekit.wording import Sentence, sentence

_made: Any = tuple.__new__
"""Makes a named tuple of its parts in order: half the time of the usual way."""
MOST_LINES = 8
"""A chart with more lines than this cannot be read; the table can."""


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


def table_of(series: YearlySeries, publication: Publication, name: str) -> ReportTable:
    """A row for each place, a column for each year, and the change from the first year to the last."""
    notes = TableNotes()
    printed = publication.by_topic.get((series.measure, series.other), {})
    rows = [_row(series, place, group, publication.figures, printed, notes) for place, group in series.rows]
    last = series.years[-1]
    columns: list[ReportText] = [sentence("Place"), *(str(year) for year in series.years)]
    if len(series.years) > 1:
        columns.append(sentence("Change, percent"))
    whole = [_sources(series, publication.figures), _extremes(series, last, publication.figures)]
    if series.other:
        text = sentence(
            "Recomputed from {measure} and {other}; a half is rounded up.",
            measure=measure_text(series.measure),
            other=measure_text(series.other),
        )
        whole.insert(1, text)
    return ReportTable(
        name, caption_of(series), tuple(columns), tuple(rows), notes.all(*(one for one in whole if one))
    )


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


def charts_of(series: YearlySeries, figures: Figures) -> list[ReportChart]:
    """The lines over the years, and the slope from the first to the last for what is divided."""
    places = [place for place, group in series.rows if group == EVERYBODY]
    if not 0 < len(places) <= MOST_LINES or len(series.years) < 2:
        return []
    lines = tuple(
        ChartLine(
            figures.places[place], tuple(value_of(series, place, year, figures) for year in series.years)
        )
        for place in places
    )
    steps = tuple(str(year) for year in series.years)
    charts = [ReportChart("lines", caption_of(series), _told(lines, steps), steps, lines)]
    if series.other:
        ends = tuple(ChartLine(line.name, (line.points[0], line.points[-1])) for line in lines)
        caption = sentence(
            "{measure} for each of the {other}: from {first} to {last}",
            measure=measure_text(series.measure),
            other=measure_text(series.other),
            first=steps[0],
            last=steps[-1],
        )
        charts.append(
            ReportChart("slopes", caption, _told(ends, (steps[0], steps[-1])), (steps[0], steps[-1]), ends)
        )
    return charts


def value_of(
    series: YearlySeries, place: str, year: int, figures: Figures, group: str = EVERYBODY
) -> Fraction | None:
    """The exact figure of a year; None where it is missing."""
    value = figures.value(FigureCell(place, year, series.measure, group))
    if not series.other:
        return value
    other = figures.value(FigureCell(place, year, series.other, group))
    return value / other if value is not None and other else None


def _row(
    series: YearlySeries,
    place: str,
    group: str,
    figures: Figures,
    printed: Mapping[tuple[object, ...], PrintedFigure],
    notes: TableNotes,
) -> tuple[TableEntry, ...]:
    name = figures.places[place]
    row = [
        TableEntry(
            name if group == EVERYBODY else sentence("{place}, {group}", place=name, group=group_text(group))
        )
    ]
    observed = figures.by_measure[series.measure].get((place, group), {})
    if series.other or printed or figures.not_chosen:
        row += [_cell(series, place, group, year, observed, figures, printed, notes) for year in series.years]
    else:
        row += [_plain_cell(series, observed.get(year), figures, notes) for year in series.years]
    if len(series.years) > 1:
        row.append(_change(series, place, group, figures, printed, notes))
    return tuple(row)


def _cell(
    series: YearlySeries,
    place: str,
    group: str,
    year: int,
    observed: Mapping[int, Observation],
    figures: Figures,
    printed: Mapping[tuple[object, ...], PrintedFigure],
    notes: TableNotes,
) -> TableEntry:
    """The figure of one year, with the notes of where it is from and of what was printed."""
    one = observed.get(year)
    value = (
        (one.value if one else None) if not series.other else value_of(series, place, year, figures, group)
    )
    marks = _origin_marks(series, one, figures, notes)
    if printed:
        key = (place, series.kinds[1], group, year, None)
        marks += notes.mark(_differs(printed.get(key), value))
    return TableEntry(value, 0 if series.other else _decimals(value), marks)


def _plain_cell(
    series: YearlySeries, one: Observation | None, figures: Figures, notes: TableNotes
) -> TableEntry:
    """The figure of one year where nothing was printed and no source was chosen before another."""
    value = one.value if one else None
    marks = _origin_marks(series, one, figures, notes)
    entry: TableEntry = _made(TableEntry, (value, _decimals(value), marks))
    return entry


def _origin_marks(
    series: YearlySeries, one: Observation | None, figures: Figures, notes: TableNotes
) -> tuple[str, ...]:
    """The marks of where a figure is from: the same for all of a source that have no more to tell."""
    if one is None or series.other or one.note or one.series_break or figures.not_chosen:
        return notes.mark(*_origin(series, one, figures))
    key = one.source if one.value is not None else None
    found = notes.by_source.get(key)
    if found is None:
        found = notes.by_source[key] = notes.mark(*_origin(series, one, figures))
    return found


def _change(
    series: YearlySeries,
    place: str,
    group: str,
    figures: Figures,
    printed: Mapping[tuple[object, ...], PrintedFigure],
    notes: TableNotes,
) -> TableEntry:
    """The change in percent over all the years; a note with the reason where it is not computed."""
    first, last = series.years[0], series.years[-1]
    figure = PrintedFigure(
        figures.places[place],
        place,
        series.kinds[0],
        series.measure,
        series.other,
        group,
        last,
        first,
        Fraction(0),
        0,
    )
    exact = recompute(figure, figures)
    if isinstance(exact, Sentence):
        return TableEntry(None, 0, notes.mark(exact))
    key = (place, figure.kind, group, last, first)
    return TableEntry(exact, 0, notes.mark(_differs(printed.get(key), exact)))


def _origin(series: YearlySeries, one: Observation | None, figures: Figures) -> list[Sentence | None]:
    """Notes on where a figure is from: another source than the first, what it replaces, its own note."""
    found = [] if one is None or one.value is None else _notes_of(one, figures)
    if series.other and one is not None:
        other = figures.by_cell.get(one.cell._replace(measure=series.other))
        found += [] if other is None or other.value is None else _notes_of(other, figures)
    return found


def _notes_of(one: Observation, figures: Figures) -> list[Sentence | None]:
    found: list[Sentence | None] = []
    if one.source != usual_precedence()[0]:
        found.append(_from_source(one.cell.measure, one.source))
    if one.note:
        found.append(sentence("{note}", note=one.note))
    if one.series_break:
        found.append(sentence("Break in the series: not to be compared with earlier years."))
    if figures.not_chosen:
        found += _not_chosen(one.cell, figures)
    return found


@lru_cache(maxsize=1024)
def _from_source(measure: str, source: str) -> Sentence:
    """The note of every figure of a measure from one source: the same object each time, told once."""
    return sentence("{measure} from {source}.", measure=measure_text(measure), source=source_text(source))


def _not_chosen(cell: FigureCell, figures: Figures) -> list[Sentence]:
    return [
        sentence(
            "{source} has {value}.",
            source=source_text(other.source),
            value="–" if other.value is None else decimal_text(other.value),
        )
        for other in figures.not_chosen.get(cell, ())
    ]


def source_text(source: str) -> Sentence | str:
    """A source in words."""
    known = {"kostra": "KOSTRA", "ssb": "SSB"}
    return sentence("the municipality") if source == usual_precedence()[0] else known.get(source, source)


def _differs(figure: PrintedFigure | None, value: Fraction | None) -> Sentence | None:
    """A note where the publication printed something else than what follows."""
    if figure is None or value is None or rounded(value, figure.decimals) == figure.printed:
        return None
    return sentence(
        "Printed as {printed} in the publication.", printed=decimal_text(figure.printed, figure.decimals)
    )


def _sources(series: YearlySeries, figures: Figures) -> Sentence | None:
    """The sources of the whole table."""
    rows = (*figures.by_measure[series.measure].values(), *figures.by_measure.get(series.other, {}).values())
    used = {one.source for row in rows for one in row.values()} - {""}
    words = [
        source_text(source)
        for source in sorted(used, key=lambda source: (source != usual_precedence()[0], source))
    ]
    return sentence("Sources: {sources}.", sources=words) if words else None


def _extremes(series: YearlySeries, year: int, figures: Figures) -> Sentence | None:
    """The lowest and the highest place in the last year."""
    known = [
        (value, figures.places[place])
        for place, group in series.rows
        if group == EVERYBODY and (value := value_of(series, place, year, figures)) is not None
    ]
    if len(known) < 2:
        return None
    (low, lowest), (high, highest) = min(known), max(known)
    return sentence(
        "Lowest in {year}: {lowest}, {low}. Highest: {highest}, {high}.",
        year=str(year),
        lowest=lowest,
        low=decimal_text(low, 0 if series.other else None),
        highest=highest,
        high=decimal_text(high, 0 if series.other else None),
    )


def _told(lines: tuple[ChartLine, ...], steps: tuple[str, ...]) -> Sentence:
    """A chart in words: the first and the last figure of every line."""
    parts = [
        sentence(
            "{name} from {first} in {start} to {last} in {end}",
            name=line.name,
            first=_point(line.points[0]),
            start=steps[0],
            last=_point(line.points[-1]),
            end=steps[-1],
        )
        for line in lines
    ]
    return sentence("{parts}. Every figure is in the table.", parts=parts)


def _point(value: Fraction | None) -> Sentence | str:
    return sentence("missing") if value is None else decimal_text(value, 0)


def _decimals(value: Fraction | None) -> int:
    return 0 if value is None or value.denominator == 1 else decimals_of(value)
