"""The administration's own hours, and what they cost: hours × the hourly cost that held on the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.units import MINUTES_PER_HOUR, round_half_up
from rettvis.rulekit.wording import N_


class WorkKind(Choice):
    """What the administration's hours went to."""

    INVOICES = "invoices", N_("Control of invoices and timesheets")
    FOLLOW_UP = "follow_up", N_("Follow-up of providers")
    START_UP = "start_up", N_("Start-up and change of provider")
    BANK = "bank", N_("Hour bank and settlement")
    CASES = "cases", N_("Mapping and decisions")
    GUIDANCE = "guidance", N_("Guidance and training of supervisors")
    OTHER = "other", N_("Other administration")


@dataclass(frozen=True)
class Worked:
    """Minutes of the administration's work on a day; ``ore`` is the hourly cost then, None where none is set.

    ``provider`` and ``case`` are empty for what was for no one of them.
    """

    day: date
    minutes: int
    kind: WorkKind
    provider: str = ""
    case: str = ""
    ore: int | None = None


@dataclass(frozen=True)
class AdministrationWork:
    """Minutes, and their cost in øre: None where no cost is known for some of them."""

    minutes: int
    cost: int | None


def administration_cost(work: Iterable[Worked]) -> AdministrationWork | None:
    """The hours and what they cost, exact and rounded once to the øre; None where nothing was recorded."""
    rows = list(work)
    if not rows:
        return None
    minutes = sum(row.minutes for row in rows)
    if any(row.ore is None for row in rows):
        return AdministrationWork(minutes, None)
    exact = sum((Fraction(row.minutes * (row.ore or 0), MINUTES_PER_HOUR) for row in rows), Fraction(0))
    return AdministrationWork(minutes, round_half_up(exact))
