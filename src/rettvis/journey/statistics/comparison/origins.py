"""Where the figures of a table are from: the notes on one figure, and on the whole table."""

from fractions import Fraction
from functools import lru_cache

from rettvis.journey.statistics.comparison.series import YearlySeries
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.measures import measure_text
from rettvis.journey.statistics.observation import FigureCell, Observation
from rettvis.journey.statistics.precedence import usual_precedence
from rettvis.journey.statistics.printed import PrintedFigure
from rettvis.journey.statistics.rounding import rounded
from rettvis.rulekit.wording import Sentence, sentence


def origin_notes(series: YearlySeries, one: Observation | None, figures: Figures) -> list[Sentence | None]:
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


def differs_note(figure: PrintedFigure | None, value: Fraction | None) -> Sentence | None:
    """A note where the publication printed something else than what follows."""
    if figure is None or value is None or rounded(value, figure.decimals) == figure.printed:
        return None
    return sentence(
        "Printed as {printed} in the publication.", printed=decimal_text(figure.printed, figure.decimals)
    )


def sources_note(series: YearlySeries, figures: Figures) -> Sentence | None:
    """The sources of the whole table."""
    rows = (*figures.by_measure[series.measure].values(), *figures.by_measure.get(series.other, {}).values())
    used = {one.source for row in rows for one in row.values()} - {""}
    words = [
        source_text(source)
        for source in sorted(used, key=lambda source: (source != usual_precedence()[0], source))
    ]
    return sentence("Sources: {sources}.", sources=words) if words else None
