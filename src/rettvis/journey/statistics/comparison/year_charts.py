"""Charts over years: the lines, and the slope from the first year to the last."""

from fractions import Fraction

from rettvis.journey.statistics.comparison.report import ChartLine, ReportChart
from rettvis.journey.statistics.comparison.series import YearlySeries, caption_of, value_of
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.measures import measure_text
from rettvis.journey.statistics.observation import EVERYBODY
from rettvis.rulekit.wording import Sentence, sentence

MOST_LINES = 8
"""A chart with more lines than this cannot be read; the table can."""


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
