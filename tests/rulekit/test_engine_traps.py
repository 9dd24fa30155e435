"""Where data-frame engines go their own way, each trap by name and for every engine."""

from datetime import date

import pytest

from rettvis.rulekit.expression import Constant, Expression
from rettvis.rulekit.facts import LASTING
from rettvis.rulekit.node import Node
from rettvis.rulekit.operators import (
    all_of,
    any_of,
    default,
    floor_division,
    greatest,
    known,
    least,
    one_of,
    remainder,
    rounded_division,
    when,
    whole_years,
)
from rettvis.rulekit.ruleset import Ruleset
from tests.rulekit.engines import WITH_SPARK, Case, Engine
from tests.rulekit.random_rules import ACT, FACTS

FACT = {fact.name: fact for fact in FACTS}
pytestmark = pytest.mark.parametrize("engine", WITH_SPARK, ids=lambda engine: engine.__name__)


def worths(engine: Engine, rule: Expression, *cases: Case) -> list[object]:
    """What one rule is worth in each case."""
    outcome = Node("outcome", FACT["yes"] | FACT["group.no"], ACT, "", "", "")
    ruleset = Ruleset("trap", outcome, (Node("rule", rule, ACT, "", "", ""),))
    return list(engine(ruleset, cases)["rule"])


def test_a_missing_condition_chooses_no_branch(engine: Engine) -> None:
    rule = when(FACT["yes"], 1, 2)
    assert worths(engine, rule, {"yes": True}, {"yes": False}, {}) == [1, 2, None]


def test_the_branch_that_is_not_chosen_may_be_missing(engine: Engine) -> None:
    rule = when(FACT["yes"], FACT["small"], 2)
    assert worths(engine, rule, {"yes": False}, {"yes": True}, {"small": 3}) == [2, None, None]


def test_the_least_and_the_greatest_are_missing_where_a_part_is(engine: Engine) -> None:
    for pick, answer in ((least, -3), (greatest, 0)):
        assert worths(engine, pick(FACT["small"], 0), {"small": -3}, {}) == [answer, None]


def test_halves_are_rounded_up(engine: Engine) -> None:
    halves = [{"small": number} for number in (-3, -1, 1, 3, 5)]
    assert worths(engine, rounded_division(FACT["small"], 2), *halves) == [-1, 0, 1, 2, 3]


def test_division_of_negative_numbers_rounds_down(engine: Engine) -> None:
    pairs = [{"small": left, "group.signed": right} for left in (-7, 7) for right in (-2, 2)]
    left, right = FACT["small"], FACT["group.signed"]
    assert worths(engine, floor_division(left, right), *pairs) == [3, -4, -4, 3]
    assert worths(engine, remainder(left, right), *pairs) == [-1, 1, -1, 1]
    assert worths(engine, floor_division(left, 2), *pairs) == [-4, -4, 3, 3]


def test_division_by_zero_is_missing(engine: Engine) -> None:
    zero = {"small": -7, "group.signed": 0}
    for divide in (floor_division, remainder, rounded_division):
        assert worths(engine, divide(FACT["small"], FACT["group.signed"]), zero) == [None]
        assert worths(engine, divide(FACT["small"], 0), zero) == [None]
        assert worths(engine, divide(1, 0), zero) == [None]


def test_division_is_exact_beyond_what_a_decimal_number_holds(engine: Engine) -> None:
    rule = floor_division(FACT["huge"] * FACT["plain"] + FACT["small"], FACT["small"])
    case = {"huge": 2**40 - 1, "plain": 999_999, "small": 7}
    assert worths(engine, rule, case) == [((2**40 - 1) * 999_999 + 7) // 7]


def test_products_of_large_numbers_do_not_wrap(engine: Engine) -> None:
    case = {"plain": 1_000_000, "wide": -(2**31)}
    assert worths(engine, FACT["plain"] * FACT["wide"], case) == [-(2**31) * 1_000_000]
    assert worths(engine, FACT["plain"] * 10_000, case) == [10_000_000_000]


def test_a_no_settles_what_is_missing_beside_it(engine: Engine) -> None:
    cases = ({"yes": False}, {"yes": True}, {})
    assert worths(engine, all_of(FACT["yes"], FACT["group.no"]), *cases) == [False, None, None]
    assert worths(engine, any_of(FACT["yes"], FACT["group.no"]), *cases) == [None, True, None]
    assert worths(engine, ~FACT["yes"], *cases) == [True, False, None]


def test_only_a_default_makes_a_missing_value_known(engine: Engine) -> None:
    assert worths(engine, default(FACT["small"], 4), {"small": 0}, {}) == [0, 4]
    assert worths(engine, default(FACT["yes"], FACT["group.no"]), {"group.no": True}, {}) == [True, None]
    assert worths(engine, known(FACT["small"]), {"small": 0}, {}) == [True, False]


def test_texts_are_compared_whole_and_missing_ones_stay_missing(engine: Engine) -> None:
    cases = ({"soil": "å", "crop": "rye"}, {"soil": "sand", "crop": "sand"}, {})
    assert worths(engine, FACT["soil"].equals("å"), *cases) == [True, False, None]
    assert worths(engine, FACT["soil"].equals("peat"), *cases) == [False, False, None]
    assert worths(engine, FACT["soil"].equals(FACT["crop"]), *cases) == [False, True, None]
    assert worths(engine, one_of(FACT["soil"], "clay", "sand"), *cases) == [False, True, None]
    assert worths(engine, one_of(FACT["soil"]), *cases) == [False, False, None]


def test_years_are_complete_on_the_day_and_from_29_february_on_1_march(engine: Engine) -> None:
    rule = whole_years(FACT["born"], FACT["asked_on"])
    days = [
        (date(2000, 7, 2), date(2018, 7, 1), 17),
        (date(2000, 7, 2), date(2018, 7, 2), 18),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(1900, 3, 1), date(1900, 2, 28), -1),
        (date.min, LASTING, 9998),
    ]
    cases = [{"born": born, "asked_on": asked} for born, asked, _ in days]
    assert worths(engine, rule, *cases, {}) == [years for _, _, years in days] + [None]


def test_a_need_without_end_is_later_than_every_day(engine: Engine) -> None:
    rule = FACT["until"] > date(9999, 12, 30)
    assert worths(engine, rule, {"until": LASTING}, {"until": date(2030, 1, 1)}, {}) == [True, False, None]


def test_a_rule_of_constants_alone_answers_for_every_case(engine: Engine) -> None:
    assert worths(engine, Constant(7) + 1, {}, {}, {}) == [8, 8, 8]
    assert worths(engine, Constant(True) & False, {}, {}) == [False, False]
