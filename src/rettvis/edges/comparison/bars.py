"""Bars drawn as SVG: one for each row of a table, with its number beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import escape

from rettvis.edges.comparison.charts import COLOURS, INK
from rettvis.journey.statistics.decimal_text import decimal_text

WIDTH, ROW, HEIGHT_OF_BAR = 420, 44, 14
SIGN = 8.2
"""The width of a sign, about."""
LONGEST = 48


@dataclass(frozen=True)
class Bar:
    """One row: what it is called, and its value; None is drawn as words in place of a bar."""

    label: str
    value: Fraction | None


def draw_bars(bars: Sequence[Bar], missing: str, language: str) -> str:
    """The SVG, without title: the table beside it gives the words. Every value stands in figures too."""
    most = max((bar.value for bar in bars if bar.value is not None), default=Fraction(0)) or Fraction(1)
    height = ROW * len(bars) + 8
    body = "".join(
        part for place, bar in enumerate(bars) for part in _bar(bar, place, most, missing, language)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="Inter, sans-serif" font-size="15" fill="{INK}">{body}</svg>'
    )


def _bar(bar: Bar, place: int, most: Fraction, missing: str, language: str) -> Iterator[str]:
    """The label above, the bar below it, and the number after the bar."""
    top = ROW * place + 16
    yield f'<text x="0" y="{top}">{escape(_short(bar.label))}</text>'
    if bar.value is None:
        yield f'<text x="0" y="{top + 19}" font-style="italic">{escape(missing)}</text>'
        return
    words = decimal_text(bar.value).say(language)
    room = WIDTH - len(words) * SIGN - 12
    width = round(float(bar.value / most) * room, 1)
    yield f'<rect x="0" y="{top + 7}" width="{max(width, 1)}" height="{HEIGHT_OF_BAR}" fill="{COLOURS[0]}"/>'
    yield f'<text x="{max(width, 1) + 8}" y="{top + 19}">{words}</text>'


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
