"""A chart of what each step costs, drawn as SVG: a bar to the expected cost, a line over the interval."""

from collections.abc import Iterator
from fractions import Fraction
from xml.sax.saxutils import escape

from rettvis.edges.comparison.charts import COLOURS, INK
from rettvis.edges.letters.coverage import printable
from rettvis.journey.simulation import Budget, CostOfYear
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.rulekit.wording import sentence

WIDTH, ROW, TOP, LINE = 420, 52, 26, 16
ROOM = 0.98
BAR = "#5b8cc0"
"""Three to one against white, and so light that the line over it is seen."""
MILLION = 100_000_000
"""Øre in a million kroner."""


def draw_costs(found: Budget, language: str) -> str:
    """The SVG of a whole year in million kroner; every figure stands in words too, and in the table."""
    rows = [(one.step.number, one.full_year) for one in found.steps]
    budget = found.assumptions.budget
    most = max([budget or 0, *(max(ends(cost)) for _, cost in rows), *(cost.expected for _, cost in rows)])
    height = TOP + ROW * len(rows)
    drawn = (_row(*row, place, most, language) for place, row in enumerate(rows))
    body = "".join(part for parts in drawn for part in parts)
    limit = "" if budget is None else "".join(_limit(budget, most, height, language))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="Inter, sans-serif" font-size="15" fill="{INK}">{limit}{body}</svg>'
    )


def millions(ore: int) -> Fraction:
    """Øre as million kroner, for :func:`decimal_text`."""
    return Fraction(ore, MILLION)


def ends(cost: CostOfYear) -> tuple[int, int]:
    """The lowest and the highest level that is told."""
    values = [value for _, value in cost.quantiles]
    return min(values), max(values)


def _across(ore: int, most: int) -> float:
    return round(ore / most * WIDTH * ROOM, 1) if most else 0.0


def _row(number: int, cost: CostOfYear, place: int, most: int, language: str) -> Iterator[str]:
    top = TOP + ROW * place
    low, high = ends(cost)
    shown = decimal_text(millions(cost.expected), 1).say(language)
    words = sentence("Step {step}: {cost} million kr", step=number, cost=shown).say(language)
    if low != high:
        parts = [decimal_text(millions(one), 1).say(language) for one in (low, high)]
        words += f" ({parts[0]}–{parts[1]})"
    # The budget's line ends around the words, so that both can be read.
    yield (
        f'<text x="0" y="{top + 12}" stroke="#fff" stroke-width="5" paint-order="stroke">'
        f"{escape(printable(words))}</text>"
    )
    width = max(_across(cost.expected, most), 1)
    yield f'<rect x="0" y="{top + 20}" width="{width}" height="{LINE}" fill="{BAR}"/>'
    if low != high:
        start, end, middle = _across(low, most), _across(high, most), top + 20 + LINE / 2
        yield (
            f'<path d="M{start} {middle}H{end}M{start} {middle - 6}v12M{end} {middle - 6}v12" '
            f'stroke="{INK}" stroke-width="2" fill="none"/>'
        )


def _limit(budget: int, most: int, height: int, language: str) -> Iterator[str]:
    """A broken line where the budget ends."""
    across = _across(budget, most)
    yield (
        f'<line x1="{across}" x2="{across}" y1="20" y2="{height}" stroke="{COLOURS[1]}" stroke-width="2" '
        'stroke-dasharray="5 4"/>'
    )
    shown = decimal_text(millions(budget), 1).say(language)
    words = sentence("The budget: {cost} million kr", cost=shown).say(language)
    side = ("end", across + 4) if across > WIDTH / 2 else ("start", across)
    yield (
        f'<text x="{min(side[1], WIDTH)}" y="13" text-anchor="{side[0]}" fill="{COLOURS[1]}">'
        f"{escape(printable(words))}</text>"
    )
