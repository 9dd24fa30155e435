"""What a provider that was paid in advance owes at settlement: hours that were paid for and not used."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.invoices.terms import Claimed, WorkedHours
from rettvis.rulekit.units import round_half_up


@dataclass(frozen=True)
class RefundDue:
    """For one provider and decision: minutes paid for in advance, minutes used, and what is owed.

    ``invoiced`` and ``paid`` (øre) are less what is credited already; what is owed is at the mean price paid.
    """

    provider: str
    reference: str
    invoiced: int
    paid: int
    worked: int

    @property
    def minutes(self) -> int:
        """Minutes that were paid for and not used."""
        return max(self.invoiced - self.worked, 0)

    @property
    def amount(self) -> int:
        """Whole øre to be paid back."""
        return round_half_up(Fraction(self.paid * self.minutes, self.invoiced)) if self.minutes else 0


def refunds_due(claimed: Iterable[Claimed], worked: Iterable[WorkedHours]) -> tuple[RefundDue, ...]:
    """What is owed for each provider and decision, in their order; those that owe nothing are left out.

    ``claimed`` are the lines of the settled time that were invoiced in advance, credits below zero; of the
    hours ``worked`` those count that lie on the days of such a line.
    """
    lines: dict[tuple[str, str], list[Claimed]] = {}
    for one in claimed:
        lines.setdefault((one.provider, one.reference), []).append(one)
    used = dict.fromkeys(lines, 0)
    for hours in worked:
        key = (hours.provider, hours.reference)
        if any(hours.day in one.period for one in lines.get(key, ())):
            used[key] += hours.minutes
    found = (
        RefundDue(
            provider,
            reference,
            sum(one.minutes for one in rows),
            sum(one.amount for one in rows),
            used[provider, reference],
        )
        for (provider, reference), rows in sorted(lines.items())
    )
    return tuple(one for one in found if one.minutes)
