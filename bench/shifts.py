"""Checks of 10 million shift lines with decisions, prices and invoice lines, beside pandas and a dense kernel.

    python -m bench shifts [--lines 10000000] [--rounds 3] [--parquet] [--spark] [--json FILE]

The lines are invented from a seed: 30,000 persons a year, each with a decision, two assistants and an invoice
line a month, and planted deviations. What is timed begins with the columns in memory. *Every check* is the
product; *six checks* are those that pandas and the dense kernel do too (overlap of an assistant and of a
person, dates of the decision, hours of the week, hours of the invoice, price): the product still does them
all while it is timed, and the three must agree on every count before anything is told.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from rettvis.journey.delivery import CODES, check_rules
from rettvis.journey.delivery.local_time import midnight, number_of_day
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

FIRST = number_of_day(date(2026, 1, 1))
DAYS = 365
PROVIDERS = 15
PRICE = 51_250
REGULATED = 52_500
RULES = check_rules(date(2026, 12, 31))
Counts = dict[str, int]
COMPARED = (
    "assistant_overlap",
    "person_overlap",
    "outside_decision",
    "over_week",
    "invoice_hours",
    "price_differs",
)


def invent(lines: int, seed: int = 2026) -> tuple[ShiftColumns, GroundColumns, int, int]:
    """Lines in the order in which they begin, and their grounds; how many persons and assistants there are.

    A person has a shift on most days, morning or afternoon, by two assistants in turn; one in a thousand lines
    is moved into the one before, one in two hundred decisions ends early, one in a hundred has fewer hours
    than are worked, one in fifty invoice lines is too high, and one in a thousand prices is another.
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
    nobody = np.empty(0, np.int32)
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
    absences = AbsenceColumns(nobody, nobody, nobody, nobody)
    return GroundColumns(frames, absences, prices, invoiced)


class Data:
    """The lines and grounds of one run."""

    def __init__(self, lines: int) -> None:
        self.lines, self.grounds, self.persons, self.assistants = invent(lines)


def by_rettvis(data: Data) -> Counts:
    """Every check; told are the counts of those that the others do."""
    found = check_columns(data.lines, data.grounds, RULES, data.persons, data.assistants, PROVIDERS)
    counts = dict(
        zip(
            (str(code) for code in CODES), np.bincount(found.code, minlength=len(CODES)).tolist(), strict=True
        )
    )
    # A line of the assistant's own that overlaps is told for the assistant, and not once more for the person.
    return {
        "assistant_overlap": counts["assistant_overlap"],
        "person_overlap": counts["several_assistants"],
        "outside_decision": counts["outside_decision"],
        "over_week": counts["over_week"],
        "invoice_hours": counts["invoice_hours"],
        "price_differs": counts["price_differs"],
    }


def by_dense_kernel(data: Data) -> Counts:
    """The six checks by hand, for these data alone: packed keys, dense tables, one thread."""
    lines, grounds = data.lines, data.grounds
    start0 = midnight(FIRST)
    minute = (lines.start - start0).astype(np.int64)
    counts = {}
    longest = 1 << 20

    def overlap(owner: Any, other: Any) -> int:
        rows = np.arange(len(owner), dtype=np.int64)
        key = np.sort((owner.astype(np.int64) << 45) | (minute << 24) | rows)
        row = key & ((1 << 24) - 1)
        begin = key >> 24
        end = ((begin + lines.length[row]) << 24) | np.arange(len(key) - 1, -1, -1)
        latest = np.maximum.accumulate(end)
        later = np.flatnonzero((latest[:-1] >> 24) > begin[1:]) + 1
        if other is None:
            return len(later)
        before = len(key) - 1 - (latest[later - 1] & ((1 << 24) - 1))
        day = (lines.start[row[later]] - start0 + 60) // 1440
        inside = FIRST + day <= grounds.frames.last[owner[row[later]]]
        return int(np.count_nonzero((other[row[later]] != other[row[before]]) & inside))

    counts["assistant_overlap"] = overlap(lines.assistant, None)
    counts["person_overlap"] = overlap(lines.person, lines.assistant)
    midnights = np.array([midnight(FIRST + one) for one in range(DAYS + 2)], np.int32)
    day = (lines.start - start0 + 60) // 1440
    day -= lines.start < midnights[day]
    inside = FIRST + day <= grounds.frames.last[lines.person]
    counts["outside_decision"] = int(np.count_nonzero(~inside))
    offset = (FIRST + 3) % 7
    weeks = (DAYS + offset) // 7 + 1
    used = np.bincount(
        (lines.person * weeks + (day + offset) // 7)[inside], lines.length[inside], data.persons * weeks
    )
    used = used.reshape(data.persons, weeks)
    week = np.arange(weeks) * 7 - offset
    in_force = np.clip(grounds.frames.last[:, None] - FIRST - week + 1, 0, 7) - np.clip(-week, 0, 7)
    allowed = -(-(np.maximum(in_force, 0) * grounds.frames.per_week[:, None]) // 7)
    counts["over_week"] = int(np.count_nonzero(used > allowed))
    months = np.array([number_of_day(date(2026, month, 1)) for month in range(1, 13)], np.int32) - FIRST
    month = (np.searchsorted(months, np.arange(DAYS), side="right") - 1).astype(np.int32)[day]
    worked = np.bincount(lines.person * 12 + month, lines.length, data.persons * 12)
    assert grounds.invoiced is not None
    counts["invoice_hours"] = int(np.count_nonzero(grounds.invoiced.minutes > worked))
    agreed = np.where(np.arange(DAYS) < 181, PRICE, REGULATED).astype(np.int32)
    counts["price_differs"] = int(np.count_nonzero(lines.price != agreed[day]))
    assert longest > minute.max()
    return counts


def by_pandas(frame: Any, frames: Any, prices: Any, invoiced: Any) -> Counts:
    """The six checks as an analyst writes them with pandas."""
    import pandas as pd

    counts = {}
    for name, owner in (("assistant_overlap", "assistant"), ("person_overlap", "person")):
        ordered = frame.sort_values([owner, "start", "row"])
        end = ordered["end"]
        latest = end.groupby(ordered[owner], sort=False).cummax()
        later = ordered["start"].to_numpy()[1:] < latest.to_numpy()[:-1]
        same = ordered[owner].to_numpy()[1:] == ordered[owner].to_numpy()[:-1]
        told = ordered.iloc[1:][later & same]
        if owner == "person":
            before = ordered.iloc[:-1][later & same]
            inside = (
                told["day"].to_numpy() <= frames.set_index("person").loc[told["person"], "last"].to_numpy()
            )
            told = told[(told["assistant"].to_numpy() != before["assistant"].to_numpy()) & inside]
        counts[name] = len(told)
    merged = frame.merge(frames, on="person", how="left")
    outside = merged["day"] > merged["last"]
    counts["outside_decision"] = int(outside.sum())
    inside = merged[~outside]
    used = (
        inside.groupby(["person", "week"], sort=False)["length"]
        .sum()
        .reset_index()
        .merge(frames, on="person")
    )
    first = used["week"] * 7 - 3
    in_force = (np.minimum(used["last"], first + 6) - np.maximum(FIRST, first) + 1).clip(lower=0)
    allowed = -(-(in_force * used["per_week"]) // 7)
    counts["over_week"] = int((used["length"] > allowed).sum())
    worked = frame.groupby(["person", "month"], sort=False)["length"].sum().reset_index()
    both = invoiced.merge(worked, on=["person", "month"], how="left")
    counts["invoice_hours"] = int((both["minutes"] > both["length"].fillna(0)).sum())
    ordered = frame[["provider", "day", "price"]].sort_values("day")
    agreed = pd.merge_asof(ordered, prices, left_on="day", right_on="from", by="provider")
    counts["price_differs"] = int((agreed["price"] != agreed["agreed"]).sum())
    return counts


def pandas_frames(data: Data) -> tuple[Any, ...]:
    """The same columns as data frames, days, weeks and months ready."""
    import pandas as pd

    lines, grounds = data.lines, data.grounds
    assert grounds.invoiced is not None
    assert grounds.prices is not None
    midnights = np.array([midnight(FIRST + one) for one in range(DAYS + 1)], np.int32)
    day = (np.searchsorted(midnights, lines.start, side="right") - 1 + FIRST).astype(np.int32)
    months = np.array([number_of_day(date(2026, month, 1)) for month in range(1, 13)], np.int32)
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
            "month": (np.searchsorted(months, day, side="right")).astype(np.int32),
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
        }
    )
    return frame, frames, prices, invoiced


def peak(lines: int) -> None:
    """In a process of its own: the peak beyond the loaded lines, in MB, on standard output."""
    data = Data(lines)
    with Path("/proc/self/clear_refs").open("w") as file:
        file.write("5")
    before = _high_water()
    by_rettvis(data)
    print(json.dumps((_high_water() - before) / 1024))


def _high_water() -> int:
    """VmHWM in kB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def measure(lines: int, rounds: int, *, with_pandas: bool) -> dict[str, Any]:
    """Seconds of each in turn, in random order, after all have agreed."""
    data = Data(lines)
    ways: dict[str, Callable[[], Counts]] = {
        "every check": lambda: by_rettvis(data),
        "dense kernel": lambda: by_dense_kernel(data),
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
    order = list(ways)
    for _ in range(rounds):
        random.Random(rounds).shuffle(order)
        for name in order:
            begun = time.perf_counter()
            ways[name]()
            times[name].append(time.perf_counter() - begun)
    return {"counts": expected, "seconds": {name: median(own) for name, own in times.items()}}


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--lines", type=int, default=10_000_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--no-pandas", action="store_true")
    asked.add_argument("--json", default="")
    asked.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    words = asked.parse_args()
    if words.peak:
        peak(words.lines)
        return
    print(f"load {os.getloadavg()[0]:.1f}")
    told = measure(words.lines, words.rounds, with_pandas=not words.no_pandas)
    done = subprocess.run(
        [sys.executable, "-m", "bench.shifts", "--peak", "--lines", str(words.lines)],
        check=True,
        capture_output=True,
        text=True,
    )
    told["peak_mb"] = json.loads(done.stdout)
    own = told["seconds"]["every check"]
    for name, seconds in told["seconds"].items():
        print(f"{name:14} {seconds:7.2f} s   {seconds / own:5.2f} × every check")
    print(f"peak beyond the lines {told['peak_mb']:.0f} MB; found {told['counts']}")
    if words.json:
        Path(words.json).write_text(json.dumps(told, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
