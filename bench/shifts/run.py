"""The three beside each other: seconds of each in turn after all have agreed, and the peak of memory."""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.shifts.by_rettvis import by_rettvis, from_parquet, peak, write_parquet
from bench.shifts.data import Counts, Data
from bench.shifts.dense import Dense


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
    told = told_of(words.lines, words.rounds, with_pandas=not words.no_pandas, parquet=words.parquet)
    if words.json:
        Path(words.json).write_text(json.dumps(told, indent=1), encoding="utf-8")


def told_of(lines: int, rounds: int, *, with_pandas: bool, parquet: bool) -> dict[str, Any]:
    """Every figure, printed as it comes."""
    load = os.getloadavg()[0]
    print(f"load {load:.1f}")
    told = {"lines": lines, "rounds": rounds, "load": load, **measure(lines, rounds, with_pandas=with_pandas)}
    told["peak_mb"] = _apart("--peak", lines)
    own = told["seconds"]["every check"]
    told["times_every_check"] = {name: seconds / own for name, seconds in told["seconds"].items()}
    for name, times in told["times_every_check"].items():
        seconds, processor = told["seconds"][name], told["processor"][name]
        print(f"{name:14} {seconds:7.2f} s   {times:5.2f} × every check   processor {processor:6.2f} s")
    print(f"peak beyond the lines {told['peak_mb']:.0f} MB; found {told['counts']}")
    if parquet:
        told["parquet"] = _apart("--from-parquet", lines)
        if told["parquet"]["counts"] != told["counts"]:
            raise SystemExit(f"From Parquet: {told['parquet']['counts']}.")
        print("from Parquet {seconds:.1f} s, peak {peak_mb:.0f} MB".format(**told["parquet"]))
    return told


def _apart(what: str, lines: int) -> Any:
    """The answer of a process of its own."""
    command = [sys.executable, "-m", "bench.shifts", what, "--lines", str(lines)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def measure(lines: int, rounds: int, *, with_pandas: bool) -> dict[str, Any]:
    """Seconds of each in turn, in random order, after all have agreed."""
    data = Data(lines)
    ways: dict[str, Callable[[], Counts]] = {
        "every check": lambda: by_rettvis(data),
        "dense kernel": lambda: Dense(data).run(),
    }
    if with_pandas:
        from bench.shifts.by_pandas import by_pandas, pandas_frames

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


def _apart(what: str, lines: int) -> Any:
    """The answer of a process of its own."""
    command = [sys.executable, "-m", "bench.shifts", what, "--lines", str(lines)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)
