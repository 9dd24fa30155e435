"""Tables over years: a row for each place, with the change from the first year to the last."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from rettvis.journey.statistics.comparison.origins import differs_note, origin_notes, sources_note
from rettvis.journey.statistics.comparison.report import (
    ReportTable,
    ReportText,
    TableEntry,
    TableNotes,
)
from rettvis.journey.statistics.comparison.series import YearlySeries, caption_of, value_of
from rettvis.journey.statistics.decimal_text import decimal_text, decimals_of
from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.measures import group_text, measure_text
from rettvis.journey.statistics.observation import EVERYBODY, Observation
from rettvis.journey.statistics.printed import PrintedFigure, recompute
from rettvis.journey.statistics.publication import Publication
from rettvis.rulekit.wording import Sentence, sentence

_made: Any = tuple.__new__
"""Makes a named tuple of its parts in order: half the time of the usual way."""


def table_of(series: YearlySeries, publication: Publication, name: str) -> ReportTable:
    """A row for each place, a column for each year, and the change from the first year to the last."""
    notes = TableNotes()
    printed = publication.by_topic.get((series.measure, series.other), {})
    rows = [_row(series, place, group, publication.figures, printed, notes) for place, group in series.rows]
    last = series.years[-1]
    columns: list[ReportText] = [sentence("Place"), *(str(year) for year in series.years)]
    if len(series.years) > 1:
        columns.append(sentence("Change, percent"))
    whole = [sources_note(series, publication.figures), _extremes(series, last, publication.figures)]
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
        marks += notes.mark(differs_note(printed.get(key), value))
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
        return notes.mark(*origin_notes(series, one, figures))
    key = one.source if one.value is not None else None
    found = notes.by_source.get(key)
    if found is None:
        found = notes.by_source[key] = notes.mark(*origin_notes(series, one, figures))
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
    return TableEntry(exact, 0, notes.mark(differs_note(printed.get(key), exact)))


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


def _decimals(value: Fraction | None) -> int:
    return 0 if value is None or value.denominator == 1 else decimals_of(value)
