"""What would make a printed figure right is found, the likeliest first, and nothing where nothing does."""

from fractions import Fraction

import pytest

from rettvis.journey.statistics import verify

from .publications import figures, observed, printed

FOUND = figures(
    observed(1000, 2020),
    observed(1200, 2021),
    observed(1234, 2025),
    observed(40, 2020, "bpa_users"),
    observed(44, 2021, "bpa_users"),
    observed(16, 2025, "bpa_users"),
    observed(9090, 2025, place="9998"),
    observed(90, 2025, "bpa_users", place="9998"),
)


def explained(figure, found=FOUND) -> list[str]:
    (deviation,) = verify([figure], found).deviations
    return [part.say("en") for part in deviation.explanation]


@pytest.mark.parametrize(
    ("figure", "explanation"),
    [
        (printed(78, decimals=0), "Right if it is always rounded up."),
        (printed(Fraction("77.12"), decimals=2), "Right if a half is rounded to the even number."),
        (printed(75), "Right with the figure BPA hours for 2021 in place of 2025."),
        (printed(25), "It is the right figure for 2020."),
        (printed(101), "It is the right figure for Lilleby."),
        (printed(23, "change", base_year=2020, decimals=0), None),
        (printed(19, "change", base_year=2020), "Right as a share of the later year’s figure."),
        (printed(234, "change", base_year=2020), "Right as a difference, not in percent."),
        (printed(-23, "change", base_year=2020), "Right with the opposite sign."),
        (printed(3, "change", base_year=2020), "Right with 2021 as base year."),
    ],
)
def test_a_slip_is_explained(figure, explanation) -> None:
    if explanation is None:
        assert verify([figure], FOUND).agree == 1
    else:
        assert explanation in explained(figure)


def test_rounding_twice_is_found() -> None:
    found = figures(observed(Fraction("2.449")), observed(1, measure="bpa_users"))
    assert explained(printed(Fraction("2.5"), decimals=1), found) == ["Right if it is always rounded up."]
    down = figures(observed(Fraction("-2.445")), observed(1, measure="bpa_users"))
    assert verify([printed(Fraction("-2.4"), decimals=1)], down).agree == 1


def test_a_ratio_rounded_before_its_change_is_found() -> None:
    found = figures(
        observed(140, 2020),
        observed(100, 2020, "bpa_users"),
        observed(260, 2025),
        observed(100, 2025, "bpa_users"),
    )
    shown = explained(printed(200, "change_of_ratio", base_year=2020), found)
    assert shown == ["Right if the ratio of each year is first rounded to 0 decimals."]


def test_the_figure_of_a_source_that_was_not_chosen_is_found() -> None:
    found = figures(observed(1000), observed(1515, source="kostra"), observed(10, measure="bpa_users"))
    assert explained(printed(152), found) == ["Right with the figure BPA hours for 2025 from kostra."]


def test_a_misprint_of_one_digit_is_named_only_with_three_digits_or_more() -> None:
    found = figures(observed(2543), observed(1, measure="bpa_users"))
    assert explained(printed(2443), found) == ["A misprint of one digit would explain it."]
    assert explained(printed(5243), found) == ["Two digits that have changed places would explain it."]
    small = figures(observed(25), observed(1, measure="bpa_users"))
    assert explained(printed(35), small) == []


def test_nothing_is_said_where_nothing_near_would_explain_it() -> None:
    found = figures(observed(2543), observed(1, measure="bpa_users"))
    assert explained(printed(1111), found) == []
