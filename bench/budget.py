"""The cost of a supplement scheme for 1,000 different persons and five steps: convolution beside draws.

    python -m bench budget [--persons 1000] [--draws 100000] [--rounds 3]

Each person wants a number of hours of her own (a Beta distribution that no other has) and uses that or the
step, whichever is less. The draws are vectorised NumPy: 100,000 for each person, the same for every step.
The two take turns, nothing is told before their levels agree, and each measures its memory in a process of
its own.
"""

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from rettvis.journey.simulation import Assumptions, Group, Uncertain, budget, cost_of_year
from rettvis.lawbook.supplement import SchemeVersion, Step
from rettvis.rulekit.period import Period

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.journey.simulation.draws import costs

HOURS = (1, 2, 3, 4, 5)
WEEKS = 52
AGREE = 0.0005


def persons(count: int) -> tuple[Group, ...]:
    """Persons who are all different: what they want, and what an hour costs."""
    chance = np.random.default_rng(11)
    points = np.sort(chance.integers(0, 361, (count, 3)), axis=1)
    prices = chance.integers(40_000, 60_001, count)
    return tuple(
        Group(str(n), 1, int(price), wanted=Uncertain.between(*(Fraction(int(p)) for p in three)))
        for n, (three, price) in enumerate(zip(points, prices, strict=True))
    )


def convolved(groups: tuple[Group, ...]) -> list[list[int]]:
    """The levels of each step, in øre, with all that the command tells of a year."""
    assumptions = Assumptions(groups=groups)
    steps = [Step(number, 60 * hours) for number, hours in enumerate(HOURS, 1)]
    years = [cost_of_year(step, Fraction(0), assumptions, Fraction(1)) for step in steps]
    return [[value for _, value in year.quantiles] for year in years]


def drawn(groups: tuple[Group, ...], draws: int, seed: int) -> list[list[float]]:
    """The same levels from draws."""
    rows = costs(groups, [60 * hours for hours in HOURS], WEEKS, draws, seed)
    return np.quantile(rows, [0.05, 0.5, 0.95], axis=1).T.tolist()


def megabytes(way: str, count: int, draws: int) -> int:
    """The peak memory of one way, in a process of its own that has loaded the rest."""
    words = ["--memory", way, "--persons", str(count), "--draws", str(draws)]
    command = [sys.executable, "-m", "bench.budget", *words]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def timed(work: Callable[[], Any]) -> tuple[Any, tuple[float, float]]:
    """What the work gives, and how long it took by the clock and by the processor."""
    start, used = time.perf_counter(), time.process_time()
    found = work()
    return found, (time.perf_counter() - start, time.process_time() - used)


def in_turns(count: int, draws: int, rounds: int) -> None:
    """Both ways by turns, their medians, how they agree, and their memory."""
    groups = persons(count)
    took: dict[str, list[tuple[float, float]]] = {"convolution": [], "draws": []}
    apart = 0.0
    for seed in range(rounds):
        exact, time_exact = timed(lambda: convolved(groups))
        sampled, time_drawn = timed(lambda seed=seed: drawn(groups, draws, seed))
        took["convolution"].append(time_exact)
        took["draws"].append(time_drawn)
        apart = max(apart, float(np.abs(np.array(exact) / np.array(sampled) - 1).max()))
    if apart > AGREE:
        raise SystemExit(f"the two ways are {100 * apart:.3f} % apart")
    print(f"{count} different persons, {len(HOURS)} steps, {draws} draws each; levels 5, 50 and 95 %")
    for name, place in (("clock", 0), ("processor", 1)):
        one, other = (statistics.median(t[place] for t in took[way]) for way in ("convolution", "draws"))
        print(f"{name}: convolution {one:.2f} s, draws {other:.2f} s: {other / one:.1f} times as fast")
    print(f"the levels are at most {100 * apart:.4f} % apart")
    for way in took:
        print(f"peak memory, {way}: {megabytes(way, count, draws)} MB")


def slider(rounds: int) -> None:
    """Twelve groups, as a page has them: all steps of a moved slider, which is another sum each time."""
    steps = tuple(Step(number, 60 * hours) for number, hours in enumerate(HOURS, 1))
    version = SchemeVersion(Period(date(2026, 9, 1)), "decision", "condition", steps)
    times = []
    for moved in range(rounds):
        most = Fraction(19, 20) + Fraction(moved, 1000)
        groups = tuple(
            Group(str(n), 20 + n, 48_000, Uncertain.between(Fraction(n, 20), Fraction(n + 2, 20), most))
            for n in range(12)
        )
        growth = Uncertain.between(Fraction(1, 100), Fraction(3, 100), Fraction(6, 100))
        start = time.perf_counter()
        budget(version, Assumptions(groups=groups, price_growth=growth, budget=10**9))
        times.append(time.perf_counter() - start)
    print(f"12 groups, {len(steps)} steps, a moved slider: {1000 * statistics.median(times):.1f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", choices=("convolution", "draws"))
    arguments = parser.parse_args()
    if arguments.memory:
        everybody = persons(arguments.persons)
        if arguments.memory == "convolution":
            convolved(everybody)
        else:
            drawn(everybody, arguments.draws, 0)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    else:
        print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
        in_turns(arguments.persons, arguments.draws, arguments.rounds)
        slider(20)
