"""The parts of a difference as they are shown: rounded so that what is shown adds up too."""

from collections.abc import Iterable
from fractions import Fraction

from rettvis.journey.statistics.decimal_text import DecimalText, decimal_text
from rettvis.journey.statistics.drivers.between import Drivers, Whole
from rettvis.journey.statistics.drivers.decomposition import in_whole_units

DECIMALS = {
    Whole.COST: 0,
    Whole.HOURS: 0,
    Whole.COST_PER_INHABITANT: 2,
    Whole.HOURS_PER_INHABITANT: 4,
}
"""How many decimals each whole is shown with."""


def driver_rows(one: Drivers) -> list[tuple[str, DecimalText, DecimalText | str]]:
    """Each factor, its part rounded by the largest remainders, and in percent of what was there before."""
    parts, decimals = one.by_factor(), DECIMALS[one.whole]
    units = in_whole_units([amount * 10**decimals for amount in parts.values()])
    percents = percents_of(parts.values(), one.before)
    return [
        (factor, decimal_text(Fraction(unit, 10**decimals), decimals), percent)
        for factor, unit, percent in zip(parts, units, percents, strict=True)
    ]


def whole_shown(one: Drivers) -> DecimalText:
    """The difference, with the same decimals as its parts."""
    decimals = DECIMALS[one.whole]
    unit = in_whole_units([one.difference * 10**decimals])[0]
    return decimal_text(Fraction(unit, 10**decimals), decimals)


def percents_of(amounts: Iterable[Fraction], before: Fraction) -> list[DecimalText | str]:
    """The amounts in percent of ``before``, with one decimal; a dash where there was nothing before.

    What is shown adds up, as the amounts do.
    """
    found = list(amounts)
    if not before:
        return ["–"] * len(found)
    tenths = in_whole_units([1000 * amount / before for amount in found])
    return [decimal_text(Fraction(unit, 10), 1) for unit in tenths]
