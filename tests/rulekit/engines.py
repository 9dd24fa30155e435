"""Every engine behind one face: a ruleset and cases in, every node's plain value out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import duckdb
import narwhals as nw
import polars as pl
import pytest

from rettvis.rulekit.closure import Closure
from rettvis.rulekit.expression import Kind, Value
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.frames.narwhals_engine import NarwhalsEngine, column_name
from rettvis.rulekit.frames.numpy_engine import NumpyEngine
from rettvis.rulekit.frames.polars_engine import PolarsEngine, profile
from rettvis.rulekit.frames.spark import spark_session
from rettvis.rulekit.meaning import worth
from rettvis.rulekit.ruleset import Ruleset

Case: TypeAlias = Mapping[str, Value]
Columns: TypeAlias = dict[str, list[Value | None]]
Engine: TypeAlias = Callable[[Ruleset, Sequence[Case]], Columns]


def frame(facts: Iterable[Fact], cases: Sequence[Case], *, coded: bool = True) -> pl.DataFrame:
    """The cases as a table with a column for each fact."""
    kinds: dict[Kind, Any] = {Kind.BOOLEAN: pl.Boolean, Kind.INTEGER: pl.Int64, Kind.DATE: pl.Date}
    return pl.DataFrame(
        {"case": range(len(cases))}
        | {
            fact.name: pl.Series(
                fact.name,
                [case.get(fact.name) for case in cases],
                dtype=kinds.get(fact.kind, pl.Enum(fact.choices) if coded else pl.String),
            )
            for fact in facts
        }
    )


def by_meaning(ruleset: Ruleset, cases: Sequence[Case]) -> Columns:
    """The definition itself."""
    parameters = ruleset.parameter_values()
    columns: Columns = {node.name: [] for node in ruleset.nodes}
    for case in cases:
        environment: dict[str, Value | None] = {**parameters, **case}
        for node in ruleset.nodes:
            value = worth(node.expression, environment)
            environment[node.name] = value
            columns[node.name].append(value)
    return columns


def by_closure(ruleset: Ruleset, cases: Sequence[Case]) -> Columns:
    """One Python function, called for each case."""
    closure = Closure(ruleset)
    rows = [closure.values(case) for case in cases]
    return dict(zip(closure.names, map(list, zip(*rows, strict=True)), strict=True))


def by_numpy(ruleset: Ruleset, cases: Sequence[Case]) -> Columns:
    """Generated NumPy."""
    engine = NumpyEngine(ruleset)
    columns = {
        fact.name: engine.column(fact, [case.get(fact.name) for case in cases]) for fact in ruleset.facts
    }
    results = engine.values(columns, len(cases))
    return {node.name: engine.plain(node, results[node.name]) for node in ruleset.nodes}


def by_polars(ruleset: Ruleset, cases: Sequence[Case], *, coded: bool = True) -> Columns:
    """Polars expressions, level by level."""
    table = frame(ruleset.facts, cases, coded=coded)
    engine = PolarsEngine(ruleset, table.schema, profile(table, ruleset))
    names = [node.name for node in ruleset.nodes]
    results = engine.values(table.lazy(), names).select(names).collect()
    return {name: results[name].to_list() for name in names}


def by_polars_with_plain_texts(ruleset: Ruleset, cases: Sequence[Case]) -> Columns:
    """Polars where texts are not coded."""
    return by_polars(ruleset, cases, coded=False)


def by_duckdb(ruleset: Ruleset, cases: Sequence[Case]) -> Columns:
    """DuckDB by way of Narwhals."""
    table = frame(ruleset.facts, cases, coded=False)
    engine = NarwhalsEngine(ruleset, table.schema, profile(table, ruleset))
    names = [node.name for node in ruleset.nodes]
    with duckdb.connect() as connection:
        rows = nw.from_native(connection.from_arrow(table.rename(column_name).to_arrow()))
        results = engine.values(rows, names).sort("case").select(names).collect("polars").to_native()
    return {name: results[name].to_list() for name in names}


def spark() -> Any:
    """The Spark that all tests of a worker share: it takes seconds to start, and the first one decides."""
    session = spark_session()
    session.conf.set("spark.sql.shuffle.partitions", "2")
    return session


def by_spark(ruleset: Ruleset, cases: Sequence[Case]) -> Columns:
    """PySpark by way of Narwhals."""
    table = frame(ruleset.facts, cases, coded=False)
    engine = NarwhalsEngine(ruleset, table.schema, profile(table, ruleset))
    names = [node.name for node in ruleset.nodes]
    with TemporaryDirectory() as folder:
        table.rename(column_name).write_parquet(Path(folder) / "cases.parquet")
        rows = nw.from_native(spark().read.parquet(folder))
        results = engine.values(rows, names).select("case", *names).collect("polars").sort("case")
    return {name: results[name].to_list() for name in names}


ENGINES: tuple[Engine, ...] = (by_closure, by_numpy, by_polars, by_polars_with_plain_texts, by_duckdb)
WITH_SPARK = (*ENGINES, pytest.param(by_spark, marks=pytest.mark.spark))
