"""Minutes and øre as the hours and kroner that a table shows: exact, and missing where they are missing."""

from fractions import Fraction

from rettvis.rulekit.units import MINUTES_PER_HOUR

ORE_PER_KRONE = 100


def in_hours(minutes: int | None) -> Fraction | None:
    """Hours of some minutes."""
    return None if minutes is None else Fraction(minutes, MINUTES_PER_HOUR)


def in_kroner(ore: int | None) -> Fraction | None:
    """Kroner of some øre."""
    return None if ore is None else Fraction(ore, ORE_PER_KRONE)
