"""A ruleset on Polars columns: one ``with_columns`` a level of its graph, 32 bits where that is enough."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import reduce, singledispatchmethod
from operator import or_
from typing import Any

import polars as pl

from rettvis.rulekit.expression import (
    Arithmetic,
    Comparison,
    Constant,
    Expression,
    FloorDivision,
    Kind,
    OneOf,
    Parameter,
    WholeYears,
)
from rettvis.rulekit.facts import LASTING, Fact
from rettvis.rulekit.frames.calendar_years import RECENT, YEAR, recent_year_days, year_days
from rettvis.rulekit.frames.columns import OPERATORS, ColumnEngine
from rettvis.rulekit.frames.missing import Profile
from rettvis.rulekit.ruleset import Ruleset, pieces

NARROW = 2**31 - 1
"""What fits 32 bits: half the memory to move."""
EPOCH = date(1970, 1, 1)
NO_END = (LASTING - EPOCH).days


def _year_column(fact: Fact) -> str:
    return f"{fact.name}__year_days"


def profile(frame: pl.DataFrame | pl.LazyFrame, ruleset: Ruleset) -> Profile:
    """Look at every fact's column once, streaming."""
    schema = frame.lazy().collect_schema()
    here = [fact for fact in ruleset.facts if fact.name in schema]
    absent = {fact.name for fact in ruleset.facts} - {fact.name for fact in here}
    if not here:
        return Profile(frozenset(absent))
    questions = [pl.col(fact.name).null_count() for fact in here]
    days = [fact for fact in here if schema[fact.name] == pl.Date]
    for fact in days:
        day = pl.col(fact.name)
        last = pl.when(day != LASTING).then(day) if fact.open_word else day
        questions += [day.min().alias(f"{fact.name} first"), last.max().alias(f"{fact.name} last")]
    answer = frame.lazy().select(questions).collect(engine="streaming").row(0, named=True)
    recent = {
        fact.name
        for fact in days
        if _within(answer[f"{fact.name} first"], RECENT[0], LASTING)
        and _within(answer[f"{fact.name} last"], date.min, RECENT[1])
    }
    missing = absent | {fact.name for fact in here if answer[fact.name]}
    return Profile(frozenset(missing), frozenset(recent))


def _within(day: date | None, first: date, last: date) -> bool:
    return day is None or first <= day <= last


class PolarsEngine(ColumnEngine):
    """A ruleset compiled to Polars expressions; texts may be held as an ``Enum``."""

    library = pl

    def before(self, needed: Collection[str]) -> Iterator[list[pl.Expr]]:
        yield from super().before(needed)
        facts = {
            fact.name: fact
            for node in self.ruleset.nodes
            if node.name in needed
            for part in pieces(node.expression)
            if isinstance(part, WholeYears)
            for fact in pieces(part)
            if isinstance(fact, Fact) and fact.kind is Kind.DATE
        }
        yield [self.counted(fact).alias(_year_column(fact)) for fact in facts.values()]

    def counted(self, fact: Fact) -> pl.Expr:
        """A date's years laid out in days, once for all rules that ask for it."""
        day = self.fact(fact).to_physical()
        if fact.name not in self.profile.recent:
            counted: pl.Expr = year_days(day)
            return counted
        recent: pl.Expr = recent_year_days(day)
        return pl.when(day == NO_END).then(year_days(NO_END)).otherwise(recent) if fact.open_word else recent

    def year_days(self, part: Expression) -> pl.Expr:
        """The years of a date laid out in days."""
        if isinstance(part, Fact):
            return pl.col(_year_column(part))
        value = self.parameters[part.name] if isinstance(part, Parameter) else getattr(part, "value", None)
        if isinstance(value, date):
            first: pl.Expr = self.literal(year_days((value - EPOCH).days))
            return first
        counted: pl.Expr = year_days(self.write(part).to_physical())
        return counted

    def apart(self, part: WholeYears) -> pl.Expr:
        """How far apart two dates are, a year being 366 days."""
        return self.year_days(part.end) - self.year_days(part.start)

    def dtype(self, part: Expression) -> Any:
        if isinstance(part, Fact) and part.kind is Kind.INTEGER:
            return self.whole(max(abs(part.minimum), abs(part.maximum)))
        if isinstance(part, Constant) and isinstance(part.value, int) and part.kind is Kind.INTEGER:
            return self.whole(abs(part.value))
        return super().dtype(part)

    def whole(self, largest: int) -> Any:
        """The narrowest type for whole numbers up to ``largest``."""
        return pl.Int64 if largest > NARROW else pl.Int32

    def fact(self, fact: Fact) -> pl.Expr:
        column, wanted = pl.col(fact.name), self.dtype(fact)
        held = self.schema.get(fact.name, wanted)
        return column if held == wanted else column.cast(wanted)

    def divided(self, left: pl.Expr, right: pl.Expr, part: FloorDivision) -> pl.Expr:
        return left // right

    def whole_years(self, part: WholeYears) -> pl.Expr:
        return self.apart(part) // YEAR

    @singledispatchmethod
    def write(self, part: Expression) -> pl.Expr:
        written: pl.Expr = super().write(part)
        return written

    @write.register
    def _(self, part: Arithmetic) -> pl.Expr:
        left, right = self.write(part.left), self.write(part.right)
        if max(map(abs, self.missing.ranges(part))) > NARROW:
            left = left.cast(pl.Int64)
        result: pl.Expr = OPERATORS[part.operator](left, right)
        return result

    @write.register
    def _(self, part: Comparison) -> pl.Expr:
        for one, other in ((part.left, part.right), (part.right, part.left)):
            text = self.text_of(other)
            if text is not None and isinstance(one, Fact) and self.coded(one):
                return self.among(one, (text,))
        limit = self.years_of(part.right)
        if isinstance(part.left, WholeYears) and limit is not None and part.operator != "==":
            return self.years_compared(part.left, part.operator, limit)
        result: pl.Expr = OPERATORS[part.operator](self.write(part.left), self.write(part.right))
        return result

    def years_of(self, part: Expression) -> int | None:
        """A constant or parameter that can be a number of years."""
        value = self.parameters[part.name] if isinstance(part, Parameter) else getattr(part, "value", None)
        return value if type(value) is int and abs(value) < 10_000 else None

    def years_compared(self, part: WholeYears, operator: str, limit: int) -> pl.Expr:
        """Completed years compared with a number of years, without counting them out."""
        if operator in (">", "<="):
            operator, limit = {">": ">=", "<=": "<"}[operator], limit + 1
        result: pl.Expr = OPERATORS[operator](self.apart(part), self.literal(limit * YEAR))
        return result

    @write.register
    def _(self, part: OneOf) -> pl.Expr:
        if isinstance(part.part, Fact) and self.coded(part.part):
            return self.among(part.part, part.choices)
        written: pl.Expr = super().write(part)
        return written

    def coded(self, fact: Fact) -> bool:
        """Whether a text is held as the codes of an ``Enum``."""
        return isinstance(self.schema.get(fact.name), pl.Enum)

    def among(self, fact: Fact, choices: tuple[str, ...]) -> pl.Expr:
        """Whether a coded text is one of ``choices``, by comparing codes."""
        categories = self.schema[fact.name].categories.to_list()
        codes = [categories.index(choice) for choice in choices if choice in categories]
        column = pl.col(fact.name).to_physical()
        return reduce(or_, (column == code for code in codes)) if codes else column != column
