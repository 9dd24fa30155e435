"""Time as the clock in Norway shows it: days of 23, 24 and 25 hours, and the hours of the night.

A moment is a whole number of minutes since 1970-01-01 00:00 UTC, so that every length is exact.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
DAY = 24 * 60
EPOCH = date(1970, 1, 1)
_MINUTE = 60


def moment_of(moment: datetime) -> int:
    """An aware datetime as minutes since the epoch; raises ValueError where it knows no zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} knows no time zone")
    return int(moment.timestamp()) // _MINUTE


def moments_at(day: date, minute: int) -> tuple[int, ...]:
    """The moments at which the clock shows ``minute`` (0 to 1440) of ``day``.

    None when the clock is turned forward past it, two when it is turned back over it, otherwise one.
    """
    shown = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 - set below
    found = {moment_of(shown.replace(tzinfo=OSLO, fold=fold)) for fold in (0, 1)}
    return tuple(sorted(moment for moment in found if _shown_at(moment) == shown))


def _shown_at(moment: int) -> datetime:
    return datetime.fromtimestamp(moment * _MINUTE, OSLO).replace(tzinfo=None)


@lru_cache(maxsize=100_000)
def midnight(day: int) -> int:
    """The moment at which day number ``day`` (days since the epoch) begins."""
    return moments_at(EPOCH + timedelta(days=day), 0)[0]


def day_at(moment: int) -> int:
    """The number of the local day that a moment belongs to."""
    guess = moment // DAY
    return guess + 1 if midnight(guess + 1) <= moment else guess


def day_length(day: int) -> int:
    """Minutes in a local day: 1380, 1440 or 1500."""
    return midnight(day + 1) - midnight(day)


def clock_at(day: int, minute: int) -> int:
    """The moment when the clock of a local day reaches ``minute``; the first one where it does so twice."""
    found = moments_at(EPOCH + timedelta(days=day), minute)
    return found[0] if found else midnight(day) + minute


def number_of_day(day: date) -> int:
    """Days since the epoch."""
    return (day - EPOCH).days


def date_of(day: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=day)
