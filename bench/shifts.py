"""Every check of 10 million shift lines with decisions, prices and invoice lines, beside two others.

    python -m bench shifts [--lines 10000000] [--rounds 3] [--no-pandas] [--parquet] [--json FILE]

The lines are invented from a seed: 30,000 persons a year, each with a decision, two assistants, an invoice
line a month, some a stay, and planted deviations. What is timed begins with the columns in memory. *pandas*
does the same checks as an analyst writes them; the *dense kernel* does them by hand in NumPy for these data
alone (no line goes over midnight, decisions begin with the year, one price a provider and half-year), on one
thread. Nothing is told before the three agree on every count.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from rettvis.journey.delivery import (
    CODES,
    Absence,
    AgreedPrice,
    Away,
    Frame,
    Grounds,
    InvoicedLine,
    check_rules,
)
from rettvis.journey.delivery.local_time import date_of, midnight, number_of_day
from rettvis.journey.delivery.many import check_columns
from rettvis.journey.delivery.many.columns import (
    ANY_KIND,
    AbsenceColumns,
    FrameColumns,
    GroundColumns,
    InvoicedColumns,
    PriceColumns,
    ShiftColumns,
)
from rettvis.journey.delivery.many.parquet import check_parquet
from rettvis.rulekit.period import Period

FIRST = number_of_day(date(2026, 1, 1))
DAYS = 365
PROVIDERS = 15
PRICE = 51_250
REGULATED = 52_500
RULES = check_rules(date(2026, 12, 31))
Counts = dict[str, int]
MONTHS = np.array([number_of_day(date(2026, month, 1)) for month in range(1, 13)], np.int32)
OFFSET = (FIRST + 3) % 7
"""Days from the Monday before to the first day."""


def weeks_in() -> int:
    """Calendar weeks that the year touches."""
    return (DAYS + OFFSET - 1) // 7 + 1


def invent(lines: int, seed: int = 2026) -> tuple[ShiftColumns, GroundColumns, int, int]:
    """Lines in the order in which they begin, and their grounds; how many persons and assistants there are.

    A person has a shift on most days, by two assistants in turn. One line in a thousand begins within
    the one before, one decision in two hundred ends early, one in a hundred has fewer hours than are worked,
    one person in a hundred is away for five days, one invoice line in fifty is too high and one price in a
    thousand another.
    """
    made = np.random.default_rng(seed)
    persons = max(1, lines // 333)
    person = (np.arange(lines, dtype=np.int64) * persons // lines).astype(np.int32)
    begins = np.searchsorted(person, np.arange(persons + 1))
    number = np.arange(lines) - begins[person]
    per_person = np.diff(begins)[person]
    day = (number * DAYS // per_person).astype(np.int32)
    midnights = np.array([midnight(FIRST + one) for one in range(DAYS + 2)], np.int32)
    start = midnights[day] + (8 * 60 + 15 * made.integers(0, 8, lines)).astype(np.int32)
    length = (15 * made.integers(12, 28, lines)).astype(np.int16)
    moved = np.flatnonzero(made.random(lines) < 0.001)
    moved = moved[(moved > 0) & (person[moved] == person[moved - 1])]
    start[moved] = start[moved - 1] + 30
    provider = (person % PROVIDERS).astype(np.int16)
    price = np.where(day < 181, PRICE, REGULATED).astype(np.int32)
    price[made.random(lines) < 0.001] += 100
    columns = ShiftColumns(
        person,
        (person * 2 + (number // 3 % 2)).astype(np.int32),
        provider,
        start,
        length,
        np.zeros(lines, np.int16),
        np.zeros(lines, np.int8),
        None,
        price,
    )
    grounds = _grounds(columns, day, persons, made)
    order = np.argsort(start, kind="stable")
    return columns.take(order), grounds, persons, persons * 2


def _grounds(lines: ShiftColumns, day: Any, persons: int, made: np.random.Generator) -> GroundColumns:
    everybody = np.arange(persons, dtype=np.int32)
    zeros = np.zeros(persons, np.int64)
    last = np.full(persons, FIRST + DAYS - 1, np.int32)
    last[made.random(persons) < 0.005] -= 30
    frames = FrameColumns(
        everybody,
        np.full(persons, FIRST, np.int32),
        last,
        zeros,
        np.where(made.random(persons) < 0.01, 32 * 60, 50 * 60).astype(np.int64),
        zeros,
        zeros,
        zeros,
        zeros,
    )
    prices = PriceColumns(
        np.repeat(np.arange(PROVIDERS, dtype=np.int32), 2),
        np.full(2 * PROVIDERS, ANY_KIND, np.int32),
        np.tile(np.array([FIRST, FIRST + 181], np.int32), PROVIDERS),
        np.tile(np.array([FIRST + 180, FIRST + DAYS], np.int32), PROVIDERS),
        np.tile(np.array([PRICE, REGULATED], np.int64), PROVIDERS),
    )
    months = np.array(
        [number_of_day(date(2026, month, 1)) for month in range(1, 13)] + [FIRST + DAYS], np.int32
    )
    month = np.searchsorted(months, FIRST + day, side="right") - 1
    worked = np.bincount(lines.person * 12 + month, lines.length, persons * 12).astype(np.int64)
    worked[made.random(persons * 12) < 0.02] += 60
    count = persons * 12
    place = np.arange(count)
    price = np.where(place % 12 < 6, PRICE, REGULATED).astype(np.int64)
    invoiced = InvoicedColumns(
        (place // 12).astype(np.int32),
        (place // 12 % PROVIDERS).astype(np.int32),
        np.full(count, ANY_KIND, np.int32),
        months[place % 12],
        months[place % 12 + 1] - 1,
        worked,
        price,
        (2 * worked * price + 60) // 120,
        place,
    )
    ill = np.flatnonzero(made.random(persons) < 0.01).astype(np.int32)
    begun = (FIRST + made.integers(20, 300, len(ill))).astype(np.int32)
    absences = AbsenceColumns(ill, begun, begun + 4, np.zeros(len(ill), np.int32))
    return GroundColumns(frames, absences, prices, invoiced)


class Data:
    """The lines and grounds of one run."""

    def __init__(self, lines: int) -> None:
        self.lines, self.grounds, self.persons, self.assistants = invent(lines)


def by_rettvis(data: Data) -> Counts:
    """The product: every check."""
    found = check_columns(data.lines, data.grounds, RULES, data.persons, data.assistants, PROVIDERS)
    counts = np.bincount(found.code, minlength=len(CODES)).tolist()
    return {str(code): count for code, count in zip(CODES, counts, strict=True) if count}


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


def by_pandas(frame: Any, frames: Any, prices: Any, invoiced: Any, stays: Any) -> Counts:
    """Every check as an analyst writes it with pandas."""
    import pandas as pd

    limits, counts = RULES.limits, Counter()
    counts["duplicate_line"] = frame.duplicated(["person", "assistant", "provider", "start", "end"]).sum()
    ordered = frame.sort_values(["assistant", "start", "row"])
    latest = ordered.groupby("assistant", sort=False)["end"].cummax()
    before = latest.groupby(ordered["assistant"], sort=False).shift()
    counts["assistant_overlap"] = (ordered["start"] < before).sum()
    for code, rest, window in (
        ("daily_rest", limits.daily_rest, 1440),
        ("weekly_rest", limits.weekly_rest, 10080),
    ):
        stretch = (before.isna() | (ordered["start"] - before >= rest)).cumsum()
        stretches = ordered.groupby(stretch, sort=False)
        counts[code] = (stretches["end"].max() - stretches["start"].min() > window - rest).sum()
    days = frame.groupby(["assistant", "day"], sort=False)["length"].sum()
    counts["long_day"] = ((days > limits.total_day) & (days <= 1440)).sum()
    counts["over_24_hours"] = (days > 1440).sum()
    counts["ordinary_day"] = ((days > limits.ordinary_day) & (days <= limits.total_day)).sum()
    table = days.unstack(fill_value=0).reindex(columns=range(FIRST, FIRST + DAYS), fill_value=0).T
    passed = table.rolling(7, min_periods=1).sum() > limits.total_week
    counts["long_week"] = (passed & ~passed.shift(fill_value=False)).to_numpy().sum()
    weeks = frame.groupby(["assistant", "week"], sort=False)["length"].sum()
    counts["ordinary_week"] = ((weeks > limits.ordinary_week) & (weeks <= limits.total_week)).sum()
    over = (weeks - limits.ordinary_week).clip(lower=0).unstack(fill_value=0).sort_index(axis=1).T
    for code, width, most in (
        ("overtime_4_weeks", 4, limits.overtime_4_weeks),
        ("overtime_52_weeks", 52, limits.overtime_52_weeks),
    ):
        passed = over.rolling(width, min_periods=1).sum() > most
        counts[code] = (passed & ~passed.shift(fill_value=False)).to_numpy().sum()
    ordered = frame.sort_values(["person", "start", "row"])
    end = ordered.groupby("person", sort=False)["end"].cummax()
    grouped = ordered["person"]
    before, assistant = end.groupby(grouped).shift(), ordered.groupby("person")["assistant"].shift()
    merged = ordered.merge(frames, on="person", how="left")
    inside = (merged["day"] <= merged["last"]).to_numpy()
    at_once = (ordered["start"] < before) & (ordered["assistant"] != assistant)
    counts["several_assistants"] = (at_once.to_numpy() & inside).sum()
    counts["outside_decision"] = (~inside).sum()
    clock = merged["clock"]
    counts["night_not_granted"] = (((clock < 360) | (clock + merged["length"] > 1380)) & inside).sum()
    away = ordered.merge(stays, on="person", how="inner")
    counts["in_institution"] = ((away["day"] >= away["from"]) & (away["day"] <= away["to"])).sum()
    used = merged[inside].groupby(["person", "week"], sort=False)["length"].sum().reset_index()
    used = used.merge(frames, on="person")
    first = used["week"] * 7 - 3
    in_force = (np.minimum(used["last"], first + 6) - np.maximum(FIRST, first) + 1).clip(lower=0)
    counts["over_week"] = (used["length"] > -(-(in_force * used["per_week"]) // 7)).sum()
    worked = frame.groupby(["person", "month"], sort=False)["length"].sum().reset_index()
    both = invoiced.merge(worked, on=["person", "month"], how="left").fillna({"length": 0})
    counts["invoice_hours"] = (both["minutes"] > both["length"]).sum()
    counts["invoice_fewer"] = (both["minutes"] < both["length"]).sum()
    counts["invoice_amount"] = (both["amount"] != (2 * both["minutes"] * both["price"] + 60) // 120).sum()
    billed = pd.merge_asof(both.sort_values("first"), prices, left_on="first", right_on="from", by="provider")
    counts["invoice_price"] = (billed["price"] != billed["agreed"]).sum()
    ordered = frame[["provider", "day", "price"]].sort_values("day")
    agreed = pd.merge_asof(ordered, prices, left_on="day", right_on="from", by="provider")
    counts["price_differs"] = (agreed["price"] != agreed["agreed"]).sum()
    return {code: int(count) for code, count in counts.items() if count}


def pandas_frames(data: Data) -> tuple[Any, ...]:
    """The same columns as data frames, days, weeks and months ready."""
    import pandas as pd

    lines, grounds = data.lines, data.grounds
    assert grounds.invoiced is not None
    assert grounds.prices is not None
    midnights = np.array([midnight(FIRST + one) for one in range(DAYS + 1)], np.int32)
    day = (np.searchsorted(midnights, lines.start, side="right") - 1 + FIRST).astype(np.int32)
    frame = pd.DataFrame(
        {
            "row": np.arange(len(lines), dtype=np.int32),
            "person": lines.person,
            "assistant": lines.assistant,
            "provider": lines.provider.astype(np.int32),
            "start": lines.start,
            "end": lines.start + lines.length,
            "length": lines.length.astype(np.int32),
            "price": lines.price,
            "day": day,
            "week": (day + 3) // 7,
            "month": (np.searchsorted(MONTHS, day, side="right")).astype(np.int32),
            "clock": lines.start - midnights[day - FIRST],
        }
    )
    frames = pd.DataFrame(
        {"person": grounds.frames.person, "last": grounds.frames.last, "per_week": grounds.frames.per_week}
    )
    prices = pd.DataFrame(
        {"provider": grounds.prices.provider, "from": grounds.prices.first, "agreed": grounds.prices.price}
    ).sort_values("from")
    invoiced = pd.DataFrame(
        {
            "person": grounds.invoiced.person,
            "month": grounds.invoiced.place % 12 + 1,
            "minutes": grounds.invoiced.minutes,
            "price": grounds.invoiced.price,
            "amount": grounds.invoiced.amount,
            "provider": grounds.invoiced.provider,
            "first": grounds.invoiced.first,
        }
    )
    stays = pd.DataFrame(
        {"person": grounds.absences.person, "from": grounds.absences.first, "to": grounds.absences.last}
    )
    return frame, frames, prices, invoiced, stays


def peak(lines: int) -> None:
    """In a process of its own: the peak beyond the loaded lines, in MB, on standard output."""
    data = Data(lines)
    with Path("/proc/self/clear_refs").open("w") as file:
        file.write("5")
    before = _high_water()
    by_rettvis(data)
    print(json.dumps((_high_water() - before) / 1024))


def from_parquet(lines: int) -> None:
    """In a process of its own: seconds, peak in MB and counts of the same lines from a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lines.parquet"
        command = [sys.executable, "-m", "bench.shifts", "--write", str(path), "--lines", str(lines)]
        subprocess.run(command, check=True)
        grounds = core_grounds(invent(lines)[1])
        with Path("/proc/self/clear_refs").open("w") as file:
            file.write("5")
        before, begun = _high_water(), time.perf_counter()
        found = check_parquet(path, grounds, RULES)
        seconds = time.perf_counter() - begun
        counts = Counter(str(one.code) for one in found)
        told = {"seconds": seconds, "peak_mb": (_high_water() - before) / 1024, "counts": counts}
        print(json.dumps(told))


def write_parquet(path: Path, lines: int) -> None:
    """The lines as a file, with references as texts."""
    import polars as pl

    columns, *_ = invent(lines)
    moment = pl.Datetime("us", "UTC")
    pl.DataFrame(
        {
            "person": pl.Series(columns.person).cast(pl.String),
            "assistant": pl.Series(columns.assistant).cast(pl.String),
            "provider": pl.Series(columns.provider).cast(pl.String),
            "start": (pl.Series(columns.start).cast(pl.Int64) * 60_000_000).cast(moment),
            "end": (pl.Series(columns.start + columns.length).cast(pl.Int64) * 60_000_000).cast(moment),
            "pause": pl.Series(columns.pause).cast(pl.Int32),
            "kind": pl.Series(["ordinary"]).new_from_index(0, lines),
            "price": pl.Series(columns.price),
        }
    ).write_parquet(path)


def core_grounds(grounds: GroundColumns) -> Grounds:
    """The same grounds as single values."""

    def rows(table: Any, *names: str) -> Iterator[tuple[int, ...]]:
        return zip(*(getattr(table, name).tolist() for name in names), strict=True)

    def period(first: int, last: int) -> Period:
        return Period(date_of(first), date_of(last))

    days = ("first", "last")
    return Grounds(
        tuple(
            Frame(str(person), period(first, last), per_week=minutes)
            for person, first, last, minutes in rows(grounds.frames, "person", *days, "per_week")
        ),
        tuple(
            Absence(str(person), Away.STAY, period(first, last))
            for person, first, last in rows(grounds.absences, "person", *days)
        ),
        tuple(
            AgreedPrice(str(provider), period(first, last), price)
            for provider, first, last, price in rows(grounds.prices, "provider", *days, "price")
        ),
        tuple(
            InvoicedLine(
                "F", "1", str(provider), str(person), period(first, last), minutes, None, price, amount
            )
            for provider, person, first, last, minutes, price, amount in rows(
                grounds.invoiced, "provider", "person", *days, "minutes", "price", "amount"
            )
        ),
    )


def _high_water() -> int:
    """VmHWM in kB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def measure(lines: int, rounds: int, *, with_pandas: bool) -> dict[str, Any]:
    """Seconds of each in turn, in random order, after all have agreed."""
    data = Data(lines)
    ways: dict[str, Callable[[], Counts]] = {
        "every check": lambda: by_rettvis(data),
        "dense kernel": lambda: Dense(data).run(),
    }
    if with_pandas:
        frames = pandas_frames(data)
        ways["pandas"] = lambda: by_pandas(*frames)
    answers = {name: way() for name, way in ways.items()}
    expected = answers["dense kernel"]
    for name, answer in answers.items():
        if answer != expected:
            raise SystemExit(f"{name} found {answer}, and the dense kernel {expected}.")
    times: dict[str, list[float]] = {name: [] for name in ways}
    worked: dict[str, list[float]] = {name: [] for name in ways}
    order = list(ways)
    for _ in range(rounds):
        random.Random(rounds).shuffle(order)
        for name in order:
            begun, processor = time.perf_counter(), time.process_time()
            ways[name]()
            times[name].append(time.perf_counter() - begun)
            worked[name].append(time.process_time() - processor)
    return {
        "counts": expected,
        "seconds": {name: median(own) for name, own in times.items()},
        "processor": {name: median(own) for name, own in worked.items()},
    }


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--lines", type=int, default=10_000_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--no-pandas", action="store_true")
    asked.add_argument("--json", default="")
    asked.add_argument("--parquet", action="store_true")
    asked.add_argument("--from-parquet", action="store_true", help=argparse.SUPPRESS)
    asked.add_argument("--write", default="", help=argparse.SUPPRESS)
    asked.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    words = asked.parse_args()
    if words.peak:
        return peak(words.lines)
    if words.from_parquet:
        return from_parquet(words.lines)
    if words.write:
        return write_parquet(Path(words.write), words.lines)
    print(f"load {os.getloadavg()[0]:.1f}")
    told = measure(words.lines, words.rounds, with_pandas=not words.no_pandas)
    told["peak_mb"] = _apart("--peak", words.lines)
    own = told["seconds"]["every check"]
    for name, seconds in told["seconds"].items():
        processor = told["processor"][name]
        print(
            f"{name:14} {seconds:7.2f} s   {seconds / own:5.2f} × every check   processor {processor:6.2f} s"
        )
    print(f"peak beyond the lines {told['peak_mb']:.0f} MB; found {told['counts']}")
    if words.parquet:
        told["parquet"] = _apart("--from-parquet", words.lines)
        if told["parquet"]["counts"] != told["counts"]:
            raise SystemExit(f"From Parquet: {told['parquet']['counts']}.")
        print("from Parquet {seconds:.1f} s, peak {peak_mb:.0f} MB".format(**told["parquet"]))
    if words.json:
        Path(words.json).write_text(json.dumps(told, indent=1), encoding="utf-8")


def _apart(what: str, lines: int) -> Any:
    """The answer of a process of its own."""
    command = [sys.executable, "-m", "bench.shifts", what, "--lines", str(lines)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
