"""Which number of weeks a year is counted with; the decision states it."""

from dataclasses import dataclass
from fractions import Fraction

from rettvis.rulekit.faults import Fault
from rettvis.rulekit.units import WEEKS_BY_CALENDAR, WEEKS_BY_PRACTICE, per_month, per_year
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class WeeksPerYear:
    """The weeks of a year, exact: 52 in the practice of the municipalities, 365/7 by the calendar.

    Source of 52: Romerike Revisjon, rapport nr. 7-2026 (12 hours a week printed as 624 a year).
    """

    weeks: Fraction = WEEKS_BY_PRACTICE

    def per_year(self, minutes_a_week: int) -> Fraction:
        """Minutes a year, exact."""
        return per_year(minutes_a_week, self.weeks)

    def per_month(self, minutes_a_week: int) -> Fraction:
        """Minutes a month, a twelfth of the year, exact."""
        return per_month(minutes_a_week, self.weeks)

    def words(self) -> Sentence:
        """The convention in words."""
        if self.weeks.denominator == 1:
            return sentence("{weeks} weeks a year", weeks=self.weeks.numerator)
        return sentence("{days}/{by} weeks a year", days=self.weeks.numerator, by=self.weeks.denominator)


FIFTY_TWO = WeeksPerYear(WEEKS_BY_PRACTICE)
CALENDAR_YEAR = WeeksPerYear(WEEKS_BY_CALENDAR)


def check_weeks(convention: WeeksPerYear) -> list[Fault]:
    """A fault unless the year has from 1 to 53 weeks."""
    if 1 <= convention.weeks <= 53:
        return []
    message = sentence(
        "A year cannot be counted with {weeks} weeks. Use 52, or 365/7.", weeks=str(convention.weeks)
    )
    return [Fault("weeks", message)]
