"""What the checks are run with: hours of the night, how a resting night counts, limits of working time."""

from dataclasses import dataclass
from datetime import date

from rettvis.lawbook.working_time import REGIMES, WorkingTimeLimits, night_hours, working_time_limits

WHOLE_PERCENT = 100


@dataclass(frozen=True)
class CheckRules:
    """``night`` is when the night begins and ends, in minutes of the clock; ``resting_percent`` is how much
    of a resting night is taken from the decision's hours (the municipality's own choice)."""

    limits: WorkingTimeLimits
    night: tuple[int, int]
    resting_percent: int = WHOLE_PERCENT
    regime: str = REGIMES[0]


def check_rules(on: date, regime: str = REGIMES[0], resting_percent: int = WHOLE_PERCENT) -> CheckRules:
    """The rules as they stood on a day."""
    return CheckRules(working_time_limits(regime, on), night_hours(on), resting_percent, regime)
