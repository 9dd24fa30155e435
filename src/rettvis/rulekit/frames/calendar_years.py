"""Completed years between dates held as days since 1 January 1970: whole numbers only, for any engine.

A year is counted from 1 March, so that 29 February is its last day and leap years need no case of
their own. ``year_days`` lays the years out 366 days apart; completed years are then one division.
"""

from datetime import date
from typing import Any

EPOCH_FROM_MARCH_OF_YEAR_0 = 719_468
DAYS_IN_400_YEARS = 146_097
DAYS_IN_4_YEARS = 1_461
YEAR = 366

RECENT = (date(1900, 3, 1), date(2100, 2, 28))
"""Between these days every fourth year is a leap year, which makes the count shorter."""
CENTURIES = 15
"""How many leap years the full centuries up to 1900 have left out."""
QUARTERS_FROM_YEAR_0 = 4 * (EPOCH_FROM_MARCH_OF_YEAR_0 + CENTURIES) + 3


def year_days(day: Any) -> Any:
    """A number that grows by one a day and by 366 a year, from days since 1970."""
    from_march = day + EPOCH_FROM_MARCH_OF_YEAR_0
    century = (from_march * 4 + 3) // DAYS_IN_400_YEARS
    in_century = from_march - century * DAYS_IN_400_YEARS // 4
    year = century * 100 + (in_century * 4 + 3) // DAYS_IN_4_YEARS
    return day + year - year // 4 + (year // 100 - year // 400 - CENTURIES)


def recent_year_days(day: Any) -> Any:
    """What :func:`year_days` gives, for days within :data:`RECENT`."""
    year = (day * 4 + QUARTERS_FROM_YEAR_0) // DAYS_IN_4_YEARS
    return day + year - year // 4


def completed(start: Any, end: Any) -> Any:
    """Completed years from one day to another, each as days since 1970; negative where the end is first."""
    return (year_days(end) - year_days(start)) // YEAR
