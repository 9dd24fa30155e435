"""The months and quarters that a follow-up is told by."""

from collections.abc import Iterator
from datetime import date, timedelta

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.period import Period
from rettvis.rulekit.units import MONTHS_PER_YEAR
from rettvis.rulekit.wording import N_


class StepOfTime(Choice):
    """How long each row of a follow-up is."""

    MONTH = "month", N_("Month")
    QUARTER = "quarter", N_("Quarter")

    @property
    def months(self) -> int:
        """Months in a step."""
        return 1 if self is StepOfTime.MONTH else 3


def first_of(day: date, step: StepOfTime) -> date:
    """The first day of the month or quarter that ``day`` is in."""
    return date(day.year, (day.month - 1) // step.months * step.months + 1, 1)


def spans(first: date, last: date, step: StepOfTime) -> Iterator[Period]:
    """The whole months or quarters from that of ``first`` to that of ``last``, in order."""
    day = first_of(first, step)
    while day <= last:
        year, month = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + step.months, MONTHS_PER_YEAR)
        after = date(year, month + 1, 1)
        yield Period(day, after - timedelta(days=1))
        day = after


def months_in(period: Period) -> list[date]:
    """The first day of each month of a period with an end."""
    return [month.first for month in spans(period.first, period.last or period.first, StepOfTime.MONTH)]


def whole_steps(first: date, last: date, step: StepOfTime) -> Period:
    """The whole months or quarters that hold both days and all between. ``ValueError`` for none."""
    found = list(spans(first, last, step))
    if not found:
        raise ValueError(f"{last} is before {first}")
    return Period(found[0].first, found[-1].last)


def spread_by_month(period: Period, minutes: int) -> Iterator[tuple[date, int]]:
    """Minutes spread evenly over the days of a period with an end: each month's first day and its share.

    Whole minutes, and together exactly ``minutes``, whether they are more or less than none.
    """
    assert period.last is not None
    assert period.days is not None
    given = past = 0
    for month in spans(period.first, period.last, StepOfTime.MONTH):
        common = month.intersection(period)
        past += (common.days or 0) if common else 0
        until = minutes * past // period.days
        yield month.first, until - given
        given = until
