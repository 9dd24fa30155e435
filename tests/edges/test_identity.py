"""National identity numbers: check digits, synthetic ones kept apart, and the form given out from 2032."""

from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.edges.identity import is_synthetic, national_id_fault, synthetic_national_ids

NOW = date(2026, 3, 2)
FROM_2032 = ["02013299997", "02013299903", "02013299806", "30108299920", "30108299939"]
"""The Tax Administration's own examples of the new form."""

NEW_CHECK = ["02013299903", "30108299939"]
"""Those of them that the old rule refuses."""


def fault(number: str, *, synthetic: bool = False, on: date = NOW) -> str:
    """The fault in English, empty for none."""
    return str(national_id_fault(number, synthetic=synthetic, on=on) or "")


@pytest.mark.parametrize("number", FROM_2032)
def test_the_new_form_is_right_from_2032(number: str) -> None:
    assert fault(number, on=date(2032, 1, 1)) == ""


@pytest.mark.parametrize("number", NEW_CHECK)
def test_a_new_kind_of_check_digit_is_not_right_before_2032(number: str) -> None:
    assert "check digits" in fault(number, on=date(2031, 12, 31))


@given(st.dates(date(1900, 1, 1), date(2039, 12, 31)))
def test_a_made_number_is_right_in_an_invented_municipality_and_refused_in_a_real_one(born: date) -> None:
    for number in islice(synthetic_national_ids(born), 3):
        assert is_synthetic(number)
        assert fault(number, synthetic=True) == ""
        assert "invented person" in fault(number)


@given(st.dates(date(1900, 1, 1), date(2039, 12, 31)), st.integers(0, 10), st.integers(1, 9))
def test_one_mistyped_digit_is_found(born: date, position: int, added: int) -> None:
    number = next(synthetic_national_ids(born))
    wrong = str((int(number[position]) + added) % 10)
    assert fault(number[:position] + wrong + number[position + 1 :], synthetic=True) != ""


def test_a_real_number_is_refused_in_an_invented_municipality() -> None:
    assert "real person" in fault("30108299939", synthetic=True, on=date(2032, 1, 1))


@pytest.mark.parametrize(
    "number", ["", "1234567890", "123456789012", "0201329999x", "０２０１３２９９９９７"]
)
def test_anything_but_eleven_digits_is_refused(number: str) -> None:
    assert "11 digits" in fault(number)


@pytest.mark.parametrize(
    "number", ["00010112345", "32010112345", "30020112345", "01130112345", "01990112345"]
)
def test_a_day_that_does_not_exist_is_refused(number: str) -> None:
    assert "check digits" in fault(number)
