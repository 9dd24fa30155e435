"""One ruleset over many cases, by whichever engine: outputs row by row, or counts in one streaming pass."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import narwhals as nw
import polars as pl

from rettvis.rulekit.closure import Closure
from rettvis.rulekit.expression import Kind, Value
from rettvis.rulekit.frames.columns import ColumnEngine
from rettvis.rulekit.frames.missing import Profile
from rettvis.rulekit.frames.narwhals_engine import NarwhalsEngine, column_name
from rettvis.rulekit.frames.numpy_engine import NumpyEngine
from rettvis.rulekit.frames.outcomes import CODES, OutcomeRules, with_outcome
from rettvis.rulekit.frames.polars_engine import PolarsEngine, profile
from rettvis.rulekit.frames.scenarios import TOGETHER, Scenarios
from rettvis.rulekit.frames.spark import spark_session
from rettvis.rulekit.frames.summary import Questions, Summary, told
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset

ENGINES = ("polars", "duckdb", "pyspark")
"""The engines for tables of any size."""

FEW, MANY = 30, 30_000
"""Up to ``FEW`` cases one function called for each is the fastest, up to ``MANY`` generated NumPy."""

TYPES: Mapping[Kind, Any] = {
    Kind.BOOLEAN: pl.Boolean,
    Kind.INTEGER: pl.Int64,
    Kind.DATE: pl.Date,
    Kind.TEXT: pl.String,
}


def population(
    ruleset: Ruleset,
    frame: pl.DataFrame,
    outputs: Sequence[str],
    changes: Mapping[str, Value] | None = None,
    engine: str = "auto",
) -> pl.DataFrame:
    """A column for each output node and a row for each case, in the order of ``frame``.

    The frame's columns are facts of the right kinds (:func:`rettvis.rulekit.frames.table.check_table`).
    ``engine`` is ``closure``, ``numpy``, ``polars``, ``duckdb``, ``pyspark``, or ``auto``: by the number of
    cases. Every engine gives the same values.
    """
    if engine == "auto":
        engine = "closure" if len(frame) <= FEW else "numpy" if len(frame) <= MANY else "polars"
    run = {"closure": _by_closure, "numpy": _by_numpy, "polars": _by_polars}.get(engine)
    if run is not None:
        made: pl.DataFrame = run(ruleset, frame, outputs, changes)
        return made
    row = "row__"
    numbered = frame.lazy().with_row_index(row)
    with rows_in(engine, numbered, ruleset) as rows:
        writer = NarwhalsEngine(ruleset, frame.schema, profile(frame, ruleset), changes)
        results = writer.values(rows, outputs).select(row, *outputs).collect("polars").to_native()
        return pl.DataFrame(results).sort(row).select(_typed(ruleset.node(name)) for name in outputs)


def _typed(node: Node) -> pl.Expr:
    return pl.col(node.name).cast(TYPES[node.kind])


def _by_closure(
    ruleset: Ruleset, frame: pl.DataFrame, outputs: Sequence[str], changes: Mapping[str, Value] | None
) -> pl.DataFrame:
    closure = Closure(ruleset, changes)
    rows = [closure.by_name(case) for case in frame.iter_rows(named=True)]
    columns = {name: [row[name] for row in rows] for name in outputs}
    return pl.DataFrame(columns, schema={name: TYPES[ruleset.node(name).kind] for name in outputs})


def _by_numpy(
    ruleset: Ruleset, frame: pl.DataFrame, outputs: Sequence[str], changes: Mapping[str, Value] | None
) -> pl.DataFrame:
    engine = NumpyEngine(ruleset, changes)
    given = [fact for fact in ruleset.facts if fact.name in frame.columns]
    columns = {fact.name: engine.from_series(fact, frame[fact.name]) for fact in given}
    results = engine.values(columns, len(frame), outputs)
    return pl.DataFrame([engine.to_series(ruleset.node(name), results[name]) for name in outputs])


def _by_polars(
    ruleset: Ruleset, frame: pl.DataFrame, outputs: Sequence[str], changes: Mapping[str, Value] | None
) -> pl.DataFrame:
    engine = PolarsEngine(ruleset, frame.schema, profile(frame, ruleset), changes)
    lazy = engine.values(frame.lazy(), outputs).select(_typed(ruleset.node(name)) for name in outputs)
    made: pl.DataFrame = lazy.collect(engine="streaming")
    return made


def summarise(
    ruleset: Ruleset,
    frame: pl.LazyFrame,
    known: Profile,
    scenarios: Sequence[Mapping[str, Value]] = ({},),
    engine: str = "polars",
) -> list[Summary]:
    """The counts of each what-if; cases that move are counted beside the first one.

    ``known`` is the frame's profile. What a what-if does not reach is computed once.
    """
    rules = with_outcome(ruleset, known.missing)
    schema = frame.collect_schema()
    base, others = scenarios[0], list(scenarios[1:])
    batches = [others[at : at + TOGETHER - 1] for at in range(0, len(others), TOGETHER - 1)] or [[]]
    with rows_in(engine, frame, ruleset) as rows:
        found = [_one_pass(rules, rows, schema, known, [base, *batch], engine) for batch in batches]
    return [*found[0], *chain.from_iterable(batch[1:] for batch in found[1:])]


def _one_pass(
    rules: OutcomeRules,
    rows: Any,
    schema: Mapping[str, Any],
    known: Profile,
    scenarios: Sequence[Mapping[str, Value]],
    engine: str,
) -> list[Summary]:
    make: type[ColumnEngine] = PolarsEngine if engine == "polars" else NarwhalsEngine
    several = Scenarios(make, rules.ruleset, schema, known, scenarios)
    questions = Questions(rules, several, make.library)
    asked = several.values(rows, questions.names).select(questions.expressions())
    if engine == "polars":
        return questions.summaries(asked.collect(engine="streaming").row(0, named=True))
    return questions.summaries(asked.collect("polars").to_native().row(0, named=True))


def row_by_row(
    ruleset: Ruleset,
    frame: pl.LazyFrame,
    known: Profile,
    extra: Sequence[str],
    scenarios: Sequence[Mapping[str, Value]] = ({},),
    engine: str = "polars",
) -> pl.LazyFrame:
    """The columns ``extra``, the outcome in words in each what-if, and the first one's every node."""
    rules = with_outcome(ruleset, known.missing)
    make: type[ColumnEngine] = PolarsEngine if engine == "polars" else NarwhalsEngine
    several = Scenarios(make, rules.ruleset, frame.collect_schema(), known, scenarios)
    code, nodes = rules.code.name, [node.name for node in ruleset.nodes if told(node)]
    codes = [several.column(place, code) for place in range(len(scenarios))]
    named = {"outcome" if not place else "outcome_changed": column for place, column in enumerate(codes)}
    steps = {name: several.column(0, name) for name in nodes}
    with rows_in(engine, frame, ruleset) as rows:
        computed = several.values(rows, [code, *nodes])
        wanted = [*dict.fromkeys([*extra, *codes, *steps.values()])]
        lazy = computed.select(wanted)
        if engine != "polars":
            lazy = pl.DataFrame(lazy.collect("polars").to_native()).lazy().sort(extra[0])
    words = pl.Enum([outcome.value for outcome in CODES])
    outcomes = [pl.col(column).cast(pl.UInt8).cat.to(words).alias(name) for name, column in named.items()]
    told_steps = (pl.col(column).alias(name) for name, column in steps.items())
    table: pl.LazyFrame = lazy.select(*extra, *outcomes, *told_steps)
    return table


@contextmanager
def rows_in(engine: str, frame: pl.LazyFrame, ruleset: Ruleset) -> Iterator[Any]:
    """The frame as the engine reads it: itself, or a table that DuckDB or Spark scans."""
    if engine == "polars":
        yield frame
        return
    opened = {"duckdb": _in_duckdb, "pyspark": _in_spark}[engine]
    schema = frame.collect_schema()
    texts = [name for name, dtype in schema.items() if isinstance(dtype, (pl.Enum, pl.Categorical))]
    with TemporaryDirectory(prefix="rettvis-") as folder:
        file = Path(folder) / "cases.parquet"
        plain = frame.with_columns(pl.col(texts).cast(pl.String)) if texts else frame
        plain.rename(column_name).sink_parquet(file)
        with opened(str(file)) as rows:
            yield rows


@contextmanager
def _in_duckdb(file: str) -> Iterator[Any]:
    import duckdb

    with duckdb.connect() as connection:
        yield nw.from_native(connection.read_parquet(file))


@contextmanager
def _in_spark(file: str) -> Iterator[Any]:
    yield nw.from_native(spark_session().read.parquet(file))
