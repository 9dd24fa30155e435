"""Runs today and every what-if over a population, with the version of the rules that holds for each row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import add

import polars as pl

from rettvis.journey.simulation.what_if.cases import AGE, GROUP, age_group, by_norms
from rettvis.journey.simulation.what_if.money import Prices
from rettvis.journey.simulation.what_if.outcome import Between, Counted, Moves, Result, Supplement, added
from rettvis.journey.simulation.what_if.scenario import Scenario
from rettvis.lawbook.bpa_right import facts as law
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.rulekit.direction import Direction, direction_of
from rettvis.rulekit.frames.dated import Part
from rettvis.rulekit.frames.grouped import (
    Alternative,
    Amounts,
    GroupCount,
    Key,
    Measured,
    counts_by_group,
)

MEASURED = Measured("counted_minutes", "counted_at_least", "counted_at_most")


@dataclass(frozen=True)
class Population:
    """The persons: the rows by version of the rules, the columns they are divided by, and the law's day.

    ``ages`` are the youngest of each age group in years; empty for no division by age.
    """

    parts: Sequence[Part]
    law_date: date
    groups: Sequence[str] = ()
    ages: Sequence[int] = field(default_factory=tuple)

    @property
    def divisions(self) -> tuple[str, ...]:
        """What the persons are divided by."""
        names = [name.removeprefix(GROUP) for name in self.groups]
        return (*([AGE] if self.ages else []), *names)


def what_if(
    population: Population,
    scenarios: Sequence[Scenario],
    prices: Prices | None = None,
    scheme: SchemeVersion | None = None,
    engine: str = "polars",
) -> Result:
    """Every what-if beside today. Expects what-ifs in which :func:`check_scenarios` found nothing."""
    prices = prices or Prices()
    asked = [Scenario("", step=prices.step), *scenarios]
    runs = [_part_counts(part, population, asked, engine) for part in population.parts]
    groups = [reduce(_together, each) for each in zip(*runs, strict=True)]
    eligible = _eligible(population.parts) if scheme is not None else None
    counted = []
    for scenario, found in zip(asked, groups, strict=True):
        step = prices.step if scenario.step is None else scenario.step
        supplement = _supplement(step, eligible, scheme)
        way = _direction(scenario, population.parts)
        moves = {name: added(found, place, way) for place, name in enumerate(population.divisions)}
        whole = reduce(add, found.values(), GroupCount({}, Amounts()))
        counted.append(_counted(scenario, whole, way, moves, supplement, prices))
    versions = tuple(part.version.period for part in population.parts)
    persons = counted[0].whole.persons
    return Result(population.law_date, versions, persons, prices, counted[0], tuple(counted[1:]))


def _part_counts(
    part: Part, population: Population, asked: Sequence[Scenario], engine: str
) -> list[dict[Key, GroupCount]]:
    """The counts of one version's rows, what-if by what-if."""
    schema = part.frame.collect_schema().names()
    own = {parameter.name for parameter in part.version.value.parameters}
    columns: list[pl.Expr] = []
    alternatives = []
    written: dict[str, dict[str, str]] = {"": {}}
    for scenario in asked:
        if scenario.norms not in written:
            moved = by_norms(schema, scenario.norms, population.law_date)
            written[scenario.norms] = {fact: f"{fact}__norms_{len(written)}" for fact in moved}
            columns += [made.alias(written[scenario.norms][fact]) for fact, made in moved.items()]
        changes = {name: value for name, value in scenario.changes.items() if name in own}
        alternatives.append(Alternative(changes, written[scenario.norms]))
    keys = _keys(population, schema)
    frame = part.frame.with_columns(*columns, **keys)
    return counts_by_group(
        part.version.value, frame, part.profile, list(keys), alternatives, MEASURED, engine
    )


def _direction(scenario: Scenario, parts: Sequence[Part]) -> Direction:
    """Which way the what-if can move the right, by every version of the rules that is used."""
    if scenario.norms:
        return None
    found = {direction_of(part.version.value, scenario.changes) for part in parts} - {0}
    return found.pop() if len(found) == 1 else None if found else 0


def _keys(population: Population, schema: Sequence[str]) -> Mapping[str, pl.Expr]:
    """A column of text for each division."""
    keys = {}
    if population.ages:
        born = law.birth_date.name in schema
        keys[f"{GROUP}{AGE}__key"] = age_group(population.ages) if born else pl.lit("")
    for name in population.groups:
        keys[f"{name}__key"] = pl.col(name).cast(pl.String).fill_null("")
    return keys


def _together(one: dict[Key, GroupCount], other: dict[Key, GroupCount]) -> dict[Key, GroupCount]:
    nothing = GroupCount({}, Amounts())
    return {key: one.get(key, nothing) + other.get(key, nothing) for key in {**one, **other}}


def _eligible(parts: Sequence[Part]) -> Between:
    """How many fulfil the condition of the scheme: an assessed need of support contact."""
    least = most = 0
    for part in parts:
        if law.support_contact.name not in part.frame.collect_schema().names():
            most += part.frame.select(pl.len()).collect(engine="streaming").item()
            continue
        need = pl.col(law.support_contact.name)
        row = part.frame.select((need > 0).sum().alias("yes"), need.is_null().sum().alias("open"))
        yes, not_known = row.collect(engine="streaming").row(0)
        least, most = least + yes, most + yes + not_known
    return Between(least, most)


def _supplement(step: int, eligible: Between | None, scheme: SchemeVersion | None) -> Supplement | None:
    if scheme is None or eligible is None:
        return None
    found = scheme.step(step) if step else None
    minutes = 0 if found is None else found.minutes_per_week
    return Supplement(step, eligible, Between(eligible.least * minutes, (eligible.most or 0) * minutes))


def _counted(
    scenario: Scenario,
    whole: GroupCount,
    way: Direction,
    by: Mapping[str, Mapping[str, Moves]],
    supplement: Supplement | None,
    prices: Prices,
) -> Counted:
    amounts = whole.amounts
    most = None if amounts.without_most else amounts.open_at_most
    minutes = Between(amounts.met_at_least, most)
    extra = supplement.minutes if supplement is not None else Between(0, 0)
    whole_minutes = Between(
        minutes.least + extra.least, None if most is None or extra.most is None else most + extra.most
    )
    return Counted(
        scenario,
        Moves(whole.moved, whole.unsure, way),
        by,
        minutes,
        amounts.known,
        amounts.not_known,
        supplement,
        None if prices.hour is None else _between(prices.year, whole_minutes),
        None if prices.hour_otherwise is None else _between(prices.more_than_otherwise, minutes),
    )


def _between(cost: Callable[[int | None], int | None], minutes: Between) -> Between | None:
    """The cost of minutes known within bounds; None where it has no lower bound."""
    one, other = cost(minutes.least) or 0, cost(minutes.most)
    if other is None:
        return Between(one, None) if one >= 0 else None
    return Between(min(one, other), max(one, other))
