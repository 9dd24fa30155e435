"""The balances and the settlement of many accounts as SQL, in whole numbers alone: one text for every engine.

What grants give is summed as whole parts of a minute, ``scale`` of them to the minute, and made whole minutes
once, to the nearest, a half up, as for one account. The statements read the tables

``grants``   the key of the account, ``minutes`` a week in ``parts`` (minutes_per_week = minutes / parts),
             ``weeks`` a year as text, ``first`` and ``last`` (or null), as the grant has become
``entries``  the key of the account, ``kind``, ``day``, ``minutes``
``rules``    one row for each service, see :func:`rules_table`

where days are whole numbers, counted from 1 January 1970.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

from rettvis.journey.hourbank.lines import SETTLING, EntryKind
from rettvis.journey.hourbank.rule import SettlementRule
from rettvis.rulekit.units import WEEKS_BY_CALENDAR

_EPOCH = date(1970, 1, 1)
_SUMS = {
    "opening": (EntryKind.OPENING, EntryKind.CARRIED_IN),
    "corrected": (EntryKind.CORRECTION,),
    "moved": (EntryKind.TRANSFER,),
    "settled": tuple(sorted(SETTLING)),
}
LARGEST = 2**62
"""What no sum may reach: the engines count in 64 bits, and would go on with a wrong figure."""
MOST_GRANTS = 1000
"""Grants of one account in one year; more than a hundred times what there is."""
FINEST_SHARE = 10**6
"""The largest denominator of a share in a rule."""


def day_number(day: date) -> int:
    """Days from 1 January 1970."""
    return (day - _EPOCH).days


@dataclass(frozen=True)
class Measure:
    """The year, and how what grants give is counted: ``scale`` parts to the minute, ``factors`` for each
    pair of ``weeks`` and ``parts`` among the grants: minutes a week to parts a day, a whole number.
    """

    year: int
    scale: int
    factors: Mapping[tuple[str, int], int]

    @property
    def first(self) -> int:
        """1 January."""
        return day_number(date(self.year, 1, 1))

    @property
    def last(self) -> int:
        """31 December."""
        return day_number(date(self.year, 12, 31))


def measured(year: int, conventions: Iterable[tuple[str, int, int]]) -> Measure:
    """The coarsest scale in which every grant gives a whole number of parts each day.

    ``conventions`` are each pair of ``weeks`` and ``parts`` with the most minutes a week among its grants.
    Raises OverflowError where sums would not fit in 64 bits.
    """
    days = (date(year, 12, 31) - date(year, 1, 1)).days + 1
    daily, most = {}, Fraction(0)
    for weeks, parts, minutes in conventions:
        counted = Fraction(weeks)
        daily[weeks, parts] = (Fraction(1, 7) if counted == WEEKS_BY_CALENDAR else counted / days) / parts
        most = max(most, daily[weeks, parts] * minutes)
    scale = lcm(*(share.denominator for share in daily.values()))
    if most * scale * days * MOST_GRANTS >= LARGEST:
        raise OverflowError(f"Minutes a week in {scale} parts do not fit in 64 bits.")
    return Measure(year, scale, {pair: int(share * scale) for pair, share in daily.items()})


@dataclass(frozen=True)
class Engine:
    """How an engine spells whole division, and whether any account has an opening balance.

    ``key`` are the columns that name an account.
    """

    divided: str
    key: tuple[str, ...] = ("person", "service")
    openings: bool = True


def balances(engine: Engine, how: Measure, day: date) -> str:
    """Every account's balance at the end of ``day``: the columns of :class:`Balance` but what is planned."""
    wanted = min(max(day_number(day), how.first), how.last)
    return (
        f"WITH {_lines(engine, how, wanted)} SELECT {_keys(engine)}, granted, granted_year, opening, used, "
        f"corrected, moved, settled, granted + {_OTHER} AS left_of_days_so_far, "
        f"granted_year + {_OTHER} AS left_of_year FROM figures"
    )


def settlements(engine: Engine, how: Measure) -> str:
    """What the settlement makes of every account of a service that has a rule: whole minutes and øre."""
    join = "INNER JOIN rules USING (service)" if "service" in engine.key else "CROSS JOIN rules"
    share = _floor(engine, "share_of * granted_year", "share_in")
    advance = _floor(engine, "advance_of * (granted_year + opening)", "advance_in")
    price = _whole(engine, "2 * repaid * price_ore + 60", "120")
    keys = _keys(engine)
    return f"""WITH {_lines(engine, how, how.last)},
    ends AS (
        SELECT {keys}, granted_year, opening, used, corrected, moved,
            granted_year + {_OTHER} + settled AS left_of_year
        FROM figures),
    limits AS (
        SELECT *, GREATEST(left_of_year, 0) AS positive,
            LEAST(COALESCE(most_minutes, left_of_year), COALESCE({share}, left_of_year)) AS most_carried,
            {advance} - (granted_year + opening - left_of_year) AS unused_advance
        FROM ends {join}),
    parted AS (
        SELECT *,
            CASE WHEN leftover = 'carry_over' THEN GREATEST(LEAST(positive, most_carried), 0) ELSE 0 END
                AS carried_over,
            CASE WHEN leftover = 'repay' THEN GREATEST(LEAST(positive, unused_advance), 0) ELSE 0 END
                AS repaid
        FROM limits)
    SELECT {keys}, granted_year AS granted, opening, used, corrected, moved, left_of_year,
        positive - carried_over - repaid AS lapsed, carried_over, repaid, {price} AS repaid_ore
    FROM parted"""


_OTHER = "opening - used + corrected + moved - settled"


def rules_table(rules: Mapping[str, SettlementRule]) -> dict[str, list[object]]:
    """The rules by service, as the columns of the table ``rules``; a share is two whole numbers."""
    shares = [share for rule in rules.values() for share in (rule.most_share, rule.advance_share) if share]
    if any(share.denominator > FINEST_SHARE for share in shares):
        raise OverflowError(f"A share is finer than one of {FINEST_SHARE}.")
    table: dict[str, list[object]] = {
        "service": list(rules),
        "leftover": [str(rule.leftover) for rule in rules.values()],
        "most_minutes": [rule.most_minutes for rule in rules.values()],
        "price_ore": [rule.price_ore for rule in rules.values()],
    }
    for name, column in (
        ("share", [rule.most_share for rule in rules.values()]),
        ("advance", [rule.advance_share for rule in rules.values()]),
    ):
        table[f"{name}_of"] = [None if share is None else share.numerator for share in column]
        table[f"{name}_in"] = [None if share is None else share.denominator for share in column]
    return table


def _lines(engine: Engine, how: Measure, day: int) -> str:
    """The figures of every account until ``day``, as common tables; use apart: it is most of the lines."""
    keys, sums = _keys(engine), ", ".join(_sum(name, kinds) for name, kinds in _SUMS.items())
    nothing = ", ".join(f"CAST(0 AS BIGINT) AS {name}" for name in _SUMS)
    opened = f"COALESCE(opened, {how.first})" if engine.openings else str(how.first)
    join = f"LEFT JOIN openings USING ({keys})" if engine.openings else ""
    counted = f"day >= {opened} AND day <= GREATEST({opened}, {day})"
    names = ", ".join(f"SUM({name}) AS {name}" for name in _SUMS)
    begin, end = f"GREATEST(first, {opened})", f"COALESCE(LEAST(last, {how.last}), {how.last})"
    until = f"LEAST({end}, GREATEST({opened}, {day}))"
    return f"""openings AS (
        SELECT {keys}, MIN(day) AS opened FROM entries
        WHERE kind = 'opening' AND day >= {how.first} AND day <= {how.last} GROUP BY {keys}),
    spells AS (
        SELECT {keys}, {_daily(how)} AS daily,
            GREATEST({until} - {begin} + 1, 0) AS days, GREATEST({end} - {begin} + 1, 0) AS days_year
        FROM grants {join}
        WHERE first <= {how.last} AND COALESCE(last, {how.last}) >= {how.first}
            AND COALESCE(last, first) >= first),
    lines AS (
        SELECT {keys}, SUM(daily * days) AS so_far, SUM(daily * days_year) AS whole,
            CAST(0 AS BIGINT) AS used, {nothing}
        FROM spells GROUP BY {keys}
        UNION ALL
        SELECT {keys}, CAST(0 AS BIGINT) AS so_far, CAST(0 AS BIGINT) AS whole,
            -SUM(CASE WHEN {counted} THEN CAST(minutes AS BIGINT) ELSE 0 END) AS used, {nothing}
        FROM entries {join} WHERE kind = 'use' GROUP BY {keys}
        UNION ALL
        SELECT {keys}, CAST(0 AS BIGINT) AS so_far, CAST(0 AS BIGINT) AS whole,
            CAST(0 AS BIGINT) AS used, {sums}
        FROM (SELECT *, CASE WHEN {counted} THEN CAST(minutes AS BIGINT) ELSE 0 END AS moves
            FROM entries {join} WHERE kind <> 'use') AS others
        GROUP BY {keys}),
    summed AS (
        SELECT {keys}, SUM(so_far) AS so_far, SUM(whole) AS whole, SUM(used) AS used, {names}
        FROM lines GROUP BY {keys}),
    figures AS (
        SELECT {keys}, {_rounded(engine, how, "so_far")} AS granted,
            {_rounded(engine, how, "whole")} AS granted_year, used, {", ".join(_SUMS)}
        FROM summed)"""


def _keys(engine: Engine) -> str:
    return ", ".join(engine.key)


def _sum(name: str, kinds: tuple[EntryKind, ...]) -> str:
    """The sum of some kinds; what a settlement took is above zero."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    sign = "-" if name == "settled" else ""
    return f"{sign}SUM(CASE WHEN kind IN ({listed}) THEN moves ELSE 0 END) AS {name}"


def _daily(how: Measure) -> str:
    """Minutes a week as parts a day."""
    cases = " ".join(
        f"WHEN weeks = '{weeks}' AND parts = {parts} THEN CAST(minutes AS BIGINT) * {factor}"
        for (weeks, parts), factor in how.factors.items()
    )
    return f"CASE {cases} END" if cases else "CAST(0 AS BIGINT)"


def _rounded(engine: Engine, how: Measure, parts: str) -> str:
    """Parts, never below zero, as whole minutes: to the nearest, a half up."""
    return _whole(engine, f"2 * {parts} + {how.scale}", str(2 * how.scale))


def _whole(engine: Engine, number: str, by: str) -> str:
    """Whole division of what is not below zero: the same by every engine."""
    return engine.divided.format(number=number, by=by)


def _floor(engine: Engine, number: str, by: str) -> str:
    """Division rounded down, also below zero, where engines differ."""
    up = _whole(engine, f"{by} - 1 - {number}", by)
    return f"CASE WHEN {number} >= 0 THEN {_whole(engine, number, by)} ELSE -{up} END"
