"""How the year will end if use goes on as it has: expected and with a range; a gentle word in good time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import sqrt

from rettvis.journey.hourbank.accrual import granted_between
from rettvis.journey.hourbank.balance import balance
from rettvis.journey.hourbank.ledger import Ledger
from rettvis.journey.hourbank.lines import Account, EntryKind
from rettvis.rulekit.period import ONE_DAY
from rettvis.rulekit.units import round_half_up
from rettvis.rulekit.wording import Sentence, sentence

WEEK = timedelta(days=7)
_TENTH = 1.2816
"""The normal quantile that leaves a tenth on each side: the range holds 80 percent."""
USUALLY_ALIKE = 0.2
"""How alike two weeks in a row are taken to be before anything is seen."""
USUAL_WEEKS = 12
"""How many weeks what is taken before anything is seen counts as."""
MOST_ALIKE = 0.7
"""How alike two weeks in a row are taken to be at most: more cannot be told from some dozen weeks."""


@dataclass(frozen=True)
class ForecastWarnings:
    """When a word is said, as data of the municipality: never an automatic cut.

    ``least_weeks`` of use are needed to foretell anything; ``short_share`` of the year's hours too few,
    or ``unused_share`` of them left over, is worth a word. Up to ``late_weeks`` without any use at the end
    are taken for timesheets that have not come yet, and not for weeks without help.
    """

    least_weeks: int = 8
    late_weeks: int = 6
    short_share: Fraction = Fraction(2, 100)
    unused_share: Fraction = Fraction(15, 100)


@dataclass(frozen=True)
class Forecast:
    """What will be left on 31 December, in whole minutes: expected, and the range that holds 80 percent.

    None where too few weeks have passed to tell.
    """

    account: Account
    day: date
    left: int | None
    least: int | None
    most: int | None
    words: tuple[Sentence, ...] = ()


def forecast(
    ledger: Ledger, account: Account, day: date, warnings: ForecastWarnings = ForecastWarnings()
) -> Forecast:
    """The year's end seen from ``day``: as large a share of what is granted is used as in the weeks so far.

    The range holds the chance of the weeks to come, how surely the share is known from few weeks, and that
    busy weeks follow each other. It does not know of holidays and seasons to come.
    """
    now = balance(ledger, account, day)
    reported = _reported_until(ledger, account, now.day, warnings)
    weeks = _weeks(ledger, account, reported)
    granted = sum((given for _, given in weeks), Fraction(0))
    if len(weeks) < max(warnings.least_weeks, 3) or not granted:
        return Forecast(account, now.day, None, None, None)
    share = max(Fraction(0), sum((used for used, _ in weeks), Fraction(0)) / granted)
    to_come = _granted(ledger, account, reported + ONE_DAY, account.last)
    expected = now.left - share * to_come
    spread = Fraction(_spread([float(used - share * given) for used, given in weeks], to_come, granted))
    # Hours that were used do not come back: nothing more can be left than there is now.
    least, most = round_half_up(expected - spread), round_half_up(min(expected + spread, Fraction(now.left)))
    words = tuple(_words(now.granted_year, least, most, round_half_up(expected), warnings))
    return Forecast(account, now.day, round_half_up(expected), least, most, words)


def _spread(off: list[float], to_come: Fraction, granted: Fraction) -> float:
    """Half the width of the range, in minutes: ``off`` is how far each week was from what is usual."""
    weeks = len(off)
    ahead = float(to_come / granted) * weeks
    variance = sum(one**2 for one in off) / (weeks - 1)
    return _t(weeks - 1) * sqrt(variance * _following(off) * (ahead + ahead**2 / weeks))


def _following(off: list[float]) -> float:
    """How much wider a sum is than if each week were for itself: busy weeks follow each other."""
    weeks, squares = len(off), sum(one**2 for one in off)
    if not squares:
        return 1.0
    likeness = sum(one * next_one for one, next_one in pairwise(off)) / squares
    # Few weeks make it seem smaller than it is (Marriott and Pope 1954), and tell little of it.
    likeness += (1 + 3 * likeness) / weeks
    likeness = (weeks * likeness + USUAL_WEEKS * USUALLY_ALIKE) / (weeks + USUAL_WEEKS)
    likeness = min(max(likeness, 0.0), MOST_ALIKE)
    return (1 + likeness) / (1 - likeness)


def _t(degrees: int) -> float:
    """The t distribution's quantile that leaves a tenth above it, by its expansion from the normal one."""
    z = _TENTH
    return z + (z**3 + z) / (4 * degrees) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)


def _reported_until(ledger: Ledger, account: Account, day: date, warnings: ForecastWarnings) -> date:
    """The last day that timesheets have come for: weeks at the end without any use may still come in."""
    used = (one.day for one in ledger.counted(account) if one.kind is EntryKind.USE and one.day <= day)
    last = max(used, default=day)
    return last if day - last <= warnings.late_weeks * WEEK else day


def _weeks(ledger: Ledger, account: Account, day: date) -> list[tuple[int, Fraction]]:
    """Minutes used and granted in each whole week back from ``day`` in which something was granted."""
    used: dict[date, int] = {}
    for one in ledger.counted(account):
        if one.kind in (EntryKind.USE, EntryKind.CORRECTION) and one.day <= day:
            used[one.day] = used.get(one.day, 0) - one.minutes
    weeks = []
    end = day
    while end - WEEK >= ledger.first_day(account) - ONE_DAY:
        begin = end - WEEK + ONE_DAY
        granted = _granted(ledger, account, begin, end)
        if granted:
            weeks.append((sum(used.get(begin + timedelta(days=one), 0) for one in range(7)), granted))
        end -= WEEK
    return weeks


def _granted(ledger: Ledger, account: Account, first: date, last: date) -> Fraction:
    return sum(granted_between(ledger, account, first, last).values(), Fraction(0))


def _words(
    granted: int, least: int, most: int, expected: int, warnings: ForecastWarnings
) -> Iterable[Sentence]:
    if -most > warnings.short_share * granted:
        yield sentence(
            "If use goes on as it has, the hours run out before the year ends: {minutes:hours} too few. "
            "There is time to talk about it now.",
            minutes=-expected,
        )
    elif -least > warnings.short_share * granted:
        yield sentence("If use goes on as it has, the hours may run out before the year ends.")
    elif granted and least > warnings.unused_share * granted:
        yield sentence(
            "If use goes on as it has, about {minutes:hours} will be left when the year ends. They can be "
            "used.",
            minutes=expected,
        )
