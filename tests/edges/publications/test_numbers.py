"""A number is read where one meaning fits, and refused where two do."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rettvis.edges.publications.numbers import Number, decimal_mark, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("57512", 57512),
        ("57 512", 57512),
        ("57\u00a0512", 57512),
        ("57\u202f512,5", Fraction("57512.5")),
        ("12,5", Fraction("12.5")),
        ("12.5", Fraction("12.5")),
        ("0,125", Fraction("0.125")),
        ("1.234,50", Fraction("1234.5")),
        ("1,234.50", Fraction("1234.5")),
        ("1.234.567", 1234567),
        ("−12,5", Fraction("-12.5")),
        ("1438,0001", Fraction("1438.0001")),
    ],
)
def test_a_number_with_one_meaning_is_read(text: str, value: Fraction) -> None:
    assert read_number(text).value == value


@pytest.mark.parametrize("text", ["1,438", "1.438", "12.438"])
def test_a_number_with_two_meanings_is_refused_until_the_file_shows_its_mark(text: str) -> None:
    assert not isinstance(read_number(text), Number)
    digits = text.replace(",", ".")
    thousands = Fraction(digits.replace(".", ""))
    by_comma, by_point = (read_number(text, mark).value for mark in ",.")
    assert {by_comma, by_point} == {Fraction(digits), thousands}


@pytest.mark.parametrize(
    "text", ["abc", "1 23", "12 3456", "1,2,3", "1.23.456", "--1", "1e3", "½", "١٢", "nan", "-", "9" * 16]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    assert not isinstance(read_number(text), Number)


@pytest.mark.parametrize("text", ["", " ", ".", "..", ":"])
def test_an_empty_cell_and_the_signs_for_missing_are_missing(text: str) -> None:
    assert read_number(text).value is None


def test_a_file_shows_its_mark_only_where_its_numbers_agree() -> None:
    assert decimal_mark(["1438", "12,5"]) == ","
    assert decimal_mark(["1.234.567"]) == ","
    assert decimal_mark(["12,5", "12.5"]) == ""
    assert decimal_mark(["1,438"]) == ""


@settings(deadline=None)
@given(
    st.integers(-(10**9), 10**9),
    st.integers(1, 2),
    st.sampled_from(",."),
    st.sampled_from(["", " ", "\u00a0"]),
)
def test_a_number_that_is_written_is_read_back(whole: int, decimals: int, mark: str, space: str) -> None:
    value = Fraction(whole, 10**decimals)
    digits = f"{abs(whole):0{decimals + 1}d}"
    text = f"{int(digits[:-decimals]):,}".replace(",", space) + mark + digits[-decimals:]
    assert read_number(("-" if whole < 0 else "") + text).value == value


@settings(deadline=None)
@given(st.text(max_size=12), st.sampled_from(["", ",", "."]))
def test_any_text_is_read_or_refused(text: str, mark: str) -> None:
    read_number(text, mark)
