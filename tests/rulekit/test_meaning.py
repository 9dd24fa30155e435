"""The traps that other engines fall into, each with the answer that holds here."""

from datetime import date

import pytest

from rettvis.rulekit.closure import Closure
from rettvis.rulekit.expression import Kind, expression
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.meaning import worth
from rettvis.rulekit.node import figure
from rettvis.rulekit.operators import (
    default,
    floor_division,
    known,
    least,
    remainder,
    rounded_division,
    when,
    whole_years,
)
from rettvis.rulekit.ruleset import Ruleset
from rettvis.rulekit.wording import sentence
from tests.rulekit.invented_benefit import ACT

x = Fact("x", Kind.INTEGER, sentence("x"), minimum=-1000)
y = Fact("y", Kind.INTEGER, sentence("y"), minimum=-1000)
b = Fact("b", Kind.BOOLEAN, sentence("b"))
d = Fact("d", Kind.DATE, sentence("d"))
e = Fact("e", Kind.DATE, sentence("e"))


def both(rule, **facts):
    """The worth by definition, which the compiled function must share."""
    node = figure("n", rule, ACT, title="", says="", unknown="")
    compiled = Closure(Ruleset("one", node)).values(facts)[0]
    defined = worth(expression(rule), facts)
    assert compiled == defined
    assert type(compiled) is type(defined)
    return compiled


def test_when_with_a_missing_condition_is_missing():
    assert both(when(b, 1, 2)) is None
    assert both(when(b, 1, 2), b=False) == 2


def test_min_with_a_missing_value_is_missing():
    assert both(least(x, 0)) is None
    assert both(least(x, 0), x=-4) == -4


@pytest.mark.parametrize(("top", "rounded"), [(1, 1), (5, 3), (-1, 0), (-3, -1), (4, 2)])
def test_halves_are_rounded_up(top, rounded):
    assert both(rounded_division(x, 2), x=top) == rounded


def test_division_rounds_down_and_by_zero_is_missing():
    assert both(floor_division(x, 2), x=-7) == -4
    assert both(remainder(x, 2), x=-7) == 1
    assert both(floor_division(x, y), x=-7, y=0) is None


def test_one_and_true_are_different_constants():
    assert both(when(b, 1, 0), b=True) == 1
    assert both(when(expression(True), x, 1), x=3) == 3


def test_only_default_makes_a_missing_value_known():
    assert both(default(x, 7)) == 7
    assert both(known(x)) is False
    assert both(x + 0) is None


def test_a_year_from_29_february_is_complete_on_1_march():
    assert both(whole_years(d, e), d=date(2024, 2, 29), e=date(2026, 2, 28)) == 1
    assert both(whole_years(d, e), d=date(2024, 2, 29), e=date(2026, 3, 1)) == 2
    assert both(whole_years(d, e), d=date(2024, 2, 29), e=date(2028, 2, 29)) == 4


def test_a_float_has_no_place_in_a_rule():
    with pytest.raises(TypeError, match="whole numbers"):
        expression(1.5)  # type: ignore[arg-type]


def test_and_or_not_of_python_are_refused():
    with pytest.raises(TypeError, match="no truth value"):
        bool(b)


def test_a_figure_that_could_outgrow_64_bits_is_refused():
    big = Fact("big", Kind.INTEGER, sentence("big"), maximum=10**10)
    with pytest.raises(OverflowError):
        Ruleset("big", figure("n", big * big, ACT, title="", says="", unknown=""))


def test_two_things_of_one_name_are_refused():
    one = figure("n", x + 1, ACT, title="", says="", unknown="")
    two = figure("n", x + 2, ACT, title="", says="", unknown="")
    with pytest.raises(ValueError, match="two different"):
        Ruleset("twice", figure("m", one + two, ACT, title="", says="", unknown=""))
