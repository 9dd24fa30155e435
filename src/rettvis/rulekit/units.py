"""Exact units: hours are whole minutes, conversions are exact fractions, and rounding is a named rule."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence

MINUTES_PER_HOUR = 60
HALF_HOUR = 30
MONTHS_PER_YEAR = 12

WEEKS_BY_PRACTICE = Fraction(52)
"""Weeks per year as municipalities count; a decision states which convention it used."""
WEEKS_BY_CALENDAR = Fraction(365, 7)
"""Weeks per year by arithmetic."""

Rounding = Callable[[Fraction], int]
"""A named rounding rule: an exact fraction to a whole number."""

_DECIMAL = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,9}))?")
_CLOCK = re.compile(r"([0-9]{1,9}):([0-5][0-9])")


def round_half_up(value: Fraction) -> int:
    """To the nearest whole number, a half away from zero: 2.5 is 3, and −2.5 is −3."""
    whole = (abs(value) + Fraction(1, 2)).__floor__()
    return whole if value >= 0 else -whole


def round_half_even(value: Fraction) -> int:
    """To the nearest whole number, a half to the even one: 2.5 is 2, and 3.5 is 4."""
    return round(value)


def round_down(value: Fraction) -> int:
    """To the nearest whole number below: 2.9 is 2, and −2.1 is −3."""
    return value.__floor__()


def round_to_half_hour(minutes: Fraction) -> int:
    """Minutes to the nearest half hour, in minutes; a quarter past or to goes up."""
    return HALF_HOUR * round_half_up(minutes / HALF_HOUR)


def minutes_from_hours(
    value: int | str | Decimal | Fraction,
    place: str,
    *,
    rounding: Rounding | None = None,
    at_most: int | None = None,
) -> int | Fault:
    """Whole minutes from hours: 7, "7,5", "7.5", "7:30", Decimal or Fraction.

    A fault for what is negative, above ``at_most`` minutes, not a number of hours, or not a whole minute
    (unless ``rounding`` says how it is to be rounded). A float is a broken promise: TypeError.
    """
    return _minutes(value, place, MINUTES_PER_HOUR, rounding, at_most)


def whole_minutes(
    value: int | str | Decimal | Fraction,
    place: str,
    *,
    rounding: Rounding | None = None,
    at_most: int | None = None,
) -> int | Fault:
    """Whole minutes from minutes, in the same forms as hours but for the clock's ("7:30" is hours)."""
    return _minutes(value, place, 1, rounding, at_most)


def per_year(per_week: int | Fraction, weeks_per_year: Fraction) -> Fraction:
    """What is so much a week, in a year; exact."""
    return per_week * weeks_per_year


def per_month(per_week: int | Fraction, weeks_per_year: Fraction) -> Fraction:
    """What is so much a week, in a month, which is a twelfth of a year; exact."""
    return per_week * weeks_per_year / MONTHS_PER_YEAR


def per_week_of_month(per_month: int | Fraction, weeks_per_year: Fraction) -> Fraction:
    """What is so much a month, in a week; exact."""
    return per_month * MONTHS_PER_YEAR / weeks_per_year


def per_week_of_year(per_year: int | Fraction, weeks_per_year: Fraction) -> Fraction:
    """What is so much a year, in a week; exact."""
    return per_year / weeks_per_year


def _minutes(
    value: int | str | Decimal | Fraction,
    place: str,
    unit: int,
    rounding: Rounding | None,
    at_most: int | None,
) -> int | Fault:
    """The one way from what was written to whole minutes."""
    if isinstance(value, float):
        raise TypeError("a float is not exact; give int, str, Decimal or Fraction")
    exact = _exact(value, unit)
    if exact is None:
        return Fault(place, _not_understood(value, unit))
    if exact < 0:
        return Fault(place, sentence("“{text}” is negative. A time cannot be.", text=str(value)))
    if exact.denominator != 1 and rounding is None:
        return Fault(place, _not_whole(value, exact))
    minutes = int(exact) if rounding is None else rounding(exact)
    if at_most is not None and minutes > at_most:
        message = sentence(
            "{given:hours} is more than there can be here: at most {most:hours}.", given=minutes, most=at_most
        )
        return Fault(place, message)
    return minutes


def _exact(value: int | str | Decimal | Fraction, unit: int) -> Fraction | None:
    """``value`` in minutes as an exact fraction; None where it is not a number in a form that is read."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return _exact_text(value.strip(), unit)
    if isinstance(value, Decimal) and not value.is_finite():
        return None
    return Fraction(value) * unit


def _exact_text(text: str, unit: int) -> Fraction | None:
    """The same for text, with decimal comma or point, or hours and minutes with a colon."""
    sign = -1 if text.startswith(("-", "−")) else 1
    text = text.removeprefix("-").removeprefix("−")
    clock = _CLOCK.fullmatch(text)
    if clock and unit == MINUTES_PER_HOUR:
        return Fraction(sign * (int(clock[1]) * MINUTES_PER_HOUR + int(clock[2])))
    number = _DECIMAL.fullmatch(text)
    if number is None:
        return None
    decimals = number[2] or ""
    return sign * Fraction(int(number[1] + decimals), 10 ** len(decimals)) * unit


def _not_understood(value: object, unit: int) -> Sentence:
    if unit == MINUTES_PER_HOUR:
        return sentence("“{text}” is not a number of hours. Write hours as 7,5 or as 7:30.", text=str(value))
    return sentence("“{text}” is not a number of minutes. Write whole minutes, such as 45.", text=str(value))


def _not_whole(value: object, exact: Fraction) -> Sentence:
    below = round_down(exact)
    return sentence(
        "“{text}” is not a whole number of minutes: it lies between {below:hours} and {above:hours}. "
        "Write the minutes out.",
        text=str(value),
        below=below,
        above=below + 1,
    )
