"""What stands in an address or a form may be anything: only a number of a few digits is one."""

import pytest

from rettvis.web.pages.whole_numbers import KEY_DIGITS, based_on, whole_number, whole_numbers


@pytest.mark.parametrize("text", ["", "-1", "1.0", "²", "١٢", " 7", "7 ", "x", "9" * 10, "9" * 5000])
def test_what_is_no_number_of_a_few_digits_is_none(text: str) -> None:
    assert whole_number(text) is None
    assert based_on({"based_on": text}) == 0


def test_a_number_is_the_number() -> None:
    assert (whole_number("0"), whole_number("007"), whole_number("9" * 9)) == (0, 7, 999_999_999)
    assert whole_number("9" * KEY_DIGITS, KEY_DIGITS) == 10**KEY_DIGITS - 1
    assert whole_numbers(["1", "x", "9" * 30, "2"]) == [1, 2]
