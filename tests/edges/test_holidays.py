"""The days that move the end of a period, and those that do not."""

from datetime import date, timedelta

import pytest

from rettvis.edges.holidays import FIRST_YEAR, LAST_YEAR, NAMES, holidays_around, public_holidays
from rettvis.rulekit.faults import Fault


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian rule, written out apart from any library."""
    golden, century, rest = year % 19, *divmod(year, 100)
    leap, number = divmod(century, 4)
    correction = (century + 8) // 25
    epact = (19 * golden + century - leap - (century - correction + 1) // 3 + 15) % 30
    fourth, left = divmod(rest, 4)
    weekday = (32 + 2 * number + 2 * fourth - epact - left) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize("year", [FIRST_YEAR, 2008, 2024, 2026, 2027, 2038, LAST_YEAR])
def test_a_year_has_its_twelve_holidays_and_no_others(year: int) -> None:
    fixed = {date(year, *day) for day in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))}
    moving = {easter(year) + timedelta(days=number) for number in (-3, -2, 0, 1, 39, 49, 50)}
    assert set(public_holidays(year, year)) == fixed | moving


def test_christmas_eve_new_years_eve_and_wednesday_before_easter_are_working_days() -> None:
    holidays = public_holidays(2026, 2026)
    assert not {date(2026, 12, 24), date(2026, 12, 31), date(2026, 4, 1)} & set(holidays)


def test_holidays_have_names_in_three_languages() -> None:
    maundy = public_holidays(2026, 2026)[date(2026, 4, 2)]
    assert [maundy.say(language) for language in ("nb", "nn", "en")] == [
        "skjærtorsdag",
        "skjærtorsdag",
        "Maundy Thursday",
    ]
    ascension = public_holidays(2008, 2008)[date(2008, 5, 1)]
    assert "1. mai" in ascension.say("nb")
    assert "Kristi himmelfartsdag" in ascension.say("nb")


def test_every_name_of_the_library_is_known() -> None:
    known = set(NAMES.values())
    for year in range(1990, 2060):
        for name in public_holidays(year, year).values():
            parts = name.values.get("names", [name])
            assert {part.text for part in parts} <= known


def test_a_year_whose_holidays_are_not_known_is_a_fault() -> None:
    assert isinstance(holidays_around(date(FIRST_YEAR - 1, 12, 31), "--from"), Fault)
    assert isinstance(holidays_around(date(LAST_YEAR - 1, 1, 1), "--from"), Fault)
    assert not isinstance(holidays_around(date(LAST_YEAR - 2, 12, 31), "--from"), Fault)
    with pytest.raises(ValueError, match="known"):
        public_holidays(2000, LAST_YEAR + 1)
