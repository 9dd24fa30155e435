"""Timing side by side: the variants take turns in one run, and the ratio of their medians is what counts."""

import os
import platform
import random
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Times:
    """Seconds on the clock and of the processor, one entry a round."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median on the clock."""
        return statistics.median(self.wall)

    @property
    def work(self) -> float:
        """The median of the processor's time, all threads together."""
        return statistics.median(self.processor)

    @property
    def slow(self) -> float:
        """The 95th percentile on the clock."""
        return statistics.quantiles(self.wall, n=20)[-1] if len(self.wall) > 1 else self.wall[0]


def timed(work: Callable[[], Any], into: Times) -> Any:
    """Run once and note both times."""
    wall, processor = time.perf_counter(), time.process_time()
    result = work()
    into.wall.append(time.perf_counter() - wall)
    into.processor.append(time.process_time() - processor)
    return result


def in_turns(variants: Mapping[str, Callable[[], Any]], rounds: int, repeat: int = 1) -> dict[str, Times]:
    """Each variant once a round, in a new random order each round, after one round that is not counted."""
    times = {name: Times() for name in variants}
    order = list(variants)
    shuffle = random.Random(1)
    for name in order:
        variants[name]()
    for _ in range(rounds):
        shuffle.shuffle(order)
        for name in order:
            work = variants[name]
            timed(work if repeat == 1 else lambda work=work: [work() for _ in range(repeat)], times[name])  # type: ignore[misc]
    for taken in times.values():
        taken.wall = [seconds / repeat for seconds in taken.wall]
        taken.processor = [seconds / repeat for seconds in taken.processor]
    return times


def machine() -> dict[str, Any]:
    """The machine, as the figures are quoted with it."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        cpu = names[0] if names else cpu
    return {
        "cpu": cpu,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }
