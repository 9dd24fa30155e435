"""The need ahead in the report: a table and a chart for each place that there is a projection for."""

from fractions import Fraction

from rettvis.journey.statistics.ahead import Ahead, Alternative, assumptions, look_ahead, places_ahead
from rettvis.journey.statistics.ahead.projection import PERCENT_WITHIN
from rettvis.journey.statistics.comparison.report import (
    ChartLine,
    Remark,
    ReportChart,
    ReportPart,
    ReportTable,
    TableEntry,
    TableNote,
)
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.journey.statistics.publication import Publication
from rettvis.rulekit.wording import Sentence, sentence


def ahead_parts(publication: Publication) -> tuple[ReportPart, ...]:
    """Users and hours of each place in the years to come, and what they rest on."""
    figures = publication.figures
    parts: list[ReportPart] = []
    for place in places_ahead(figures):
        one = look_ahead(figures, place)
        if one.years:
            parts += [_table(one), *_chart(one)]
        parts += [Remark(why) for why in one.left_out]
    return tuple(parts)


def _table(one: Ahead) -> ReportTable:
    columns = (
        sentence("Year"),
        *(alternative.label for alternative in Alternative for _ in ("users", "hours")),
    )
    years = sorted({year.year for year in one.years})
    rows = [(TableEntry(str(year)), *_cells(one, year)) for year in years]
    told = (sentence("For each alternative users, then hours a year."), *assumptions(one, PERCENT_WITHIN))
    notes = tuple(TableNote("", text) for text in told)
    caption = sentence("{place}: need ahead", place=one.name)
    return ReportTable(f"ahead.{one.place}", caption, columns, tuple(rows), notes, figures=False)


def _cells(one: Ahead, year: int) -> list[TableEntry]:
    """Users and hours of each alternative, each with its interval; empty where there is no projection."""
    found = {found.alternative: found for found in one.years if found.year == year}
    cells = []
    for alternative in Alternative:
        known = found.get(alternative)
        for expected in (known.users, known.hours) if known else (None, None):
            text = None if expected is None else _with_interval(expected.value, expected.low, expected.high)
            cells.append(TableEntry(text))
    return cells


def _with_interval(value: Fraction, low: int, high: int) -> Sentence:
    return sentence("{value} ({low:number}–{high:number})", value=decimal_text(value, 0), low=low, high=high)


def _chart(one: Ahead) -> list[ReportChart]:
    """The users of each alternative over the years."""
    years = sorted({year.year for year in one.years})
    if len(years) < 2:
        return []
    by = {(found.alternative, found.year): found.users.value for found in one.years}
    lines = tuple(
        ChartLine(alternative.label, tuple(by.get((alternative, year)) for year in years))
        for alternative in Alternative
        if any(found.alternative is alternative for found in one.years)
    )
    caption = sentence("{place}: users ahead", place=one.name)
    return [
        ReportChart("lines", caption, sentence("The table says the same."), tuple(map(str, years)), lines)
    ]
