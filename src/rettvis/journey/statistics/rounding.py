"""Rounding to a number of decimals by a named rule; exact, by fractions."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from rettvis.rulekit.units import round_down, round_half_even, round_half_up
from rettvis.rulekit.wording import N_

HALF_UP = "half_up"
"""The rule that is checked against: to the nearest, a half away from zero."""


def towards_zero(value: Fraction) -> int:
    """The decimals cut off: 2.9 is 2, and −2.9 is −2."""
    return round_down(value) if value >= 0 else -round_down(-value)


def away_from_zero(value: Fraction) -> int:
    """Any remainder counts as one: 2.1 is 3, and −2.1 is −3."""
    return -round_down(-value) if value >= 0 else round_down(value)


RULES: Mapping[str, Callable[[Fraction], int]] = {
    HALF_UP: round_half_up,
    "half_even": round_half_even,
    "down": towards_zero,
    "up": away_from_zero,
}
"""Every rule by its name."""

RIGHT_BY_RULE: Mapping[str, str] = {
    HALF_UP: N_("Right if a half is rounded up."),
    "half_even": N_("Right if a half is rounded to the even number."),
    "down": N_("Right if the decimals are cut off."),
    "up": N_("Right if it is always rounded up."),
}
"""What is said of a figure that one rule makes right."""


def rounded(value: Fraction, decimals: int, rule: str = HALF_UP) -> Fraction:
    """``value`` with so many decimals by the rule. Raises KeyError for a rule that is not known."""
    if value.denominator == 1:
        return value
    scale = 10**decimals
    return Fraction(RULES[rule](value * scale), scale)
