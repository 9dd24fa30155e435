"""A figure that a publication printed as calculated, and how each kind of calculation is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.measures import group_text, measure_text
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell
from rettvis.rulekit.wording import Sentence, sentence

Kind = Literal["ratio", "share", "change", "change_of_ratio", "difference", "sum", "weighted_mean"]
KINDS: tuple[Kind, ...] = get_args(Kind)
OVER_TIME = frozenset({"change", "change_of_ratio", "difference"})
"""Kinds that need a base year."""
OF_TWO = frozenset({"ratio", "share", "change_of_ratio", "weighted_mean"})
"""Kinds that need another measure."""

Formula = Callable[[Sequence[Fraction]], Fraction]


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """One printed figure: what it is said to be, and ``decimals`` as they were printed.

    ``place`` is the name, ``number`` the place's number where it is known ("" where it is not).
    """

    place: str
    number: str
    kind: Kind
    measure: str
    other: str
    group: str
    year: int
    base_year: int | None
    printed: Fraction
    decimals: int
    unit: str = ""
    printed_in: str = ""
    found_at: str = ""


@dataclass(frozen=True)
class Recipe:
    """The cells that a figure is calculated from, in order, and the formula over their values."""

    cells: tuple[FigureCell, ...]
    formula: Formula


def recipe(figure: PrintedFigure, figures: Figures) -> Recipe | Sentence:
    """How ``figure`` is calculated from ``figures``; a reason where it cannot be."""
    if not figure.number:
        return sentence("There are no figures for {place}.", place=figure.place)
    if figure.kind in ("sum", "weighted_mean"):
        return _over_groups(figure, figures)
    now = FigureCell(figure.number, figure.year, figure.measure, figure.group)
    base_year = figure.year if figure.base_year is None else figure.base_year
    cells: tuple[FigureCell, ...] = (now,)
    if figure.kind in OF_TWO:
        cells = (*cells, now._replace(measure=figure.other))
    if figure.kind in OVER_TIME:
        stop = next(filter(None, (figures.incomparable(cell, base_year) for cell in cells)), None)
        if stop is not None:
            return stop
        cells = (*cells, *(cell._replace(year=base_year) for cell in cells))
    return Recipe(cells, FORMULAS[figure.kind])


def calculate(recipe: Recipe, figures: Figures) -> Fraction | Sentence:
    """The exact value of a recipe; the reason where a figure is missing or something is divided by zero."""
    values = [figures.value(cell) for cell in recipe.cells]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return _missing(recipe.cells[values.index(None)])
    try:
        return recipe.formula(known)
    except ZeroDivisionError:
        return sentence("A figure that is divided by is zero.")


def recompute(figure: PrintedFigure, figures: Figures) -> Fraction | Sentence:
    """The exact value that ``figure`` should have had before rounding; the reason where it is not known."""
    found = recipe(figure, figures)
    return calculate(found, figures) if isinstance(found, Recipe) else found


def _over_groups(figure: PrintedFigure, figures: Figures) -> Recipe | Sentence:
    """A sum or weighted mean over every group but everybody together."""
    groups = figures.groups(figure.number, figure.year, figure.measure)
    weights = figures.groups(figure.number, figure.year, figure.other) if figure.kind in OF_TWO else ()
    groups = tuple(dict.fromkeys((*groups, *weights)))
    if not groups:
        return sentence(
            "{measure} is not divided by groups in {year}.",
            measure=measure_text(figure.measure),
            year=str(figure.year),
        )
    cells = tuple(FigureCell(figure.number, figure.year, figure.measure, group) for group in groups)
    if figure.kind in OF_TWO:
        cells = (*cells, *(cell._replace(measure=figure.other) for cell in cells))
    return Recipe(cells, FORMULAS[figure.kind])


def _missing(cell: FigureCell) -> Sentence:
    """That a figure is not there; the group is named where it is not everybody."""
    if cell.group == EVERYBODY:
        return sentence(
            "The figure {measure} for {year} is missing.",
            measure=measure_text(cell.measure),
            year=str(cell.year),
        )
    return sentence(
        "The figure {measure} for {year}, group {group}, is missing.",
        measure=measure_text(cell.measure),
        year=str(cell.year),
        group=group_text(cell.group),
    )


def _weighted_mean(values: Sequence[Fraction]) -> Fraction:
    half = len(values) // 2
    pairs = zip(values[:half], values[half:], strict=True)
    return sum((value * weight for value, weight in pairs), Fraction(0)) / sum(values[half:], Fraction(0))


FORMULAS: Mapping[str, Formula] = {
    "ratio": lambda v: v[0] / v[1],
    "share": lambda v: 100 * v[0] / v[1],
    "change": lambda v: 100 * (v[0] - v[1]) / v[1],
    "change_of_ratio": lambda v: 100 * (v[0] / v[1] / (v[2] / v[3]) - 1),
    "difference": lambda v: v[0] - v[1],
    "sum": lambda v: sum(v, Fraction(0)),
    "weighted_mean": _weighted_mean,
}
"""How each kind is calculated: shares and changes in percent."""
