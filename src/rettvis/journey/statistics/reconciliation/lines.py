"""One service of one person, as it is decided here or as it was reported."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class ReportedLine:
    """A service in force: ``hours`` a week, exact, None where it is not given in hours.

    ``person`` is a reference that both lists use (never shown whole where it is a national identity number);
    ``per_month`` is the number of hours a month that the list itself gave; ``found_at`` is file and line.
    """

    person: str
    service: str
    hours: Fraction | None
    first: date | None = None
    last: date | None = None
    provider: str = ""
    per_month: Fraction | None = None
    found_at: str = ""

    def on(self, day: date) -> bool:
        """Whether the service is in force on ``day``; a day that is not given sets no bound."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def masked(reference: str) -> str:
    """A reference as it is shown: of eleven digits (a national identity number) the first six."""
    digits = reference.replace(" ", "")
    return f"{digits[:6]}*****" if len(digits) == 11 and digits.isdecimal() else reference
