"""``rettvis shifts`` on one Parquet file: its lines are never all in memory, or are dealt out by PySpark."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rettvis.cli.shifts_told import Told
from rettvis.edges.timesheets import Received
from rettvis.journey.delivery import CheckRules, Grounds, check_rules
from rettvis.journey.delivery.local_time import OSLO
from rettvis.journey.delivery.shift import ShiftKind
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.frames.spark import spark_session
from rettvis.rulekit.wording import sentence

NEEDED = ("person", "assistant", "provider", "start", "end", "pause", "kind")


def check_large(
    path: Path, received: Received, grounds: Grounds, regime: str, resting: int, engine: str
) -> Told:
    """The deviations of a file with the columns of ``LINES``; raises ``Faulty`` where it cannot be used."""
    if grounds.journeys is not None:
        message = sentence(
            "A Parquet file does not say where the work was done, so that journeys cannot be checked. Take "
            "the journeys out of the file with the decisions."
        )
        raise Faulty([Fault("--decisions", message)])
    rules = _rules(path, regime, resting)
    if engine == "pyspark":
        found = _by_spark(path, grounds, rules)
    else:
        from rettvis.journey.delivery.many.parquet import check_parquet

        found = check_parquet(path, grounds, rules)
    return Told(received, grounds, rules, found, path.name)


def _rules(path: Path, regime: str, resting: int) -> CheckRules:
    """The rules on the last day of the lines, when the columns are there and each line can be one."""
    import polars as pl

    from rettvis.journey.delivery.shift import LONGEST

    try:
        lines = pl.scan_parquet(path)
        names = lines.collect_schema().names()
        missing = [name for name in NEEDED if name not in names]
        if missing:
            message = sentence(
                "The column {names} is missing. The columns are: {known}.", names=missing, known=list(NEEDED)
            )
            raise Faulty([Fault(path.name, message)])
        length = (pl.col("end") - pl.col("start")).dt.total_minutes()
        told = lines.select(
            pl.col("start").max().alias("last"),
            ((length < 1) | (length > LONGEST)).any().alias("length"),
            (_day(pl.col("end").dt.offset_by("-1m")) > _day(pl.col("start")).dt.offset_by("1d"))
            .any()
            .alias("days"),
            ((pl.col("pause") < 0) | (pl.col("pause") > length)).any().alias("pause"),
            (~pl.col("kind").is_in([str(kind) for kind in ShiftKind])).any().alias("kind"),
            pl.any_horizontal(pl.col(name).is_null() for name in NEEDED).any().alias("empty"),
        ).collect(engine="streaming")
    except (OSError, pl.exceptions.PolarsError):
        raise Faulty([Fault(path.name, sentence("The file cannot be read as Parquet with lines."))]) from None
    row = told.row(0, named=True)
    faults = [Fault(path.name, message) for name, message in _WRONG.items() if row[name]]
    if faults:
        raise Faulty(faults)
    last: datetime | None = row["last"]
    return check_rules((last or datetime.now(UTC)).date(), regime, resting)


def _day(moment: Any) -> Any:
    """The local day of a column of moments."""
    return moment.dt.convert_time_zone(str(OSLO)).dt.date()


_WRONG = {
    "empty": sentence("Some lines lack a person, an assistant, a provider, a time, a pause or a kind."),
    "length": sentence("Some lines end before they start, or are longer than a day and a night."),
    "days": sentence("Some lines lie on three days."),
    "pause": sentence("Some lines have a pause that is longer than the line."),
    "kind": sentence(
        "Some lines have a kind that is not known: {kinds}.", kinds=[str(kind) for kind in ShiftKind]
    ),
}


def _by_spark(path: Path, grounds: Grounds, rules: CheckRules) -> Any:
    session = spark_session()
    from pyspark.sql import functions

    from rettvis.journey.delivery.many.spark import check_spark

    frame = session.read.parquet(str(path))
    for name in ("stated", "price"):
        if name not in frame.columns:
            frame = frame.withColumn(name, functions.lit(None).cast("int"))
    if "place" not in frame.columns:
        raise Faulty(
            [Fault(path.name, sentence("On PySpark the lines need their number in the column place."))]
        )
    return check_spark(frame, grounds, rules, parts=max(2, frame.rdd.getNumPartitions()))
