"""The product: every check of columns in memory, and of the same lines in a Parquet file."""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

from bench.shifts.data import PROVIDERS, RULES, Counts, Data, core_grounds, invent
from rettvis.journey.delivery import CODES
from rettvis.journey.delivery.many import check_columns
from rettvis.journey.delivery.many.parquet import check_parquet


def by_rettvis(data: Data) -> Counts:
    """The counts of every check."""
    found = check_columns(data.lines, data.grounds, RULES, data.persons, data.assistants, PROVIDERS)
    counts = np.bincount(found.code, minlength=len(CODES)).tolist()
    return {str(code): count for code, count in zip(CODES, counts, strict=True) if count}


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


def _high_water() -> int:
    """VmHWM in kB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
