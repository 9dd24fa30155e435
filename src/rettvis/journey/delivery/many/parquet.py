"""Lines in Parquet, a part at a time: never more than two parts of them are in memory."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from rettvis.journey.delivery.deviation import ShiftDeviation
from rettvis.journey.delivery.frame import Grounds
from rettvis.journey.delivery.many.parts import LINES, Cut, part_number
from rettvis.journey.delivery.many.run import ROWS
from rettvis.journey.delivery.rules import CheckRules

_BATCH = 250_000
_OWNERS = ("person", "assistant")


def check_parquet(
    path: Path, grounds: Grounds, rules: CheckRules, *, parts: int | None = None
) -> tuple[ShiftDeviation, ...]:
    """Every deviation, sorted. The file has the columns of ``LINES``; ``place`` may be left out (the row).

    The lines are dealt out once, batch by batch, to a file for each part beside the others in a folder that
    is removed again; then the parts are checked, two at a time.
    """
    with pq.ParquetFile(path) as file:
        count = parts or -(-file.metadata.num_rows // ROWS) or 1
        with TemporaryDirectory(prefix="rettvis-") as folder:
            _deal_out(file, Path(folder), count)
            cut = Cut(grounds, rules, count)
            jobs = [partial(_persons, cut, Path(folder), part) for part in range(count)]
            jobs += [partial(_assistants, cut, Path(folder), part) for part in range(count)]
            with ThreadPoolExecutor(min(os.cpu_count() or 1, 2)) as pool:
                found = [one for told in pool.map(lambda job: job(), jobs) for one in told]
    return tuple(sorted(found))


def _deal_out(file: pq.ParquetFile, folder: Path, parts: int) -> None:
    """Each line to the part of its person and to the part of its assistant."""
    writers: dict[tuple[str, int], pa.RecordBatchFileWriter] = {}
    numbers: dict[str, int] = {}
    place = 0
    try:
        for batch in file.iter_batches(_BATCH):
            lines = _read(batch, place)
            place += len(lines)
            for owner in _OWNERS:
                new = [name for name in lines[owner].unique() if name not in numbers]
                numbers.update((name, part_number(name, parts)) for name in new)
                names = lines[owner].unique()
                part = lines[owner].replace_strict(
                    names, [numbers[name] for name in names], return_dtype=pl.Int32
                )
                for (number,), own in lines.with_columns(part.alias("part")).group_by("part"):
                    table = own.drop("part").to_arrow(compat_level=pl.CompatLevel.oldest())
                    key = owner, int(number)
                    if key not in writers:
                        writers[key] = pa.ipc.new_file(str(folder / f"{owner}-{number}"), table.schema)
                    writers[key].write_table(table)
    finally:
        for writer in writers.values():
            writer.close()


def _read(batch: pa.RecordBatch, place: int) -> pl.DataFrame:
    """One batch with the columns as they must be; raises a polars error for a column that cannot be so."""
    lines = pl.DataFrame(batch)
    missing = [name for name in ("stated", "price") if name not in lines.columns]
    lines = lines.with_columns(pl.lit(None, LINES[name]).alias(name) for name in missing)
    if "place" not in lines.columns:
        lines = lines.with_columns((pl.int_range(pl.len()) + place).alias("place"))
    return lines.select(pl.col(name).cast(kind) for name, kind in LINES.items())


def _part(folder: Path, owner: str, part: int) -> pl.DataFrame:
    path = folder / f"{owner}-{part}"
    if not path.exists():
        return pl.DataFrame(schema=LINES)
    with pa.OSFile(str(path)) as file:
        return pl.DataFrame(pa.ipc.open_file(file).read_all())


def _persons(cut: Cut, folder: Path, part: int) -> tuple[ShiftDeviation, ...]:
    return cut.persons(_part(folder, "person", part), part)


def _assistants(cut: Cut, folder: Path, part: int) -> tuple[ShiftDeviation, ...]:
    return cut.assistants(_part(folder, "assistant", part))
