"""What a table of persons may have beside the facts of the rules: activities with their time, and groups.

An activity is a part of a kind of service: ``activity.support_contact.leisure`` are the minutes a week of
leisure within ``minutes.support_contact``. Only with them can another municipality's norms be tried.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from rettvis.lawbook.bpa_right import facts as law
from rettvis.lawbook.norms import ACTIVITIES, Norm, at
from rettvis.rulekit.expression import Expression, Kind
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.wording import Sentence, sentence

KINDS = (law.personal_care, law.practical_assistance, law.training, law.support_contact)
ADULT = 18

GROUP = "group."
"""How a column begins that the persons are divided by: ``group.sex``, ``group.unit``."""

AGE = "age"
"""The division by age, made from the birth date."""


def _activity_fact(kind: Fact, activity: str) -> Fact:
    name = f"activity.{kind.name.removeprefix('minutes.')}.{activity}"
    label = sentence("{activity} ({kind})", activity=Sentence(ACTIVITIES[activity]), kind=kind.label)
    return Fact(name, Kind.INTEGER, label, unit="hours", maximum=law.WEEK_MOST)


PARTS = {kind: {activity: _activity_fact(kind, activity) for activity in ACTIVITIES} for kind in KINDS}
ACTIVITY_FACTS: Sequence[Fact] = tuple(fact for parts in PARTS.values() for fact in parts.values())
"""The time of each activity within each kind of service, in whole minutes a week."""


def activity_checks(here: Sequence[Fact]) -> dict[Fact, Expression]:
    """What must hold in every row: the activities of a kind are no more than the kind itself."""
    found: dict[Fact, Expression] = {}
    for kind, parts in PARTS.items():
        given = [fact for fact in parts.values() if fact in here]
        if given and kind in here:
            total: Expression = given[0] + 0
            for fact in given[1:]:
                total = total + fact
            found[kind] = total <= kind
    return found


def by_norms(here: Sequence[str], municipality: str, on: date) -> dict[str, pl.Expr]:
    """The kinds of service with the time of each activity inside the municipality's norm, by fact name.

    A norm with one end moves nothing at the other, one without figures moves nothing, and an activity that
    takes no time is not begun because there is a norm for it. Where the norm
    differs by age and the birth date is missing, the time is not known.
    """
    found = {}
    for kind, parts in PARTS.items():
        moved = [
            _inside(
                fact.name,
                at(municipality, activity, "adult", on),
                at(municipality, activity, "child", on),
                on,
            )
            for activity, fact in parts.items()
            if fact.name in here and kind.name in here
        ]
        changes = [change for change in moved if change is not None]
        if changes:
            found[kind.name] = (pl.col(kind.name) + sum(changes[1:], start=changes[0])).cast(pl.Int32)
    within = law.several_or_night.name
    if found and within in here:
        whole = [
            found.get(fact.name, pl.col(fact.name)) for fact in (*KINDS, law.respite) if fact.name in here
        ]
        found[within] = pl.min_horizontal(within, sum(whole[1:], start=whole[0])).cast(pl.Int32)
    return found


def _inside(column: str, adult: Norm | None, child: Norm | None, on: date) -> pl.Expr | None:
    """By how many minutes the norm moves an activity; None where it moves nobody."""
    if _bounds(adult) == _bounds(child):
        return _moved(column, _bounds(adult))
    moves = [_moved(column, _bounds(norm)) for norm in (adult, child)]
    grown, young = (pl.lit(0) if move is None else move for move in moves)
    years = whole_years(pl.col(law.birth_date.name), pl.col(law.decided_on.name))
    return pl.when(years >= ADULT).then(grown).when(years < ADULT).then(young)


def _bounds(norm: Norm | None) -> tuple[int | None, int | None]:
    return (None, None) if norm is None else (norm.low, norm.high)


def _moved(column: str, bounds: tuple[int | None, int | None]) -> pl.Expr | None:
    low, high = bounds
    if low is None and high is None:
        return None
    time = pl.col(column)
    return pl.when(time == 0).then(pl.lit(0)).otherwise(time.clip(low, high) - time)


def whole_years(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """Completed years between two dates; whoever is born on 29 February is a year older on 1 March."""
    passed = (end.dt.month() * 100 + end.dt.day()) >= (start.dt.month() * 100 + start.dt.day())
    return end.dt.year() - start.dt.year() - (~passed).cast(pl.Int32)


def age_group(ages: Sequence[int]) -> pl.Expr:
    """The age group of a person on the day of the decision, as "18-49" or "80-"; empty where not known."""
    years = whole_years(pl.col(law.birth_date.name), pl.col(law.decided_on.name))
    found: Any = pl.when(years.is_null()).then(pl.lit(""))
    ordered = sorted(ages)
    for low, after in reversed(list(zip(ordered, [*ordered[1:], None], strict=True))):
        name = f"{low}-" if after is None else f"{low}-{after - 1}"
        found = found.when(years >= low).then(pl.lit(name))
    group: pl.Expr = found.otherwise(pl.lit(""))
    return group
