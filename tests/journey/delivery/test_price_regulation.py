"""Regulated prices: exact, rounded once by a named rule, and never carrying a rounding along."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.delivery.price_regulation import (
    PriceIndex,
    PriceRounding,
    PriceRule,
    half_years,
    month_before,
    newest_by_month,
    regulated_price,
)

START, JULY = date(2026, 1, 1), date(2026, 7, 1)
NOVEMBER, MAY = date(2025, 11, 1), date(2026, 5, 1)
RULE = PriceRule("Kostnadsindeks", START, NOVEMBER, Decimal("120.4"), half_years(1), 2)

values = st.decimals(Decimal("0.1"), Decimal(1000), places=2)
prices = st.integers(1, 1_000_000)
rules = st.builds(
    PriceRule,
    index=st.just("Indeks"),
    first=st.just(START),
    base_month=st.just(NOVEMBER),
    base_value=values,
    months=st.sets(st.integers(1, 12), min_size=1).map(tuple),
    months_back=st.integers(0, 12),
    percent=st.integers(1, 100),
    rounding=st.sampled_from(PriceRounding),
)


def index_of(value: Decimal, rule: PriceRule = RULE, day: date = JULY) -> PriceIndex:
    return PriceIndex(rule.index, {rule.index_month(day): value})


def test_a_price_follows_the_index_and_says_how() -> None:
    found = regulated_price(RULE, 58_400, JULY, index_of(Decimal("123.9")))
    assert found is not None
    assert found.exact == Fraction(58_400 * 1239, 1204)
    assert found.price == 60_098
    assert str(found.explanation()) == (
        "584\u00a0kr × 123.9 ÷ 120.4 = 60,097.6744 øre, rounded to the nearest øre, a half up: "
        "600.98\u00a0kr. Kostnadsindeks: 123.9 in 05.2026, 120.4 in 11.2025."
    )


def test_only_the_share_that_follows_the_index_is_moved() -> None:
    rule = PriceRule("Indeks", START, NOVEMBER, Decimal(100), (1,), 2, 80)
    found = regulated_price(rule, 50_000, JULY, index_of(Decimal(110), rule))
    assert found is not None
    assert found.price == 54_000
    assert "(20 % + 80 % × 110 ÷ 100)" in str(found.explanation())


def test_nothing_is_proposed_before_the_index_is_published() -> None:
    assert regulated_price(RULE, 58_400, JULY, PriceIndex("Kostnadsindeks", {})) is None


def test_a_half_year_rule_is_due_twice_a_year_and_an_index_rule_as_often_as_it_says() -> None:
    until = date(2027, 7, 1)
    assert list(RULE.due_days(until)) == [JULY, date(2027, 1, 1), until]
    yearly = PriceRule("Indeks", START, NOVEMBER, Decimal(100), (4,), 2)
    assert list(yearly.due_days(until)) == [date(2026, 4, 1), date(2027, 4, 1)]


@pytest.mark.parametrize(("first", "both"), [(1, (1, 7)), (7, (1, 7)), (4, (4, 10)), (12, (6, 12))])
def test_half_years_are_six_months_apart(first: int, both: tuple[int, int]) -> None:
    assert half_years(first) == both


def test_a_value_that_is_corrected_counts_instead_of_the_one_before() -> None:
    rows = [(MAY, Decimal("123.9")), (date(2026, 6, 1), Decimal("124.1")), (MAY, Decimal("123.8"))]
    assert newest_by_month(rows)[MAY] == Decimal("123.8")


@pytest.mark.parametrize(
    "wrong",
    [{"base_value": Decimal(0)}, {"months": ()}, {"months": (13,)}, {"percent": 0}, {"months_back": -1}],
)
def test_a_rule_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    told = {"index": "I", "first": START, "base_month": NOVEMBER, "base_value": Decimal(1), "months": (1,)}
    with pytest.raises(ValueError, match="a rule has"):
        PriceRule(**{**told, "months_back": 1, **wrong})  # type: ignore[arg-type]


@given(rules, prices)
def test_an_index_that_stands_still_moves_no_price_but_by_the_rounding(rule: PriceRule, base: int) -> None:
    found = regulated_price(rule, base, JULY, index_of(rule.base_value, rule))
    assert found is not None
    assert found.exact == base
    assert found.price == rule.rounding.rule(Fraction(base))


@given(rules, prices, values, values)
def test_a_higher_index_never_gives_a_lower_price(
    rule: PriceRule, base: int, one: Decimal, other: Decimal
) -> None:
    found = [regulated_price(rule, base, JULY, index_of(value, rule)) for value in sorted((one, other))]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].price <= found[1].price


@given(rules, prices, values)
def test_a_price_is_never_further_from_the_exact_one_than_its_rounding(
    rule: PriceRule, base: int, value: Decimal
) -> None:
    found = regulated_price(rule, base, JULY, index_of(value, rule))
    assert found is not None
    most = {"nearest_ore": Fraction(1, 2), "down_to_ore": 1, "nearest_krone": 50}[str(rule.rounding)]
    assert abs(found.price - found.exact) <= most


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 60))
def test_so_many_months_before_is_so_many_months_before(day: date, months: int) -> None:
    before = month_before(day, months)
    assert before.day == 1
    assert (day.year - before.year) * 12 + day.month - before.month == months
