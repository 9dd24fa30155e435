"""The same checks on PySpark: Spark deals the lines out, and each part is checked by the same code."""

from collections.abc import Callable
from dataclasses import astuple, fields
from typing import Any

import polars as pl
import pyarrow as pa

from rettvis.journey.delivery.deviation import DeviationCode, ShiftDeviation
from rettvis.journey.delivery.frame import Grounds
from rettvis.journey.delivery.many.parts import LINES, Cut
from rettvis.journey.delivery.rules import CheckRules

_NAMES = tuple(field.name for field in fields(ShiftDeviation))
_TEXTS = frozenset({"code", "person", "assistant"})
_SCHEMA = pa.schema([(name, pa.string() if name in _TEXTS else pa.int64()) for name in _NAMES])
_SPARK_SCHEMA = ", ".join(f"{name} {'string' if name in _TEXTS else 'bigint'}" for name in _NAMES)


def check_spark(frame: Any, grounds: Grounds, rules: CheckRules, *, parts: int) -> tuple[ShiftDeviation, ...]:
    """Every deviation, sorted, of a Spark data frame with the columns of ``LINES``.

    A part without a line may still have invoice lines: those are checked where the call is made.
    """
    from pyspark.sql import functions

    cut = Cut(grounds, rules, parts)
    found: list[ShiftDeviation] = []
    for owner in ("person", "assistant"):
        part = functions.crc32(functions.col(owner).cast("binary")) % parts
        dealt = frame.withColumn("part", part)
        told = dealt.groupBy("part").applyInArrow(_checked(cut, owner), _SPARK_SCHEMA)
        found += (_deviation(row.asDict()) for row in told.toLocalIterator())
        if owner == "person":
            there = {int(row["part"]) for row in dealt.select("part").distinct().toLocalIterator()}
            empty = pl.DataFrame(schema=LINES)
            found += (one for part in range(parts) if part not in there for one in cut.persons(empty, part))
    return tuple(sorted(found))


def _checked(cut: Cut, owner: str) -> Callable[[pa.Table], pa.Table]:
    def check(table: pa.Table) -> pa.Table:
        part = int(table["part"][0].as_py())
        lines = pl.DataFrame(table.drop_columns(["part"])).select(
            pl.col(name).cast(kind) for name, kind in LINES.items()
        )
        told = cut.persons(lines, part) if owner == "person" else cut.assistants(lines)
        rows = [dict(zip(_NAMES, astuple(one), strict=True)) for one in told]
        return pa.Table.from_pylist([{**row, "code": str(row["code"])} for row in rows], schema=_SCHEMA)

    return check


def _deviation(row: dict[str, Any]) -> ShiftDeviation:
    return ShiftDeviation(**{**row, "code": DeviationCode(row["code"])})
