"""How the year will end if use goes on as it has: expected and with a range; a gentle word in good time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import sqrt

from rettvis.journey.hourbank.accrual import granted_between
from rettvis.journey.hourbank.balance import balance
from rettvis.journey.hourbank.ledger import Ledger
from rettvis.journey.hourbank.lines import Account, EntryKind
from rettvis.rulekit.units import round_half_up
from rettvis.rulekit.wording import Sentence, sentence

WEEK = timedelta(days=7)
_TENTH = 1.2816
"""The normal quantile that leaves a tenth on each side: the range holds 80 percent."""


@dataclass(frozen=True)
class ForecastWarnings:
    """When a word is said, as data of the municipality: never an automatic cut.

    ``least_weeks`` of use are needed to foretell anything; ``short_share`` of the year's hours too few,
    or ``unused_share`` of them left over, is worth a word.
    """

    least_weeks: int = 8
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
    """The year's end seen from ``day``: the mean use of the whole weeks so far goes on, chance included."""
    now = balance(ledger, account, day)
    weeks = _weekly_use(ledger, account, now.day)
    if len(weeks) < max(warnings.least_weeks, 2):
        return Forecast(account, now.day, None, None, None)
    mean = Fraction(sum(weeks), len(weeks))
    variance = sum((use - mean) ** 2 for use in weeks) / (len(weeks) - 1)
    to_go = Fraction((account.last - now.day).days, 7)
    expected = now.left - mean * to_go
    # The chance of the weeks to come, and how surely the mean itself is known.
    spread = _TENTH * sqrt(float(variance) * (float(to_go) + float(to_go) ** 2 / len(weeks)))
    least, most = round_half_up(expected - Fraction(spread)), round_half_up(expected + Fraction(spread))
    words = tuple(_words(now.granted_year, least, most, round_half_up(expected), warnings))
    return Forecast(account, now.day, round_half_up(expected), least, most, words)


def _weekly_use(ledger: Ledger, account: Account, day: date) -> list[int]:
    """Minutes used in each whole week back from ``day`` in which something was granted."""
    used: dict[date, int] = {}
    for one in ledger.counted(account):
        if one.kind in (EntryKind.USE, EntryKind.CORRECTION) and one.day <= day:
            used[one.day] = used.get(one.day, 0) - one.minutes
    weeks = []
    end = day
    while end - WEEK >= account.first - timedelta(days=1):
        begin = end - WEEK + timedelta(days=1)
        if granted_between(ledger, account, begin, end):
            weeks.append(sum(used.get(begin + timedelta(days=one), 0) for one in range(7)))
        end -= WEEK
    return weeks


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
