"""What would make a printed figure right: another rounding rule, rounding on the way, or a figure nearby.

The likeliest kind of slip is tried first, and only its explanations are given. An explanation is a
possibility, found because the numbers meet; it does not say that it happened.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.measures import measure_text
from rettvis.journey.statistics.observation import FigureCell
from rettvis.journey.statistics.printed import PrintedFigure, Recipe, calculate, recipe
from rettvis.journey.statistics.rounding import HALF_UP, RIGHT_BY_RULE, RULES, rounded
from rettvis.rulekit.wording import Sentence, sentence

MOST_PLACES_NEARBY = 30
"""With more places, the figure of one of them meets almost any number by chance."""

FEWEST_DIGITS_OF_A_MISPRINT = 3
"""With fewer digits, too many numbers are one digit apart for that to tell anything."""


@dataclass(frozen=True)
class Slip:
    """A deviation to be explained: the figure, its recipe and its exact value."""

    figure: PrintedFigure
    recipe: Recipe
    exact: Fraction
    figures: Figures

    def meets(self, value: Fraction, rule: str = HALF_UP) -> bool:
        """Whether ``value`` rounded is what was printed."""
        return rounded(value, self.figure.decimals, rule) == self.figure.printed


def explain(figure: PrintedFigure, exact: Fraction, figures: Figures) -> tuple[Sentence, ...]:
    """What would make ``figure`` right, the likeliest kind only; empty where nothing near it does."""
    found = recipe(figure, figures)
    if not isinstance(found, Recipe):
        return ()
    slip = Slip(figure, found, exact, figures)
    for explanation in EXPLANATIONS:
        sentences = tuple(dict.fromkeys(explanation(slip)))
        if sentences:
            return sentences
    return ()


def _another_rule(slip: Slip) -> Iterator[Sentence]:
    """Rounded by one of the other rules."""
    for rule in RULES:
        if rule != HALF_UP and slip.meets(slip.exact, rule):
            yield Sentence(RIGHT_BY_RULE[rule])


def _rounded_on_the_way(slip: Slip) -> Iterator[Sentence]:
    """Rounded twice, or a ratio rounded before its change was found."""
    for decimals in range(slip.figure.decimals + 2, slip.figure.decimals, -1):
        if slip.meets(rounded(slip.exact, decimals)):
            yield sentence("Right if first rounded to {decimals:number} decimals.", decimals=decimals)
    if slip.figure.kind == "change_of_ratio":
        yield from _ratios_rounded(slip)


def _ratios_rounded(slip: Slip) -> Iterator[Sentence]:
    values = [slip.figures.value(cell) or Fraction(0) for cell in slip.recipe.cells]
    for decimals in range(3):
        new = rounded(values[0] / values[1], decimals)
        old = rounded(values[2] / values[3], decimals)
        if old and slip.meets(100 * (new - old) / old):
            yield sentence(
                "Right if the ratio of each year is first rounded to {decimals:number} decimals.",
                decimals=decimals,
            )


def _another_source(slip: Slip) -> Iterator[Sentence]:
    """The figure of a source that was not chosen."""
    for choice in slip.figures.choices:
        for place, cell in enumerate(slip.recipe.cells):
            if cell != choice.chosen.cell:
                continue
            for one in choice.over:
                if one.value is not None and _met_with(slip, place, one.value):
                    yield sentence(
                        "Right with the figure {measure} for {year} from {source}.",
                        measure=measure_text(cell.measure),
                        year=str(cell.year),
                        source=one.source,
                    )


def _met_with(slip: Slip, place: int, value: Fraction) -> bool:
    """Whether the printed figure is right with another value for the cell at ``place``."""
    values = [slip.figures.value(cell) or Fraction(0) for cell in slip.recipe.cells]
    values[place] = value
    try:
        return slip.meets(slip.recipe.formula(values))
    except ZeroDivisionError:
        return False


def _another_cell(
    slip: Slip, near: Callable[[FigureCell], Iterator[FigureCell]]
) -> Iterator[tuple[FigureCell, FigureCell]]:
    """The cells that could be changed for one near it, with that one."""
    for place, cell in enumerate(slip.recipe.cells):
        for other in near(cell):
            value = slip.figures.value(other)
            if other != cell and value is not None and _met_with(slip, place, value):
                yield cell, other


def _another_year(slip: Slip) -> Iterator[Sentence]:
    def near(cell: FigureCell) -> Iterator[FigureCell]:
        return (cell._replace(year=year) for year in slip.figures.years)

    for cell, other in _another_cell(slip, near):
        yield sentence(
            "Right with the figure {measure} for {other} in place of {year}.",
            measure=measure_text(cell.measure),
            year=str(cell.year),
            other=str(other.year),
        )
    yield from _another_figure(slip)


def _another_figure(slip: Slip) -> Iterator[Sentence]:
    """The same figure for another year throughout, or from another base year."""
    for year in slip.figures.years:
        if year != slip.figure.year and _met_by(slip, replace(slip.figure, year=year)):
            yield sentence("It is the right figure for {year}.", year=str(year))
    if slip.figure.base_year is None:
        return
    for year in slip.figures.years:
        if year != slip.figure.base_year and _met_by(slip, replace(slip.figure, base_year=year)):
            yield sentence("Right with {year} as base year.", year=str(year))


def _another_place(slip: Slip) -> Iterator[Sentence]:
    def near(cell: FigureCell) -> Iterator[FigureCell]:
        return (cell._replace(place=number) for number in slip.figures.places)

    if len(slip.figures.places) > MOST_PLACES_NEARBY:
        return
    for number, name in slip.figures.places.items():
        if number != slip.figure.number and _met_by(slip, replace(slip.figure, number=number)):
            yield sentence("It is the right figure for {place}.", place=name)
    for cell, other in _another_cell(slip, near):
        yield sentence(
            "Right with the figure {measure} for {year} of {place}.",
            measure=measure_text(cell.measure),
            year=str(cell.year),
            place=slip.figures.places[other.place],
        )


def _met_by(slip: Slip, figure: PrintedFigure) -> bool:
    """Whether another figure's right value is what was printed."""
    found = recipe(figure, slip.figures)
    value = calculate(found, slip.figures) if isinstance(found, Recipe) else found
    return isinstance(value, Fraction) and slip.meets(value)


def _another_calculation(slip: Slip) -> Iterator[Sentence]:
    """The parts the other way round, or what is near to the calculation asked for."""
    values = [slip.figures.value(cell) or Fraction(0) for cell in slip.recipe.cells]
    first, second = (*values, Fraction(0), Fraction(0))[:2]
    if slip.figure.kind in ("ratio", "share") and first and slip.meets(slip.recipe.formula([second, first])):
        yield sentence("Right if the two figures change places.")
    if slip.figure.kind == "change":
        if first and slip.meets(100 * (first - second) / first):
            yield sentence("Right as a share of the later year’s figure.")
        if second and slip.meets(100 * first / second):
            yield sentence("Right as the later figure in percent of the earlier.")
        if slip.meets(first - second):
            yield sentence("Right as a difference, not in percent.")
    if slip.meets(-slip.exact):
        yield sentence("Right with the opposite sign.")


def _a_misprint(slip: Slip) -> Iterator[Sentence]:
    """One digit is another, or two neighbours have changed places."""
    right, printed = (
        _digits(value, slip) for value in (rounded(slip.exact, slip.figure.decimals), slip.figure.printed)
    )
    if len(right) != len(printed) or len(right) < FEWEST_DIGITS_OF_A_MISPRINT:
        return
    differing = [place for place, (a, b) in enumerate(zip(right, printed, strict=True)) if a != b]
    if len(differing) == 1:
        yield sentence("A misprint of one digit would explain it.")
    elif len(differing) == 2 and differing[1] == differing[0] + 1:
        one, two = differing
        if (right[one], right[two]) == (printed[two], printed[one]):
            yield sentence("Two digits that have changed places would explain it.")


def _digits(value: Fraction, slip: Slip) -> str:
    return str(int(value * 10**slip.figure.decimals))


EXPLANATIONS: tuple[Callable[[Slip], Iterator[Sentence]], ...] = (
    _another_rule,
    _rounded_on_the_way,
    _another_source,
    _another_year,
    _another_place,
    _another_calculation,
    _a_misprint,
)
"""What is tried, the likeliest first."""
