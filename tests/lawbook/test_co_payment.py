"""What may carry a co-payment, what is free, and by which provision."""

from datetime import date

import pytest

from rettvis.lawbook.co_payment import KINDS, ceiling_low_income, co_payment, help_for_a_child
from rettvis.lawbook.numbers import number
from rettvis.rulekit.faults import Faulty

DAY = date(2026, 7, 28)


@pytest.mark.parametrize("kind", ["practical_assistance", "training"])
def test_practical_assistance_and_training_may_carry_a_co_payment(kind: str) -> None:
    answer = co_payment(kind, DAY)
    assert answer.may is True
    assert answer.basis.cite("nb", short=True).replace("\u00a0", " ") == "egenandelsforskriften § 8"


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"practical_assistance", "training"}))
def test_everything_else_is_free_and_says_so(kind: str) -> None:
    answer = co_payment(kind, DAY)
    assert answer.may is False
    assert "gratis" in answer.reason.say("nb")
    assert "gratis" in answer.reason.say("nn")
    assert "free" in answer.reason.say("en")


def test_support_contact_and_respite_are_free_because_no_rule_allows_a_fee() -> None:
    for kind in ("support_contact", "respite"):
        assert co_payment(kind, DAY).basis.section == "11-2"


def test_a_kind_that_is_not_known_is_never_answered() -> None:
    with pytest.raises(KeyError):
        co_payment("cleaning", DAY)


def test_the_ceiling_for_a_low_income_in_2026_is_245_kroner_a_month() -> None:
    assert ceiling_low_income(date(2026, 1, 1)) == 24500
    assert ceiling_low_income(date(2026, 12, 31)) == 24500


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_another_years_ceiling_is_unknown_and_never_guessed(day: date) -> None:
    with pytest.raises(Faulty):
        ceiling_low_income(day)


def test_the_base_amount_of_2026_is_that_of_1_january() -> None:
    assert number("co_payment.base_amount_on_1_january").at(date(2026, 6, 1)) * 2 == 26_032_000


def test_help_because_of_a_child_counts_as_given_to_the_parents() -> None:
    assert "foreldrene" in help_for_a_child().say("nb")
