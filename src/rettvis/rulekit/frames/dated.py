"""A table of cases under dated rules: each row is computed with the version that held on its day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from pathlib import Path

import polars as pl

from rettvis.rulekit.expression import Value
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.frames.missing import Profile
from rettvis.rulekit.frames.population import row_by_row, summarise
from rettvis.rulekit.frames.summary import Summary
from rettvis.rulekit.frames.table import ROW, Table
from rettvis.rulekit.ruleset import Ruleset
from rettvis.rulekit.versions import Version, Versions
from rettvis.rulekit.wording import sentence


@dataclass(frozen=True)
class Part:
    """The rows that one version of the rules answers for."""

    version: Version[Ruleset]
    frame: pl.LazyFrame
    profile: Profile


def parts(
    table: Table, versions: Versions[Ruleset], day: Fact, today: date, law_date: date | None
) -> tuple[list[Part], list[Fault]]:
    """The rows of a table by the version that holds for them.

    A row's day is its fact ``day``, or ``law_date`` (``today`` where none is given) where that is missing.
    With ``law_date`` all rows are read by the law of that day.
    """
    given = any(fact.name == day.name for fact in table.facts)
    filled = pl.col(day.name).fill_null(law_date or today) if given else pl.lit(law_date or today)
    frame = table.frame.with_columns(filled.alias(day.name))
    known = Profile(table.profile.missing - {day.name}, table.profile.recent - {day.name})
    if law_date is not None:
        found = versions.find(law_date)
        if isinstance(found, Fault):
            return [], [found]
        return [Part(found, frame, known)], []
    held = [_holds(version, day.name) for version in versions.all]
    nowhere = ~reduce(lambda one, other: one | other, held)
    questions = [part.sum().alias(f"{place}") for place, part in enumerate(held)]
    questions.append(pl.when(nowhere).then(pl.col(ROW)).min().alias("row"))
    counts = frame.select(questions).collect(engine="streaming").row(0, named=True)
    if counts["row"] is not None:
        return [], [_before_all(table, versions, counts["row"], day)]
    chosen = [place for place in range(len(held)) if counts[f"{place}"]] or [len(held) - 1]
    alone = len(chosen) == 1
    return [
        Part(versions.all[place], frame if alone else frame.filter(held[place]), known) for place in chosen
    ], []


def _holds(version: Version[Ruleset], day: str) -> pl.Expr:
    holds = pl.col(day) >= version.period.first
    last = version.period.last
    return holds if last is None else holds & (pl.col(day) <= last)


def _before_all(table: Table, versions: Versions[Ruleset], row: int, day: Fact) -> Fault:
    first = versions.all[0].period.first
    text = sentence(
        "On this day the rule did not hold yet. It holds from {first:date}. "
        "Give the day of the law with --on.",
        first=first,
    )
    return Fault(table.place(row, day.name), text)


def summaries(found: Sequence[Part], scenarios: Sequence[Mapping[str, Value]], engine: str) -> list[Summary]:
    """The summary of each what-if over all parts."""
    runs = [
        summarise(part.version.value, part.frame, part.profile, _known_to(part, scenarios), engine)
        for part in found
    ]
    return [reduce(add, each) for each in zip(*runs, strict=True)]


def _known_to(part: Part, scenarios: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """The changes that concern the version's own parameters."""
    names = {parameter.name for parameter in part.version.value.parameters}
    return [{name: value for name, value in changes.items() if name in names} for changes in scenarios]


def write_rows(
    found: Sequence[Part],
    extra: Sequence[str],
    scenarios: Sequence[Mapping[str, Value]],
    engine: str,
    file: Path,
) -> None:
    """Every case with its outcome and every step, to a CSV or Parquet file that appears when it is whole."""
    frames = [
        row_by_row(part.version.value, part.frame, part.profile, extra, _known_to(part, scenarios), engine)
        for part in found
    ]
    whole = frames[0] if len(frames) == 1 else pl.concat(frames, how="diagonal").sort(ROW)
    unfinished = file.with_name(f".{file.name}.unfinished")
    if file.suffix.lower() == ".csv":
        whole.sink_csv(unfinished)
    else:
        whole.sink_parquet(unfinished)
    unfinished.replace(file)
