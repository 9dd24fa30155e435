"""The bar of a year: used, planned and left, and how much of the hours the days so far have given."""

from dataclasses import dataclass

from rettvis.web.hourbank.figures import Figures

WIDTH = 1000


@dataclass(frozen=True)
class Part:
    """A part of the bar: its name in the style sheet, where it begins, how wide it is, and its minutes."""

    name: str
    x: int
    width: int
    minutes: int


@dataclass(frozen=True)
class YearBar:
    """The parts from the left, and where the mark of the day stands."""

    parts: tuple[Part, ...]
    mark: int
    width: int = WIDTH


def bar_of(figures: Figures) -> YearBar | None:
    """The bar of an account; None where there is nothing to draw."""
    over = max(0, figures.used + figures.settled - figures.given)
    used = max(0, figures.used - over)
    planned = min(figures.planned, max(0, figures.left))
    left = max(0, figures.left) - planned
    wanted = (
        ("used", used),
        ("settled", max(0, figures.settled)),
        ("planned", planned),
        ("left", left),
        ("over", over),
    )
    whole = sum(minutes for _name, minutes in wanted)
    if not whole:
        return None
    parts, begin = [], 0
    for name, minutes in wanted:
        if minutes:
            end = begin + minutes
            x = WIDTH * begin // whole
            parts.append(Part(name, x, WIDTH * end // whole - x, minutes))
            begin = end
    return YearBar(tuple(parts), min(max(WIDTH * figures.so_far // whole, 0), WIDTH))
