"""Small charts drawn as SVG: lines over years, dots for spread, slopes between two years.

Each place has its own colour, its own mark and its name at the line, so that no reader needs the colour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from textwrap import wrap
from xml.sax.saxutils import escape

from rettvis.edges.letters.coverage import printable
from rettvis.journey.statistics.comparison import ChartLine, ReportChart
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.rulekit.wording import Sentence

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 70, 140, 16, 36
COLOURS = ("#0a4d8c", "#a8441a", "#1f6f4a", "#7a2a7a", "#7a5c00", "#3d3d3d", "#00707a", "#b0003a")
"""Dark enough on white to be told from it (at least 4.5 to 1)."""
INK, GRID = "#1b2733", "#d5dce3"
APART = 15
"""The least height between two names."""
LONGEST_NAME = 19
"""How many signs of a name there is room for beside the lines; a longer one goes on below."""
SIGN = 6.6
"""The width of a sign of a figure, about."""


def draw(chart: ReportChart, language: str) -> str:
    """The SVG of a chart, without title: the page gives its caption and its words."""
    height = _height(chart, language)
    body = _dots(chart, language, height) if chart.shape == "dots" else _lines(chart, language, height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="Inter, sans-serif" font-size="12" fill="{INK}">{"".join(body)}</svg>'
    )


def _height(chart: ReportChart, language: str) -> int:
    """Room for every row of a chart of dots, and for every name beside one of lines."""
    if chart.shape == "dots":
        return TOP + BOTTOM + 34 * len(chart.lines)
    rows = sum(len(_rows(line, language)) for line in chart.lines)
    return max(HEIGHT, TOP + rows * APART + APART)


@dataclass(frozen=True)
class _Scale:
    """From a value to a place on the paper."""

    low: Fraction
    high: Fraction
    start: int
    end: int

    def at(self, value: Fraction) -> float:
        """Where ``value`` is, in units of the drawing."""
        return round(
            float(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)), 1
        )


def ticks(highest: Fraction) -> list[Fraction]:
    """Four to eight round steps from zero to at least ``highest``."""
    step = Fraction(1)
    while step * 6 < highest:
        step *= 10
    for part in (Fraction(1, 10), Fraction(1, 5), Fraction(1, 2), Fraction(1)):
        if step * part * 6 >= highest:
            step *= part
            break
    count = -(-highest // step) if highest else 1
    return [step * number for number in range(int(max(count, 1)) + 1)]


def _known(chart: ReportChart) -> list[Fraction]:
    return [value for line in chart.lines for value in line.points if value is not None]


def _lines(chart: ReportChart, language: str, height: int) -> Iterator[str]:
    """Lines over the years, or slopes between two."""
    marks = ticks(max(_known(chart), default=Fraction(1)))
    down = _Scale(Fraction(0), marks[-1], height - BOTTOM, TOP)
    last = max(len(chart.steps) - 1, 1)
    across = _Scale(Fraction(0), Fraction(last), LEFT, WIDTH - RIGHT)
    for value in marks:
        y = down.at(value)
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="{GRID}"/>'
        yield _text(LEFT - 8, y + 4, decimal_text(value), language, "end")
    for place, step in enumerate(chart.steps):
        yield _text(across.at(Fraction(place)), height - BOTTOM + 20, step, language, "middle")
    for number, line in enumerate(chart.lines):
        points = [
            (across.at(Fraction(place)), down.at(value)) if value is not None else None
            for place, value in enumerate(line.points)
        ]
        yield from _line(points, number)
    yield from _names(chart.lines, down, language, height)


def _line(points: Sequence[tuple[float, float] | None], number: int) -> Iterator[str]:
    """One line with its marks; it is broken where a point is missing."""
    colour = COLOURS[number % len(COLOURS)]
    path, lifted = "", True
    for point in points:
        if point is None:
            lifted = True
            continue
        path += f"{'M' if lifted else 'L'}{point[0]} {point[1]}"
        lifted = False
    yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for point in points:
        if point is not None:
            yield _mark(point[0], point[1], number)


def _mark(x: float, y: float, number: int) -> str:
    """A mark of its own for each line: disc, square, triangle, diamond."""
    colour = COLOURS[number % len(COLOURS)]
    shapes = (
        f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>',
        f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8" fill="{colour}"/>',
        f'<path d="M{x} {y - 5}L{x + 5} {y + 4}L{x - 5} {y + 4}Z" fill="{colour}"/>',
        f'<path d="M{x} {y - 5}L{x + 5} {y}L{x} {y + 5}L{x - 5} {y}Z" fill="{colour}"/>',
    )
    return shapes[number % len(shapes)]


def _names(lines: Sequence[ChartLine], down: _Scale, language: str, height: int) -> Iterator[str]:
    """The name at the end of each line, on as many rows as it takes, moved apart where two would meet."""
    ends = sorted(
        (down.at(known[-1]), number, _rows(line, language))
        for number, line in enumerate(lines)
        if (known := [value for value in line.points if value is not None])
    )
    for y, (_end, number, words) in zip(
        _apart([(y, len(words)) for y, _n, words in ends], height), ends, strict=True
    ):
        colour = COLOURS[number % len(COLOURS)]
        for row, part in enumerate(words):
            yield _text(WIDTH - RIGHT + 12, y + 4 + row * APART, part, language, "start", colour)


def _apart(blocks: Sequence[tuple[float, int]], height: int) -> list[float]:
    """Where each block of so many rows begins, as near to its place as those above and the edge allow."""
    found, free = list[float](), float(TOP)
    for y, rows in blocks:
        found.append(max(y, free))
        free = found[-1] + rows * APART
    edge = float(height - APART)
    for place in reversed(range(len(blocks))):
        found[place] = min(found[place], edge - (blocks[place][1] - 1) * APART)
        edge = found[place] - APART
    return found


def _rows(line: ChartLine, language: str) -> list[str]:
    """The name of a line on as many rows as it takes."""
    name = line.name.say(language) if isinstance(line.name, Sentence) else line.name
    return wrap(name, LONGEST_NAME)


def _dots(chart: ReportChart, language: str, height: int) -> Iterator[str]:
    """A row for each place: its lowest, its mean and its highest on one line."""
    marks = ticks(max(_known(chart), default=Fraction(1)))
    across = _Scale(Fraction(0), marks[-1], LEFT + 110, WIDTH - 50)
    for value in marks:
        x = across.at(value)
        yield f'<line x1="{x}" x2="{x}" y1="{TOP}" y2="{height - BOTTOM}" stroke="{GRID}"/>'
        yield _text(x, height - BOTTOM + 20, decimal_text(value), language, "middle")
    for number, line in enumerate(chart.lines):
        y = TOP + 34 * number + 20
        yield _text(LEFT + 96, y + 4, line.name, language, "end")
        ends = [across.at(value) for value in (line.points[0], line.points[-1]) if value is not None]
        if ends:
            yield _bar(min(ends), max(ends), y)
        yield from _marks(line.points, across, y, language)


def _marks(points: Sequence[Fraction | None], across: _Scale, y: float, language: str) -> Iterator[str]:
    """The marks of a row with their figures above; where those would meet, the outer two stand beside."""
    known = [
        (shape, across.at(point), decimal_text(point, 0))
        for shape, point in enumerate(points)
        if point is not None
    ]
    wide = {shape: SIGN * len(words.say(language)) for shape, _x, words in known}
    close = any(
        right - left < (wide[one] + wide[two]) / 2 + SIGN
        for (one, left, _), (two, right, _words) in pairwise(known)
    )
    for shape, x, words in known:
        yield _mark(x, y, (0, 3, 1)[shape])
        if not close or shape == 1:
            yield _text(x, y - 8, words, language, "middle")
        elif shape == 2:
            yield _text(x + 8, y + 4, words, language, "start")
        elif x - 8 - wide[shape] > LEFT + 100:
            yield _text(x - 8, y + 4, words, language, "end")
        else:
            yield _text(x, y + 18, words, language, "middle")


def _bar(start: float, end: float, y: float) -> str:
    """The line from the lowest to the highest."""
    return f'<line x1="{start}" x2="{end}" y1="{y}" y2="{y}" stroke="{COLOURS[0]}" stroke-width="2"/>'


def _text(x: float, y: float, text: Sentence | str, language: str, anchor: str, colour: str = INK) -> str:
    words = text.say(language) if isinstance(text, Sentence) else text
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{escape(printable(words))}</text>'
