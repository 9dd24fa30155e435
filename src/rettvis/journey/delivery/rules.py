"""What the checks are run with: hours of the night, how a resting night counts, limits of working time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rettvis.journey.delivery.shift import Shift
from rettvis.lawbook.working_time import REGIMES, WorkingTimeLimits, night_hours, working_time_limits

WHOLE_PERCENT = 100


@dataclass(frozen=True)
class CheckRules:
    """``night`` is when the night begins and ends, in minutes of the clock; ``resting_percent`` is how much
    of a resting night is taken from the decision's hours (the municipality's own choice).

    ``resting_of`` gives that share line by line, where the municipality has changed it or has another for a
    provider; the checks of many lines take one share for all.
    """

    limits: WorkingTimeLimits
    night: tuple[int, int]
    resting_percent: int = WHOLE_PERCENT
    regime: str = REGIMES[0]
    resting_of: Callable[[Shift], int] | None = None


def check_rules(on: date, regime: str = REGIMES[0], resting_percent: int = WHOLE_PERCENT) -> CheckRules:
    """The rules as they stood on a day."""
    return CheckRules(working_time_limits(regime, on), night_hours(on), resting_percent, regime)
