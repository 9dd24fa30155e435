"""The chart of handling time by month: what the table says, drawn with whole numbers in its own units."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from rettvis.web.handling.lines import Line

WIDTH, HEIGHT, BASE, LEFT = 1000, 330, 285, 60
STEPS = (1, 2, 5, 10, 20, 30, 50, 100, 200, 500)


@dataclass(frozen=True)
class Bar:
    """A month: the place and height of its two medians and its two 90th percentiles; None where hidden."""

    label: str
    x: int
    width: int
    whole: int | None
    own: int | None
    ninety: int | None
    own_ninety: int | None


@dataclass(frozen=True)
class Chart:
    """The bars, and the lines of the scale as (height, days)."""

    bars: Sequence[Bar]
    scale: Sequence[tuple[int, int]]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE
    left: int = LEFT


def chart_of(lines: Sequence[Line], labels: Sequence[str]) -> Chart | None:
    """The chart of some months; None where there is nothing to draw."""
    shown = [line for line in lines if line.cases and not line.hidden]
    if not shown:
        return None
    most = max(line.whole.spread.percentile_90 or 0 for line in shown) or 1
    step = next((step for step in STEPS if most <= step * 6), STEPS[-1])
    top = step * ceil(most / step)
    room = (WIDTH - LEFT) // len(lines)
    bars = [
        _bar(line, label, LEFT + number * room, room, top)
        for number, (line, label) in enumerate(zip(lines, labels, strict=True))
    ]
    scale = [(_height(days, top), days) for days in range(0, top + 1, step)]
    return Chart(bars, scale)


def _bar(line: Line, label: str, x: int, room: int, top: int) -> Bar:
    if line.hidden or not line.cases:
        return Bar(label, x, room, None, None, None, None)
    whole, own = line.whole.spread, line.own.spread
    return Bar(
        label,
        x,
        room,
        _height(whole.median or 0, top),
        _height(own.median or 0, top),
        _height(whole.percentile_90 or 0, top),
        _height(own.percentile_90 or 0, top),
    )


def _height(days: object, top: int) -> int:
    """How high a number of days is drawn."""
    return int(days * (BASE - 20) / top)  # type: ignore[operator]
