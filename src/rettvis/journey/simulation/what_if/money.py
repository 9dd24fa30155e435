"""What hours a week cost in a year: exact, and rounded once."""

from dataclasses import dataclass
from fractions import Fraction

from rettvis.rulekit.units import MINUTES_PER_HOUR, WEEKS_BY_PRACTICE, round_half_up


@dataclass(frozen=True)
class Prices:
    """``hour`` is the price of an hour of BPA in øre, None where none is given.

    ``hour_otherwise`` is the price of the same hour organised in another way. ``step`` is the supplement step
    that the municipality has today, 0 without one.
    """

    hour: int | None = None
    hour_otherwise: int | None = None
    weeks: Fraction = WEEKS_BY_PRACTICE
    step: int = 0

    def year(self, minutes_a_week: int | None) -> int | None:
        """Whole øre a year for minutes a week, a half rounded up; None where either is not known."""
        if self.hour is None or minutes_a_week is None:
            return None
        return _cost(minutes_a_week, self.hour, self.weeks)

    def more_than_otherwise(self, minutes_a_week: int | None) -> int | None:
        """Whole øre a year that the minutes cost more as BPA than organised in another way."""
        if self.hour is None or self.hour_otherwise is None or minutes_a_week is None:
            return None
        return _cost(minutes_a_week, self.hour - self.hour_otherwise, self.weeks)


def _cost(minutes: int, price: int, weeks: Fraction) -> int:
    return round_half_up(Fraction(minutes * price, MINUTES_PER_HOUR) * weeks)
