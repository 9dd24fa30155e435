"""The bounds of a what-if hold whatever a missing fact turns out to be."""

from collections.abc import Mapping
from datetime import date
from itertools import product
from random import Random

import polars as pl
import pytest

from rettvis.journey.simulation.what_if import Between, Population, Scenario, what_if
from rettvis.lawbook import bpa_right
from rettvis.lawbook.bpa_right import facts as law
from rettvis.lawbook.rulesets import FOR_MANY
from rettvis.rulekit.closure import Closure
from rettvis.rulekit.expression import Value
from rettvis.rulekit.facts import LASTING
from rettvis.rulekit.frames.dated import parts
from rettvis.rulekit.frames.table import check_table

DAY = date(2026, 12, 16)
Case = dict[str, Value | None]

CHOICES: dict[str, tuple[Value, ...]] = {
    "birth_date": (date(1950, 3, 1), date(1959, 6, 1), date(1990, 1, 1)),
    "applied_on": (date(2026, 1, 1),),
    "decided_on": (date(2026, 3, 1),),
    "need_from": (date(2016, 1, 1),),
    "need_until": (LASTING, date(2017, 6, 30)),
    "minutes.personal_care": (600, 1200, 1700),
    "minutes.practical_assistance": (0, 300),
    "minutes.training": (0,),
    "minutes.support_contact": (0, 240),
    "minutes.respite": (0,),
    "minutes.several_providers_or_night": (0, 300),
    "several_providers_or_night_continuous": (True, False),
    "earlier_bpa": ("right", "none"),
    "materially_higher_cost_documented": (True, False),
    "answers.age_at_application_decides": (True, False),
    "answers.age_at_limit_counts_as_over": (True, False),
}
SCENARIOS = [
    Scenario("fewer hours", {"large_need_minutes": 1500, "large_need_lower_minutes": 1100}),
    Scenario("no age limit", {"age_limit_applies": False}),
    Scenario("another age", {"age_limit": 70}),
    Scenario("night", {"several_providers_or_night_counted": True}),
    Scenario("never night", {"several_providers_or_night_counted_if_continuous": False}),
    Scenario("no exception", {"cost_exception": False}),
    Scenario("both ways", {"cost_exception": False, "large_need_minutes": 2400}),
    Scenario("step", {}, step=0),
]


def some_cases(missing: float) -> list[Case]:
    random = Random(41)
    cases: list[Case] = [
        {
            name: None if random.random() < missing and len(choices) > 1 else random.choice(choices)
            for name, choices in CHOICES.items()
        }
        for _ in range(250)
    ]
    return cases


def population(cases: list[Case]) -> Population:
    """The cases as a checked table."""
    registered = FOR_MANY["bpa-right"]
    types = {name: pl.Date if isinstance(values[0], date) else None for name, values in CHOICES.items()}
    frame = pl.DataFrame(
        {name: [case[name] for case in cases] for name in CHOICES},
        schema_overrides={name: dtype for name, dtype in types.items() if dtype is not None},
    )
    table, faults = check_table(frame.lazy().with_row_index("row"), registered.facts)
    assert table is not None, faults
    found, wrong = parts(table, registered.versions, registered.day, DAY, DAY)
    assert not wrong
    return Population(found, DAY)


def completions(case: Case) -> list[dict[str, Value]]:
    """Every way in which the missing facts of a case can turn out."""
    open_names = [name for name, value in case.items() if value is None]
    known = {name: value for name, value in case.items() if value is not None}
    choices = product(*(CHOICES[name] for name in open_names))
    return [{**known, **dict(zip(open_names, values, strict=True))} for values in choices]


def turns(case: Case, changes: Mapping[str, Value]) -> tuple[set[bool], set[bool]]:
    """Whether the case gains the right, and whether it loses it, in each completion."""
    ruleset = bpa_right.ruleset_on(DAY)
    today, then = Closure(ruleset), Closure(ruleset, changes)
    gain, lose = set(), set()
    for whole in completions(case):
        before = today.by_name(whole)[ruleset.outcome.name]
        after = then.by_name(whole)[ruleset.outcome.name]
        gain.add(bool(after and not before))
        lose.add(bool(before and not after))
    return gain, lose


@pytest.mark.parametrize("missing", [0.0, 0.12])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_the_true_number_lies_within_the_bounds(scenario: Scenario, missing: float) -> None:
    cases = some_cases(missing)
    counted = what_if(population(cases), [scenario]).scenarios[0].whole
    found = [turns(case, scenario.changes) for case in cases]
    for between, ways in (
        (counted.gain, [gain for gain, _ in found]),
        (counted.lose, [lose for _, lose in found]),
    ):
        certain = sum(way == {True} for way in ways)
        possible = sum(True in way for way in ways)
        assert between.most is not None
        assert between.least <= certain
        assert possible <= between.most
        if not missing:
            assert between == Between(certain, possible)
            assert between.certain


def test_a_case_that_the_change_does_not_reach_is_not_among_the_possible() -> None:
    cases = some_cases(0.12)
    step, exception = SCENARIOS[-1], SCENARIOS[5]
    result = what_if(population(cases), [step, exception])
    assert result.scenarios[0].whole.gain == result.scenarios[0].whole.lose == Between(0, 0)
    reached = result.scenarios[1].whole
    documented = law.cost_documented.name
    touched = sum(case[documented] is not False for case in cases)
    assert (reached.gain.most or 0) <= touched


def test_the_hours_of_those_with_the_right_lie_within_their_bounds() -> None:
    cases = some_cases(0.12)
    today = what_if(population(cases), []).today
    ruleset = bpa_right.ruleset_on(DAY)
    closure = Closure(ruleset)
    least = most = 0
    for case in cases:
        hours = []
        for whole in completions(case):
            values = closure.by_name(whole)
            hours.append(values["counted_minutes"] if values[ruleset.outcome.name] else 0)
        least, most = least + min(hours), most + max(hours)
    assert today.minutes.least <= least
    assert today.minutes.most is None or most <= today.minutes.most
