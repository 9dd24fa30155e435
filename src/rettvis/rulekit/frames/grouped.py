"""Many what-ifs counted by group: how each outcome came from today's, and what a figure adds up to.

A what-if changes parameters, or reads some facts from other columns of the frame, or both. Every count is
taken in one pass over the frame for each set of facts, so that nothing is held case by case.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from operator import and_
from typing import Any

import polars as pl

from rettvis.rulekit.expression import Value
from rettvis.rulekit.findings import Outcome
from rettvis.rulekit.frames.columns import ColumnEngine
from rettvis.rulekit.frames.missing import Profile
from rettvis.rulekit.frames.narwhals_engine import NarwhalsEngine, column_name
from rettvis.rulekit.frames.outcomes import CODES, with_outcome
from rettvis.rulekit.frames.polars_engine import PolarsEngine
from rettvis.rulekit.frames.population import rows_in
from rettvis.rulekit.frames.scenarios import TOGETHER, Scenarios
from rettvis.rulekit.ruleset import Ruleset, inputs

Key = tuple[str, ...]
"""Which group a case belongs to: the text in each column that the cases are divided by."""

CODE = ""
"""What today's outcome goes under, beside today's nodes by their names."""
BEFORE = "__today"
"""How a column of today ends where the facts of a what-if are others."""

MET, NOT_MET = CODES.index(Outcome.MET), CODES.index(Outcome.NOT_MET)


@dataclass(frozen=True)
class Alternative:
    """One what-if: the parameters that are changed, and for a fact the column that holds it then."""

    changes: Mapping[str, Value] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Measured:
    """A figure with what it is at least and at most while facts are missing: the names of three nodes."""

    figure: str
    at_least: str
    at_most: str


@dataclass(frozen=True)
class Amounts:
    """What the figure adds up to. ``met_at_least``: over the cases that meet the conditions, at the least.

    ``open_at_most``: over all cases that are not a no, at the most, but for ``without_most`` cases that have
    no upper bound. ``known``: over every case where it is known; ``not_known`` says how many are left.
    """

    met_at_least: int = 0
    open_at_most: int = 0
    without_most: int = 0
    known: int = 0
    not_known: int = 0

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(*(one + two for one, two in zip(self.parts(), other.parts(), strict=True)))

    def parts(self) -> tuple[int, int, int, int, int]:
        """The five numbers in the order of the fields."""
        return self.met_at_least, self.open_at_most, self.without_most, self.known, self.not_known


@dataclass(frozen=True)
class GroupCount:
    """One group in one what-if: how many cases went from each outcome today to each then, and the amounts.

    ``unsure``: how many are not settled in either, and could turn out differently in the two.
    """

    moved: Mapping[tuple[Outcome, Outcome], int]
    amounts: Amounts
    unsure: int = 0

    def __add__(self, other: "GroupCount") -> "GroupCount":
        moves = {**self.moved, **other.moved}
        added = {move: self.moved.get(move, 0) + other.moved.get(move, 0) for move in moves}
        return GroupCount(added, self.amounts + other.amounts, self.unsure + other.unsure)


def counts_by_group(
    ruleset: Ruleset,
    frame: pl.LazyFrame,
    known: Profile,
    keys: Sequence[str],
    alternatives: Sequence[Alternative],
    measured: Measured,
    engine: str = "polars",
) -> list[dict[Key, GroupCount]]:
    """For each alternative, the count of every group; the outcomes of the first stand as *before* in all.

    ``keys`` are columns of text; the first alternative must read the facts as they are.
    """
    run = _Run(ruleset, known, tuple(keys), alternatives[0], measured, engine)
    found: list[dict[Key, GroupCount]] = [{} for _ in alternatives]
    with rows_in(engine, frame, ruleset) as rows:
        schema = frame.collect_schema()
        for places in _batches(alternatives):
            batch = [alternatives[place] for place in places]
            for place, counts in zip(places, run.counts(rows, schema, batch), strict=True):
                found[place] = counts
    return found


def _batches(alternatives: Sequence[Alternative]) -> Iterator[list[int]]:
    """The places of alternatives that read the same facts, at most :data:`TOGETHER` at a time."""
    by_facts: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for place, alternative in enumerate(alternatives):
        by_facts.setdefault(tuple(sorted(alternative.facts.items())), []).append(place)
    for places in by_facts.values():
        left = iter(places)
        while batch := list(islice(left, TOGETHER)):
            yield batch


@dataclass(frozen=True)
class _Run:
    """What is the same for every pass."""

    ruleset: Ruleset
    known: Profile
    keys: tuple[str, ...]
    today: Alternative
    measured: Measured
    engine: str

    @property
    def name(self) -> Callable[[str], str]:
        """How a column is named in the engine's rows."""
        return str if self.engine == "polars" else column_name

    def counts(
        self, rows: Any, schema: Mapping[str, Any], batch: Sequence[Alternative]
    ) -> list[dict[Key, GroupCount]]:
        """One pass: today beside the alternatives of ``batch``, which all read the same facts."""
        keys = {f"key__{place}": self.name(key) for place, key in enumerate(self.keys)}
        near = [self.reading(alternative) for alternative in batch]
        names = sorted({name for read in near for name in read})
        if not batch[0].facts:
            several = self._scenarios(schema, self.known, [self.today, *batch])
            today = {CODE: several.code(0), **{name: several.column(0, name) for name in names}}
            return self._read(several.values(rows), several, _Before(today, [[], *near]), keys, 1)
        first = self._scenarios(schema, self.known, [self.today])
        held, facts = self._read_then(schema, batch[0])
        today = {name: f"{name}{BEFORE}" for name in (CODE, *names)}
        kept = {today[CODE]: first.code(0), **{today[name]: first.column(0, name) for name in names}}
        columns = {**kept, **keys, **facts}
        col = first.engines[0].library.col
        changed = first.values(rows).select(*(col(column).alias(name) for name, column in columns.items()))
        known = Profile(self.known.missing | set(batch[0].facts), self.known.recent)
        several = self._scenarios(held, known, batch)
        return self._read(
            several.values(changed), several, _Before(today, near), {key: key for key in keys}, 0
        )

    def reading(self, alternative: Alternative) -> list[str]:
        """The nodes of the outcome that read a parameter or a fact that the alternative changes."""
        values = self.ruleset.parameter_values(self.today.changes)
        then = self.ruleset.parameter_values(alternative.changes)
        changed = {name for name, value in then.items() if values[name] != value} | set(alternative.facts)
        nodes = self.ruleset.needed_for(self.ruleset.outcome.name)
        return [node.name for node in nodes if any(leaf.name in changed for leaf in inputs(node.expression))]

    def _read_then(
        self, schema: Mapping[str, Any], alternative: Alternative
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """The types of the facts as the alternative reads them, and the column of each."""
        column = {fact: alternative.facts.get(fact, fact) for fact in self.ruleset_facts(schema)}
        held = {fact: schema[name] for fact, name in column.items()}
        return held, {self.name(fact): self.name(name) for fact, name in column.items()}

    def ruleset_facts(self, schema: Mapping[str, Any]) -> list[str]:
        """The facts of the rules that the frame has a column for."""
        return [fact.name for fact in self.ruleset.facts if fact.name in schema]

    def _scenarios(
        self, schema: Mapping[str, Any], known: Profile, batch: Sequence[Alternative]
    ) -> "_Several":
        make: type[ColumnEngine] = PolarsEngine if self.engine == "polars" else NarwhalsEngine
        rules = with_outcome(self.ruleset, known.missing)
        changes = [alternative.changes for alternative in batch]
        scenarios = Scenarios(make, rules.ruleset, schema, known, changes)
        return _Several(scenarios, rules.code.name, self.measured)

    def _read(
        self, rows: Any, several: "_Several", before: "_Before", keys: Mapping[str, str], first: int
    ) -> list[dict[Key, GroupCount]]:
        """The counts of the what-ifs from the place ``first`` on, by group."""
        col = several.engines[0].library.col
        places = range(first, len(several.engines))
        asked = {name: part for place in places for name, part in several.asked(place, before)}
        parts = [part.alias(name) for name, part in asked.items()]
        table = rows.select(*(col(column).alias(key) for key, column in keys.items()), *parts)
        sums = [col(name).sum() for name in asked]
        table = table.group_by(list(keys)).agg(*sums) if keys else table.select(*sums)
        if self.engine == "polars":
            answers = table.collect(engine="streaming").rows(named=True)
        else:
            answers = table.collect("polars").to_native().rows(named=True)
        found: list[dict[Key, GroupCount]] = [{} for _ in places]
        for answer in answers:
            key = tuple(answer[name] or "" for name in keys)
            for counts, place in zip(found, places, strict=True):
                counts[key] = _group_count(answer, place)
        return found


@dataclass(frozen=True)
class _Before:
    """The columns with today's outcome (under :data:`CODE`) and today's nodes; for each what-if, which nodes.

    Where all of those nodes are known and the same in both, the outcome is the same whatever is missing.
    """

    columns: Mapping[str, str]
    nodes: Sequence[Sequence[str]]


@dataclass(frozen=True)
class _Several:
    """The what-ifs of one pass with what is asked of each."""

    scenarios: Scenarios
    outcome: str
    measured: Measured

    @property
    def engines(self) -> list[ColumnEngine]:
        return self.scenarios.engines

    def code(self, place: int) -> str:
        """The column with the outcome's code."""
        return self.column(place, self.outcome)

    def column(self, place: int, name: str) -> str:
        """The column of a node in one of the what-ifs."""
        return self.scenarios.column(place, name)

    def values(self, rows: Any) -> Any:
        """The rows with every column that is asked of."""
        names = (self.outcome, self.measured.figure, self.measured.at_least, self.measured.at_most)
        return self.scenarios.values(rows, names)

    def asked(self, place: int, today: _Before) -> Iterator[tuple[str, Any]]:
        """Each number to add up, by its name."""
        library = self.engines[0].library
        before, after = library.col(today.columns[CODE]), library.col(self.code(place))
        not_settled = (before > NOT_MET) & (after > NOT_MET)
        unsure = not_settled & self._otherwise(place, today) if today.nodes[place] else library.lit(False)
        yield f"unsure_{place}", unsure.cast(library.Int64)
        for one in range(len(CODES)):
            for two in range(len(CODES)):
                yield f"moved_{place}_{one}_{two}", ((before == one) & (after == two)).cast(library.Int64)
        figure, least, most = (
            library.col(self.scenarios.column(place, name)).cast(library.Int64)
            for name in (self.measured.figure, self.measured.at_least, self.measured.at_most)
        )
        most = library.coalesce(figure, most)
        nothing = library.lit(0, library.Int64)
        met, possible = after == MET, after != NOT_MET
        yield f"least_{place}", library.when(met).then(library.coalesce(figure, least)).otherwise(nothing)
        yield f"most_{place}", library.when(possible).then(most).otherwise(nothing)
        yield f"endless_{place}", (possible & most.is_null()).cast(library.Int64)
        yield f"known_{place}", figure
        yield f"unknown_{place}", figure.is_null().cast(library.Int64)

    def _otherwise(self, place: int, today: _Before) -> Any:
        """Whether a node that reads what is changed is another one then, or is not known."""
        col = self.engines[0].library.col
        same = [
            (col(today.columns[name]) == col(self.column(place, name))).fill_null(False)
            for name in today.nodes[place]
        ]
        return ~reduce(and_, same)


def _group_count(answer: Mapping[str, Any], place: int) -> GroupCount:
    moved = {
        (before, after): int(answer[f"moved_{place}_{one}_{two}"] or 0)
        for one, before in enumerate(CODES)
        for two, after in enumerate(CODES)
    }
    names = ("least", "most", "endless", "known", "unknown")
    amounts = Amounts(*(int(answer[f"{name}_{place}"] or 0) for name in names))
    kept = {move: cases for move, cases in moved.items() if cases}
    return GroupCount(kept, amounts, int(answer[f"unsure_{place}"] or 0))
