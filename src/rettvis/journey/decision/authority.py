"""Authority levels: how much a person may decide, as a municipality has set it, and what a decision needs.

No law sets these limits: they are the municipality's own delegation, with days from and to. What is not
known never becomes a yes: a limit on a cost that cannot be computed is not within the limit.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from rettvis.journey.application import Service
from rettvis.journey.decision.snapshot import CaseSnapshot
from rettvis.rulekit.wording import Sentence, sentence

_MINUTES = 60


@dataclass(frozen=True)
class AuthorityLevel:
    """How much may be decided: no limit where ``None``, and every service where ``services`` is empty.

    ``most_minutes`` are minutes a week in one decision, ``most_cost`` whole øre a year.
    """

    most_minutes: int | None = None
    most_cost: int | None = None
    services: frozenset[Service] = frozenset()
    may_refuse: bool = True


@dataclass(frozen=True)
class Weight:
    """What a decision asks of whoever approves it: minutes a week, øre a year (``None``: not known)."""

    minutes: Fraction
    cost: Fraction | None
    services: frozenset[Service]
    refuses: bool
    without_price: tuple[Service, ...] = ()


def weight_of(case: CaseSnapshot, prices: Mapping[Service, int]) -> Weight:
    """The weight of the case's decision; ``prices`` are øre an hour by service."""
    weeks, minutes, cost = case.choices.weeks, Fraction(0), Fraction(0)
    without = []
    for line in case.granted:
        weekly = None if line.extent is None else line.extent.per_week(weeks)
        minutes += weekly or 0
        if weekly is None or line.service not in prices:
            without.append(line.service)
        else:
            cost += weekly * weeks.weeks * prices[line.service] / _MINUTES
    services = frozenset(line.service for line in case.decision.lines)
    refuses = any(line.granted is False for line in case.decision.lines)
    known = tuple(dict.fromkeys(without))
    return Weight(minutes, None if known else cost, services, refuses, known)


def beyond(level: AuthorityLevel, weight: Weight) -> tuple[Sentence, ...]:
    """Why the level does not reach; empty where it does."""
    return tuple(_beyond(level, weight))


def _beyond(level: AuthorityLevel, weight: Weight) -> Iterator[Sentence]:
    if level.most_minutes is not None and weight.minutes > level.most_minutes:
        yield sentence(
            "the decision grants {hours:hours} a week, and the limit is {most:hours}",
            hours=ceil(weight.minutes),
            most=level.most_minutes,
        )
    if level.most_cost is not None:
        yield from _beyond_cost(level.most_cost, weight)
    outside = sorted(service.label.text for service in weight.services - level.services)
    if level.services and outside:
        services = [one.label for one in Service if one in weight.services - level.services]
        yield sentence("the level does not cover {services}", services=services)
    if weight.refuses and not level.may_refuse:
        yield sentence("the decision refuses something, and the level does not cover refusals")


def _beyond_cost(most: int, weight: Weight) -> Iterator[Sentence]:
    if weight.cost is None:
        services = [service.label for service in weight.without_price]
        yield sentence(
            "the cost in a year is not known, because no hourly price is set for {services}",
            services=services,
        )
    elif weight.cost > most:
        yield sentence(
            "the decision costs {cost:number} kroner a year, and the limit is {most:number}",
            cost=ceil(weight.cost / 100),
            most=most // 100,
        )
