"""What must be right about the assumptions before anything is computed from them."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from rettvis.journey.simulation.assumptions import Assumptions, Group
from rettvis.journey.simulation.uncertain import Uncertain
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

MOST_PERSONS = 1_000_000
MOST_GROWTH = Fraction(1)
"""Prices are not taken to double within the year, nor to fall to nothing."""
MOST_DRAWS = 2_000_000
A_WEEK = 7 * 24 * 60


def check_assumptions(assumptions: Assumptions, version: SchemeVersion | None) -> list[Fault]:
    """Every fault, each with the name of the assumption as its place; None where no scheme could be read."""
    return [
        *_check_common(assumptions),
        *_check_numbers(assumptions),
        *_check_names(assumptions),
        *(fault for n, group in enumerate(assumptions.groups, 1) for fault in _check_group(n, group)),
        *_check_printed(assumptions, version),
    ]


def _check_common(assumptions: Assumptions) -> Iterator[Fault]:
    yield from check_share("shared_take_up_percent", assumptions.shared_take_up)
    yield from check_uncertain("price_growth_percent", assumptions.price_growth)
    growth = assumptions.price_growth.points
    if growth[0] <= -MOST_GROWTH or growth[-1] > MOST_GROWTH:
        message = sentence("The price growth must be above −100 % and at most 100 %.")
        yield Fault("price_growth_percent", message)


def _check_numbers(assumptions: Assumptions) -> Iterator[Fault]:
    if not 0 < assumptions.certainty < 1:
        message = sentence("The certainty must be above 0 % and below 100 %.")
        yield Fault("certainty_percent", message)
    if not assumptions.levels or not all(0 < level < 1 for level in assumptions.levels):
        yield Fault("levels_percent", sentence("Every level must be above 0 % and below 100 %."))
    if not 0 < assumptions.weeks_per_year <= 53:
        message = sentence("A year has more than 0 and at most 53 weeks.")
        yield Fault("weeks_per_year", message)
    if not 1000 <= assumptions.draws <= MOST_DRAWS:
        message = sentence(
            "The number of draws must be from {least:number} to {most:number}.", least=1000, most=MOST_DRAWS
        )
        yield Fault("draws", message)


def _check_names(assumptions: Assumptions) -> Iterator[Fault]:
    names = Counter(group.name for group in assumptions.groups)
    for number, group in enumerate(assumptions.groups, 1):
        if names[group.name] > 1:
            message = sentence("“{name}” is the name of several groups.", name=group.name)
            yield Fault(f"groups.{number}.name", message)


def _check_group(number: int, group: Group) -> Iterator[Fault]:
    path = f"groups.{number}"
    if not 1 <= group.persons <= MOST_PERSONS:
        message = sentence("There must be from 1 to {most:number} persons.", most=MOST_PERSONS)
        yield Fault(f"{path}.persons", message)
    if group.price < 1:
        yield Fault(f"{path}.price_nok_per_hour", sentence("The price must be more than 0 kroner."))
    yield from check_share(f"{path}.take_up_percent", group.take_up)
    yield from check_share(f"{path}.shared_take_up_percent", group.shared_take_up)
    if group.wanted is not None:
        yield from check_uncertain(f"{path}.wanted_hours_per_week", group.wanted)
        if group.wanted.points[0] < 0 or group.wanted.points[-1] > A_WEEK:
            message = sentence("The hours must be from 0 to 168 a week.")
            yield Fault(f"{path}.wanted_hours_per_week", message)
    if not 0 <= group.newcomers <= MOST_PERSONS:
        message = sentence("The number of newcomers must be from 0 to {most:number}.", most=MOST_PERSONS)
        yield Fault(f"{path}.newcomers_per_year", message)
    if not 0 <= group.leavers <= 1:
        message = sentence("The share must be from 0 % to 100 %.")
        yield Fault(f"{path}.leavers_percent", message)


def _check_printed(assumptions: Assumptions, version: SchemeVersion | None) -> Iterator[Fault]:
    if assumptions.groups or version is None:
        return
    lacking = [step.number for step in version.steps if step.annual_cost is None]
    if lacking:
        message = sentence(
            "The scheme prints no yearly cost for step {steps}. Give the number of persons and the price.",
            steps=lacking,
        )
        yield Fault("groups", message)


def check_share(place: str, share: Uncertain) -> Iterator[Fault]:
    """Faults of a share, which must be from 0 to 100 percent in every outcome."""
    yield from check_uncertain(place, share)
    if min(share.points) < 0 or max(share.points) > 1:
        message = sentence("The take-up must be from 0 % to 100 %: nobody uses more hours than there are.")
        yield Fault(place, message)


def check_uncertain(place: str, value: Uncertain) -> Iterator[Fault]:
    """Faults of an uncertain number: points out of order, chances that do not add up."""
    if list(value.points) != sorted(value.points):
        message = sentence("Write the lowest value first, then the most likely, then the highest.")
        yield Fault(place, message)
    elif value.spread is not None:
        low, mean, high = value.points
        if not 0 < value.spread**2 < (mean - low) * (high - mean):
            message = sentence("The standard deviation is too large for numbers that lie around this mean.")
            yield Fault(place, message)
    if value.chances and (min(value.chances) < 0 or sum(value.chances) != 1):
        yield Fault(place, sentence("The chances must add up to 100 %, and none can be below 0 %."))
