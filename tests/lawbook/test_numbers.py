"""Every number of the law has its dates and its source."""

import pytest

from rettvis.lawbook.numbers import every_number, number


def test_every_number_has_a_source_for_each_version() -> None:
    numbers = every_number()
    assert numbers
    assert all(version.source for versions in numbers for version in versions.all)


def test_a_number_that_is_not_there_is_a_broken_promise() -> None:
    with pytest.raises(KeyError):
        number("co_payment.nothing")
