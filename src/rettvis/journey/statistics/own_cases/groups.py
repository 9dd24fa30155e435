"""What users are divided by: age on the day, hours a week, and the words of each group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rettvis.rulekit.wording import N_, Sentence, sentence

ADULT = 18
AGE_FROM: tuple[int, ...] = (0, ADULT, 50, 67, 80)
"""The youngest of each age group, in whole years on the day; as KOSTRA divides, with all from 80 together."""

HOURS_OVER: tuple[int, ...] = (0, 2, 4, 10, 20, 30, 40, 50, 100)
"""Hours a week that each interval begins over; it ends at the next, which it includes."""

NO_HOURS = "none"
"""The key of those whose lines are not given in hours."""

NOT_REGISTERED = ""
"""The key of what nobody has registered."""


@dataclass(frozen=True)
class GroupOfUsers:
    """One group: its key in an address, and what it is called."""

    key: str
    label: Sentence


SEXES: Mapping[str, Sentence] = {
    "female": sentence("Women"),
    "male": sentence("Men"),
    NOT_REGISTERED: sentence("Not registered"),
}
"""Sex as it is registered on the person; it is never read out of a national identity number."""

_INTERVAL = N_("Over {low:number} to {high:number} hours")


def age_groups() -> tuple[GroupOfUsers, ...]:
    """The age groups, youngest first."""
    found = []
    for low, after in zip(AGE_FROM, (*AGE_FROM[1:], None), strict=True):
        if after is None:
            found.append(GroupOfUsers(f"{low}-", sentence("{low:number} years and older", low=low)))
        else:
            label = sentence("{low:number}–{high:number} years", low=low, high=after - 1)
            found.append(GroupOfUsers(f"{low}-{after - 1}", label))
    return tuple(found)


def hour_intervals() -> tuple[GroupOfUsers, ...]:
    """The intervals of hours a week, and last those without hours."""
    found = []
    for low, high in zip(HOURS_OVER, (*HOURS_OVER[1:], None), strict=True):
        if high is None:
            found.append(GroupOfUsers(f"{low}-", sentence("Over {low:number} hours", low=low)))
        elif low == 0:
            found.append(GroupOfUsers(f"{low}-{high}", sentence("Up to {high:number} hours", high=high)))
        else:
            found.append(GroupOfUsers(f"{low}-{high}", sentence(_INTERVAL, low=low, high=high)))
    return (*found, GroupOfUsers(NO_HOURS, sentence("Not given in hours")))


def born_by(on: date, age: int) -> date:
    """The last day of birth of those who are ``age`` years or older ``on`` a day.

    Whoever is born on 29 February turns a year older on 1 March of a year without that day.
    """
    year = on.year - age
    if (on.month, on.day) == (2, 29) and not _leap(year):
        return date(year, 2, 28)
    return on.replace(year=year)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
