"""Which way a parameter moves an answer, held against every case of small rules and of the law's own."""

from datetime import date
from itertools import product
from random import Random
from typing import Any

import pytest

from rettvis.lawbook import bpa_right
from rettvis.lawbook.bpa_right.facts import FACTS
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.closure import Closure
from rettvis.rulekit.direction import direction_of
from rettvis.rulekit.expression import Kind, Parameter, Value
from rettvis.rulekit.facts import LASTING, Fact
from rettvis.rulekit.node import condition
from rettvis.rulekit.operators import all_of, any_of, when
from rettvis.rulekit.ruleset import Ruleset
from rettvis.rulekit.wording import sentence

BASIS: LegalBasis = bpa_right.ruleset_on(date(2026, 1, 1)).outcome.basis
NUMBER = Fact("number", Kind.INTEGER, sentence("a number"), minimum=0, maximum=5)
SWITCH = Fact("switch", Kind.BOOLEAN, sentence("a switch"))
LIMIT = Parameter("limit", 3, maximum=5)
OPEN = Parameter("open", False)

RULES: dict[str, tuple[Any, int | None]] = {
    "at least": (NUMBER >= LIMIT, -1),
    "at most": (NUMBER <= LIMIT, 1),
    "not at least": (~(NUMBER >= LIMIT), 1),
    "both ways": (any_of(NUMBER < LIMIT, all_of(NUMBER > LIMIT, SWITCH)), None),
    "the same": (NUMBER.equals(LIMIT), None),
    "another": (SWITCH & (NUMBER >= 2), 0),
    "taken away": (NUMBER - LIMIT >= 1, -1),
    "times what is never negative": (NUMBER * LIMIT >= 4, 1),
}


def rules(name: str) -> Ruleset:
    made = condition("answer", RULES[name][0], BASIS, title="", met="", not_met="", unknown="")
    return Ruleset("small", made)


@pytest.mark.parametrize("name", RULES)
def test_the_direction_is_told(name: str) -> None:
    assert direction_of(rules(name), {"limit": 4}) == RULES[name][1]


@pytest.mark.parametrize("name", RULES)
def test_every_case_moves_the_way_that_is_told(name: str) -> None:
    ruleset = rules(name)
    way = direction_of(ruleset, {"limit": 4})
    if way is None:
        return
    today, then = Closure(ruleset), Closure(ruleset, {"limit": 4} if ruleset.parameters else {})
    for number, switch in product(range(6), (True, False)):
        case = {"number": number, "switch": switch}
        before, after = today.by_name(case)["answer"], then.by_name(case)["answer"]
        assert (after or not before) if way >= 0 else (before or not after)
        if way == 0:
            assert before == after


def test_a_choice_rises_with_its_condition_only_where_one_branch_is_never_less() -> None:
    for then, otherwise, way in ((0, NUMBER, 1), (NUMBER, 2, None)):
        body = NUMBER - when(OPEN, then, otherwise) >= 1
        made = condition("answer", body, BASIS, title="", met="", not_met="", unknown="")
        assert direction_of(Ruleset("small", made), {"open": True}) == way


def test_what_is_not_changed_moves_nothing() -> None:
    assert direction_of(rules("at least"), {"limit": 3}) == 0
    assert direction_of(rules("at least"), {}) == 0


LAW = [
    ({"large_need_lower_minutes": 1200}, 1),
    ({"large_need_minutes": 2400}, -1),
    ({"age_limit_applies": False}, 1),
    ({"cost_exception": False}, 1),
    ({"several_providers_or_night_counted": True}, 1),
    ({"several_providers_or_night_counted_if_continuous": False}, -1),
    ({"large_need_lower_minutes": 1200, "large_need_minutes": 2400}, None),
    ({"age_limit": 70}, None),
]


def a_case(random: Random) -> dict[str, Value]:
    case: dict[str, Value] = {}
    for fact in FACTS:
        if fact.kind is Kind.BOOLEAN:
            case[fact.name] = random.random() < 0.5
        elif fact.kind is Kind.TEXT:
            case[fact.name] = random.choice(fact.choices)
        elif fact.kind is Kind.INTEGER:
            case[fact.name] = random.choice([0, random.randint(0, 900)])
        else:
            case[fact.name] = date(random.randint(1940, 2026), 6, 1)
    return {**case, "need_until": LASTING, "respite_health": 0}


@pytest.mark.parametrize(("changes", "way"), LAW, ids=str)
def test_a_change_of_the_law_moves_every_case_the_way_that_is_told(
    changes: dict[str, Value], way: int | None
) -> None:
    ruleset = bpa_right.ruleset_on(date(2026, 12, 16))
    assert direction_of(ruleset, changes) == way
    today, then, random = Closure(ruleset), Closure(ruleset, changes), Random(16)
    name = ruleset.outcome.name
    for _ in range(3000):
        case = a_case(random)
        before, after = today.by_name(case)[name], then.by_name(case)[name]
        if way == 1:
            assert after or not before
        if way == -1:
            assert before or not after
