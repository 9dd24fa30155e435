"""Norwegian public holidays by date, from the ``holidays`` library, by our own rule for what counts.

A holiday here is a day that the law makes a holiday or equal to one: what moves the end of a period
(domstolloven § 149). Christmas Eve, New Year's Eve and the Wednesday before Easter are working days in that
sense, even where an office closes early; Saturdays and Sundays are seen from the date itself.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays

from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import N_, Sentence, sentence

NAMES = {
    "New Year's Day": N_("New Year’s Day"),
    "Maundy Thursday": N_("Maundy Thursday"),
    "Good Friday": N_("Good Friday"),
    "Easter Sunday": N_("Easter Sunday"),
    "Easter Monday": N_("Easter Monday"),
    "Labor Day": N_("1 May"),
    "Constitution Day": N_("17 May"),
    "Ascension Day": N_("Ascension Day"),
    "Pentecost": N_("Whit Sunday"),
    "Pentecost Monday": N_("Whit Monday"),
    "Christmas Day": N_("Christmas Day"),
    "Second Day of Christmas": N_("Boxing Day"),
}
"""The library's name of each holiday, and ours."""

FIRST_YEAR, LAST_YEAR = 1950, 2100
"""The years whose holidays are known: 1 and 17 May became holidays in 1947, and the library ends in 2100."""

YEARS_AHEAD = 2
"""How many years' holidays the count of a deadline may need: it may last a year, and end at New Year."""


def public_holidays(first_year: int, last_year: int) -> Mapping[date, Sentence]:
    """Every holiday of the years, both included; where two fall on one day, both are named.

    Raises ValueError for a year whose holidays are not known.
    """
    if first_year < FIRST_YEAR or last_year > LAST_YEAR:
        raise ValueError(f"holidays are known from {FIRST_YEAR} to {LAST_YEAR}")
    return {
        day: name for year in range(first_year, last_year + 1) for day, name in _holidays_of(year).items()
    }


def holidays_around(day: date, place: str) -> Mapping[date, Sentence] | Fault:
    """The holidays that can matter to a period of up to a year from ``day``; a fault for a far year."""
    last_start = LAST_YEAR - YEARS_AHEAD
    if FIRST_YEAR <= day.year <= last_start:
        return public_holidays(day.year, day.year + YEARS_AHEAD)
    message = sentence(
        "A deadline can be counted from the years {first} to {last}; {day:date} is outside.",
        first=str(FIRST_YEAR),
        last=str(last_start),
        day=day,
    )
    return Fault(place, message)


@lru_cache(maxsize=300)
def _holidays_of(year: int) -> Mapping[date, Sentence]:
    """The holidays of one year."""
    calendar = holidays.country_holidays("NO", years=year, language="en_US")
    return {day: _name(text) for day, text in calendar.items() if day.year == year}


def _name(text: str) -> Sentence:
    """One name, or two where two holidays fall on the same day."""
    names = [Sentence(NAMES.get(part, part)) for part in text.split("; ")]
    return names[0] if len(names) == 1 else Sentence("{names}", {"names": names})
