"""Many what-ifs counted by group: how each outcome came from today's, and what a figure adds up to.

A what-if changes parameters, or reads some facts from other columns of the frame, or both. Every count is
taken in one pass over the frame for each set of facts, so that nothing is held case by case.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from operator import add, and_
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

BASE, UNSURE, SETTLED = 8, 4, 2
"""The digits of a row's outcomes: the code, and :data:`UNSURE` more where it could differ from today's.

Where no fact is missing, every outcome is one of the first :data:`SETTLED` codes, and a digit needs no more.
"""
PATTERN, CASES = "pattern__", "cases__"

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
        return _Several(
            scenarios, rules.code.name, self.measured, settled=not (self.known.missing | known.missing)
        )

    def _read(
        self, rows: Any, several: "_Several", before: "_Before", keys: Mapping[str, str], first: int
    ) -> list[dict[Key, GroupCount]]:
        """The counts of the what-ifs from the place ``first`` on, by group.

        The outcomes of one row are the digits of one number, so that rows alike in all are added up once.
        """
        col = several.engines[0].library.col
        places = range(first, len(several.engines))
        sums = {name: part for place in places for name, part in several.amounts(place)}
        table = rows.select(
            *(col(column).alias(key) for key, column in keys.items()),
            several.outcomes(places, before).alias(PATTERN),
            (~col(before.columns[CODE]).is_null()).cast(several.whole).alias(CASES),
            *(part.alias(name) for name, part in sums.items()),
        )
        added = table.group_by([*keys, PATTERN]).agg(*(col(name).sum() for name in (CASES, *sums)))
        answers = added.collect(engine="streaming") if self.engine == "polars" else added.collect("polars")
        found: list[dict[Key, GroupCount]] = [{} for _ in places]
        for answer in (answers if self.engine == "polars" else answers.to_native()).rows(named=True):
            key = tuple(answer[name] or "" for name in keys)
            for counts, place in zip(found, places, strict=True):
                count = several.group_count(answer, place, place - first)
                counts[key] = counts[key] + count if key in counts else count
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
    settled: bool
    """No fact is missing."""

    @property
    def base(self) -> int:
        """How many worths a digit has."""
        return SETTLED if self.settled else BASE

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
        measured = (self.measured.figure, self.measured.at_least, self.measured.at_most)
        return self.scenarios.values(rows, (self.outcome, *(measured[:1] if self.settled else measured)))

    @property
    def whole(self) -> Any:
        """The type of the numbers that are added up."""
        return self.engines[0].library.Int64

    @property
    def pattern(self) -> Any:
        """The type of the number whose digits are the outcomes."""
        return self.engines[0].library.Int32 if self.settled else self.whole

    def outcomes(self, places: Iterable[int], today: _Before) -> Any:
        """Today's outcome and that of each what-if, each a digit of one number, lowest first."""
        col = self.engines[0].library.col
        before = col(today.columns[CODE]).cast(self.pattern)
        digits = [before, *(self._digit(place, before, today) for place in places)]
        return reduce(add, (digit * self.base**power for power, digit in enumerate(digits)))

    def _digit(self, place: int, before: Any, today: _Before) -> Any:
        """The outcome's code, and :data:`UNSURE` more where nothing says that it is as today's."""
        after = self.engines[0].library.col(self.code(place)).cast(self.pattern)
        if self.settled or not today.nodes[place]:
            return after
        unsure = (before > NOT_MET) & (after > NOT_MET) & self._otherwise(place, today)
        return after + unsure.cast(self.pattern) * UNSURE

    def amounts(self, place: int) -> Iterator[tuple[str, Any]]:
        """The figures to add up, under a name that what-ifs with the same figures share."""
        library, names = self.engines[0].library, self._measured(place)
        if self.settled:
            yield f"known__{names[0]}", library.col(names[0]).cast(self.whole)
            return
        figure, least, most = (library.col(name).cast(self.whole) for name in names)
        most = library.coalesce(figure, most)
        label = "__".join(names)
        yield f"least__{label}", library.coalesce(figure, least)
        yield f"most__{label}", most
        yield f"endless__{label}", most.is_null().cast(self.whole)
        yield f"known__{label}", figure
        yield f"unknown__{label}", figure.is_null().cast(self.whole)

    def _measured(self, place: int) -> tuple[str, str, str]:
        """The columns of the figure, and of what it is at least and at most."""
        names = (self.measured.figure, self.measured.at_least, self.measured.at_most)
        figure, least, most = (self.column(place, name) for name in names)
        return figure, least, most

    def group_count(self, answer: Mapping[str, Any], place: int, power: int) -> GroupCount:
        """What one row of the answer says of the what-if at ``place``, the digit ``power`` after today's."""
        cases, pattern = int(answer[CASES]), int(answer[PATTERN])
        digit = pattern // self.base ** (power + 1) % self.base
        code = digit % UNSURE
        least, most, endless, known, unknown = self._added(answer, place)
        met, possible = code == MET, code != NOT_MET
        amounts = Amounts(
            least if met else 0, most if possible else 0, endless if possible else 0, known, unknown
        )
        moved = {(CODES[pattern % self.base], CODES[code]): cases}
        return GroupCount(moved, amounts, cases if digit >= UNSURE else 0)

    def _added(self, answer: Mapping[str, Any], place: int) -> tuple[int, int, int, int, int]:
        """The sums of a row of the answer, in the order of :meth:`amounts`."""
        names = self._measured(place)
        if self.settled:
            known = int(answer[f"known__{names[0]}"] or 0)
            return known, known, 0, known, 0
        label = "__".join(names)
        least, most, endless, known, unknown = (
            int(answer[f"{name}__{label}"] or 0) for name in ("least", "most", "endless", "known", "unknown")
        )
        return least, most, endless, known, unknown

    def _otherwise(self, place: int, today: _Before) -> Any:
        """Whether a node that reads what is changed is another one then, or is not known."""
        col = self.engines[0].library.col
        same = [
            (col(today.columns[name]) == col(self.column(place, name))).fill_null(False)
            for name in today.nodes[place]
        ]
        return ~reduce(and_, same)
