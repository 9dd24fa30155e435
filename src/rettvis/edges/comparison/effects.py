"""Differences with their intervals, drawn as SVG: a dot for each, a line over what it may be, zero marked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from xml.sax.saxutils import escape

from rettvis.edges.comparison.charts import COLOURS, GRID, INK
from rettvis.journey.statistics.decimal_text import decimal_text

WIDTH, ROW, MARGIN, FOOT = 560, 48, 16, 34
LETTER = 8
"""The width of a letter, about; a label's paper is a little wider than the label."""
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class EffectRow:
    """One difference in percent, from the lowest to the highest that it may be."""

    label: str
    value: float
    low: float
    high: float


def draw_effects(rows: Sequence[EffectRow], language: str) -> str:
    """The SVG, without title: the table beside it says the same."""
    low, high = min(0.0, *(row.low for row in rows)), max(0.0, *(row.high for row in rows))
    step = next((one for one in STEPS if (high - low) / one <= 7), STEPS[-1])
    first, last = step * floor(low / step), step * -floor(-high / step)
    height = ROW * len(rows) + FOOT + 8

    def across(value: float) -> float:
        return round(MARGIN + (value - first) / (last - first or 1) * (WIDTH - 2 * MARGIN), 1)

    body = "".join(_axis(range(first, last + 1, step), across, height, language))
    body += "".join(part for place, row in enumerate(rows) for part in _row(row, place, across))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="Inter, sans-serif" font-size="15" fill="{INK}">{body}</svg>'
    )


def _axis(
    marks: Iterable[int], across: Callable[[float], float], height: int, language: str
) -> Iterator[str]:
    for mark in marks:
        x = across(mark)
        colour, width = (INK, 2) if mark == 0 else (GRID, 1)
        ends = f'x1="{x}" x2="{x}" y1="4" y2="{height - FOOT}"'
        yield f'<line {ends} stroke="{colour}" stroke-width="{width}"/>'
        words = decimal_text(Fraction(mark)).say(language)
        yield f'<text x="{x}" y="{height - 12}" text-anchor="middle">{words}</text>'


def _row(row: EffectRow, place: int, across: Callable[[float], float]) -> Iterator[str]:
    top, colour = ROW * place + 20, COLOURS[0]
    label = escape(row.label)
    # The label lies on the grid: paper of its own keeps it apart.
    paper = min(WIDTH, LETTER * len(row.label) + 8)
    yield f'<rect x="0" y="{top - 15}" width="{paper}" height="20" fill="#fff"/>'
    yield f'<text x="4" y="{top}">{label}</text>'
    y = top + 14
    ends = f'x1="{across(row.low)}" x2="{across(row.high)}" y1="{y}" y2="{y}"'
    yield f'<line {ends} stroke="{colour}" stroke-width="3"/>'
    yield f'<circle cx="{across(row.value)}" cy="{y}" r="6" fill="{colour}"/>'
