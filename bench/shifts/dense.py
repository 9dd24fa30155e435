"""Every check by hand in NumPy: packed keys and dense tables, for these data alone, on one thread."""

from collections import Counter
from typing import Any

import numpy as np

from bench.shifts.data import DAYS, FIRST, MONTHS, OFFSET, PRICE, REGULATED, RULES, Counts, Data, weeks_in
from rettvis.journey.delivery.local_time import midnight


class Dense:
    """Every check by hand: packed keys and dense tables, for these data alone."""

    def __init__(self, data: Data) -> None:
        self.data, self.counts = data, Counter()
        self.midnights = np.array([midnight(FIRST + one) for one in range(DAYS + 2)], np.int32)
        self.minute = (data.lines.start - self.midnights[0]).astype(np.int64)
        self.day = (data.lines.start - self.midnights[0] + 60) // 1440
        self.day -= data.lines.start < self.midnights[self.day]

    def run(self) -> Counts:
        """The counts."""
        self.assistants()
        self.persons()
        self.payment()
        return {code: int(count) for code, count in self.counts.items() if count}

    def ordered(self, owner: Any) -> tuple[Any, Any, Any]:
        """Rows, starts and latest ends in the order of whose and when."""
        key = (owner.astype(np.int64) << 45) | (self.minute << 24)
        key |= np.arange(len(owner), dtype=np.int64)
        key.sort()
        row, begin = key & ((1 << 24) - 1), key >> 24
        latest = ((begin + self.data.lines.length[row]) << 24) | np.arange(len(key) - 1, -1, -1)
        return row, begin, np.maximum.accumulate(latest, out=latest)

    def assistants(self) -> None:
        """Two places at once, rest, days, weeks, overtime."""
        lines, limits = self.data.lines, RULES.limits
        row, begin, latest = self.ordered(lines.assistant)
        end = latest >> 24
        same = np.flatnonzero(begin[1:] == begin[:-1]) + 1
        self.counts["duplicate_line"] = np.count_nonzero(
            (lines.person[row[same]] == lines.person[row[same - 1]])
            & (lines.length[row[same]] == lines.length[row[same - 1]])
        )
        gap = begin[1:] - end[:-1]
        self.counts["assistant_overlap"] = np.count_nonzero(gap < 0)
        for code, rest, window in (
            ("daily_rest", limits.daily_rest, 1440),
            ("weekly_rest", limits.weekly_rest, 10080),
        ):
            cut = np.flatnonzero(gap >= rest)
            lasted = end[np.append(cut, len(end) - 1)] - begin[np.concatenate(([0], cut + 1))]
            self.counts[code] = np.count_nonzero(lasted > window - rest)
        cells = lines.assistant * np.int32(DAYS) + self.day
        days = np.bincount(cells, lines.length, self.data.assistants * DAYS).astype(np.int32)
        days = days.reshape(-1, DAYS)
        has = np.diff(self.midnights)[:DAYS]
        self.counts["over_24_hours"] = np.count_nonzero(days > has)
        self.counts["long_day"] = np.count_nonzero((days > limits.total_day) & (days <= has))
        self.counts["ordinary_day"] = np.count_nonzero(
            (days > limits.ordinary_day) & (days <= limits.total_day)
        )
        self.counts["long_week"] = _begun(_trailing(days, 7) > limits.total_week)
        weeks = np.add.reduceat(days, np.maximum(0, np.arange(weeks_in()) * 7 - OFFSET), axis=1)
        ordinary = (weeks > limits.ordinary_week) & (weeks <= limits.total_week)
        self.counts["ordinary_week"] = np.count_nonzero(ordinary)
        over = np.maximum(weeks - limits.ordinary_week, 0)
        self.counts["overtime_4_weeks"] = _begun(_trailing(over, 4) > limits.overtime_4_weeks)
        self.counts["overtime_52_weeks"] = _begun(_trailing(over, 52) > limits.overtime_52_weeks)

    def persons(self) -> None:
        """Several at once, dates, night, stays, hours of the week."""
        lines, grounds = self.data.lines, self.data.grounds
        frames = grounds.frames
        row, begin, latest = self.ordered(lines.person)
        later = np.flatnonzero((latest[:-1] >> 24) > begin[1:]) + 1
        before = row[len(row) - 1 - (latest[later - 1] & ((1 << 24) - 1))]
        after = row[later]
        inside = FIRST + self.day <= frames.last[lines.person]
        other = lines.assistant[after] != lines.assistant[before]
        self.counts["several_assistants"] = np.count_nonzero(other & inside[after])
        self.counts["outside_decision"] = len(inside) - np.count_nonzero(inside)
        clock = lines.start - self.midnights[self.day]
        self.counts["night_not_granted"] = np.count_nonzero(
            ((clock < 360) | (clock + lines.length > 1380)) & inside
        )
        begun = np.full(self.data.persons, 1 << 20, np.int32)
        begun[grounds.absences.person] = grounds.absences.first - FIRST
        since = self.day - begun[lines.person]
        self.counts["in_institution"] = np.count_nonzero((since >= 0) & (since <= 4))
        cells = lines.person * np.int32(weeks_in()) + (self.day + OFFSET) // 7
        used = np.bincount(cells, np.where(inside, lines.length, 0), self.data.persons * weeks_in())
        week = np.arange(weeks_in()) * 7 - OFFSET
        in_force = np.clip(frames.last[:, None] - FIRST - week + 1, 0, 7) - np.clip(-week, 0, 7)
        allowed = -(-(np.maximum(in_force, 0) * frames.per_week[:, None]) // 7)
        self.counts["over_week"] = np.count_nonzero(used.reshape(-1, weeks_in()) > allowed)

    def payment(self) -> None:
        """Prices and invoice lines."""
        lines, invoiced = self.data.lines, self.data.grounds.invoiced
        assert invoiced is not None
        agreed = np.where(np.arange(DAYS) < 181, PRICE, REGULATED).astype(np.int32)
        self.counts["price_differs"] = np.count_nonzero(lines.price != agreed[self.day])
        month = (np.searchsorted(MONTHS, FIRST + np.arange(DAYS), side="right") - 1).astype(np.int32)[
            self.day
        ]
        worked = np.bincount(lines.person * 12 + month, lines.length, self.data.persons * 12)
        self.counts["invoice_hours"] = np.count_nonzero(invoiced.minutes > worked)
        self.counts["invoice_fewer"] = np.count_nonzero(invoiced.minutes < worked)
        right = (2 * invoiced.minutes * invoiced.price + 60) // 120
        self.counts["invoice_amount"] = np.count_nonzero(invoiced.amount != right)
        first, last = agreed[invoiced.first - FIRST], agreed[invoiced.last - FIRST]
        self.counts["invoice_price"] = np.count_nonzero((invoiced.price != first) | (invoiced.price != last))


def _trailing(table: Any, width: int) -> Any:
    running = np.cumsum(table, axis=1, dtype=np.int32)
    if width < table.shape[1]:
        running[:, width:] = running[:, width:] - running[:, :-width].copy()
    return running


def _begun(passed: Any) -> int:
    """How many stretches of True there are in all rows."""
    return int(np.count_nonzero(passed[:, 0]) + np.count_nonzero(passed[:, 1:] & ~passed[:, :-1]))
