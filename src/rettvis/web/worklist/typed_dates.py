"""A day of birth as people type it: 1.5.1980, 01.05.80, 1/5-80, 1980-05-01, 010580, 1. mai 1980."""

import re
from collections.abc import Iterator
from datetime import date

EARLIEST = 1900

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan",
            "februar february feb",
            "mars march mar",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "desember december des dec",
        ),
        1,
    )
    for name in names.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))

_IN_FIGURES = r"(?P<day>\d{1,2})\s?[./\- ]\s?(?P<month>\d{1,2})\s?[./\- ]\s?(?P<year>\d{4}|\d{2})"
_IN_WORDS = rf"(?P<day>\d{{1,2}})\.?\s?(?P<name>{_NAMES})\.?,?\s?(?P<year>\d{{4}}|\d{{2}})"
_ENGLISH = rf"(?P<name>{_NAMES})\.?\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}})"
_YEAR_FIRST = r"(?P<year>\d{4})[./\-](?P<month>\d{1,2})[./\-](?P<day>\d{1,2})"
_TOGETHER = (
    r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{2})",
)
_WAYS = tuple(
    re.compile(way, re.ASCII | re.IGNORECASE)
    for way in (_IN_FIGURES, _IN_WORDS, _ENGLISH, _YEAR_FIRST, *_TOGETHER)
)

DATE = re.compile(
    "|".join(rf"\b{re.sub(r'[?]P<[a-z]+>', '?:', way)}\b" for way in (_YEAR_FIRST, _IN_FIGURES, _IN_WORDS)),
    re.ASCII | re.IGNORECASE,
)
"""A date that stands among other words."""


def dates_meant(text: str, today: date) -> tuple[date, ...]:
    """The days up to ``today`` that ``text`` may mean, each once; none where it is not a date."""
    text = " ".join(text.split())
    found = (
        day for way in _WAYS if (match := way.fullmatch(text)) for day in _days(match.groupdict(), today)
    )
    return tuple(dict.fromkeys(found))


def _days(parts: dict[str, str], today: date) -> Iterator[date]:
    """Two figures of a year are those of both centuries, as far as the day has been."""
    month = int(parts["month"]) if "month" in parts else _MONTHS[parts["name"].lower()]
    year = int(parts["year"])
    for whole in [year] if len(parts["year"]) == 4 else [1900 + year, 2000 + year]:
        try:
            found = date(whole, month, int(parts["day"]))
        except ValueError:
            continue
        if found.year >= EARLIEST and found <= today:
            yield found
