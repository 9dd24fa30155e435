"""Lines of invented timesheets: a usual week for each person, and what is planted in it to be found."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from rettvis.journey.delivery import DeviationCode as Code
from rettvis.web.application.models import Case

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FIVE, SIX, SEVEN = 5, 6, 7
HEAVY, HEAVY_WEEKS = 19, 26
"""Whose assistant works more than the ordinary, in how many weeks."""
UNKNOWN = "1999-000001"
"""The number of no case."""

Line = dict[str, str]


@dataclass
class Sheets:
    """Lines by provider and month, and what they must show: codes by whom they are about."""

    months: tuple[date, date]
    lines: dict[tuple[int, date], list[Line]] = field(default_factory=dict)
    expected: Counter[tuple[Code, str]] = field(default_factory=Counter)

    def add(self, provider: int, reference: str, day: date, span: str, assistant: str, **more: str) -> None:
        """A line of a provider; ``span`` is ``09:00-13:00``."""
        start, _, end = span.partition("-")
        told = {"ordning_ref": reference, "dato": day.isoformat(), "start": start, "slutt": end}
        own = self.lines.setdefault((provider, day.replace(day=1)), [])
        own.append({**told, "assistent_ref": assistant, **more})

    def expect(self, code: Code, whom: str, times: int = 1) -> None:
        """What is planted: a person by the number of the case, an assistant by the reference."""
        self.expected[code, whom] += times

    @property
    def monday(self) -> date:
        """The first Monday of the last month, with a whole week of the month after it."""
        first = self.months[1]
        return first + (SEVEN - first.weekday()) % SEVEN * DAY


def planted(cases: list[Case], ended: Case, months: tuple[date, date]) -> Sheets:
    """The lines of all; the order of ``cases`` says what is planted with whom."""
    sheets = Sheets(months)
    usual = cases[:14]
    for place, case in enumerate(usual):
        _usual(sheets, place, case)
    numbers = [case.number for case in cases]
    _single_lines(sheets, numbers)
    _in_two_places(sheets, numbers)
    _of_the_decision(sheets, numbers, ended.number)
    _working_time(sheets, numbers)
    return sheets


def frames(cases: list[Case]) -> Iterator[tuple[Case, dict[str, int | None]]]:
    """What is written of each decision: one at a time and no night; limits where they are to be passed."""
    limits: dict[int, dict[str, int | None]] = {
        5: {"per_day": 8 * 60, "per_week": 30 * 60},
        6: {"per_week": 12 * 60},
        7: {"per_month": 50 * 60},
        12: {"per_week": 40 * 60},
        13: {"per_week": 40 * 60},
        15: {"per_week": 60 * 60},
        16: {"per_week": 60 * 60},
        HEAVY: {"per_week": 60 * 60},
    }
    for place, case in enumerate(cases):
        told: dict[str, int | None] = {"per_day": None, "per_week": None, "per_month": None}
        yield case, {**told, **limits.get(place, {})}


def provider_of(place: int) -> int:
    """Which of the four providers gives a person the hours."""
    return place % 4


def _usual(sheets: Sheets, place: int, case: Case) -> None:
    """Two hours in the morning of each weekday, by one assistant: nothing to find."""
    for month in sheets.months:
        day = month
        while day.month == month.month:
            gone = place == 9 and day >= sheets.monday + 2 * DAY
            away = place == 8 and sheets.monday <= day < sheets.monday + WEEK
            if day.weekday() < FIVE and not gone and not away:
                sheets.add(provider_of(place), case.number, day, "09:00-11:00", f"A-{place + 1:02d}")
            day += DAY


def _single_lines(sheets: Sheets, numbers: list[str]) -> None:
    """What one line shows alone."""
    saturday = sheets.monday + FIVE * DAY
    for _time in range(2):
        sheets.add(provider_of(0), numbers[0], saturday, "10:00-12:00", "A-01")
    sheets.expect(Code.DUPLICATE_LINE, numbers[0])
    sheets.add(provider_of(1), numbers[1], saturday, "10:00-14:00", "A-02", minutter="300")
    sheets.expect(Code.MINUTES_DIFFER, numbers[1])
    sheets.add(provider_of(2), numbers[2], saturday, "10:00-12:00", "A-03", timepris="799,00")
    sheets.expect(Code.PRICE_DIFFERS, numbers[2])
    sheets.add(provider_of(3), numbers[3], saturday, "21:00-23:30", "A-40", tjenestekode="natt")
    sheets.expect(Code.NIGHT_NOT_GRANTED, numbers[3])
    sheets.add(4, numbers[14], sheets.months[0] + 2 * DAY, "10:00-12:00", "A-15")
    sheets.expect(Code.NO_PRICE, numbers[14])
    sheets.add(provider_of(0), UNKNOWN, saturday, "13:00-15:00", "A-20")
    sheets.expect(Code.NO_DECISION, UNKNOWN)


def _in_two_places(sheets: Sheets, numbers: list[str]) -> None:
    """Somebody in two places, two with one person, and a day of more than 24 hours."""
    saturday = sheets.monday + FIVE * DAY
    sheets.add(provider_of(4), numbers[4], saturday, "09:00-12:00", "A-30")
    sheets.add(provider_of(10), numbers[10], saturday, "11:00-13:00", "A-30")
    sheets.expect(Code.ASSISTANT_OVERLAP, numbers[10])
    wednesday = sheets.monday + 2 * DAY
    sheets.add(provider_of(11), numbers[11], wednesday, "10:00-12:00", "A-31")
    sheets.expect(Code.SEVERAL_ASSISTANTS, numbers[11])
    for place in (15, 16):
        sheets.add(provider_of(place), numbers[place], saturday + WEEK, "06:30-19:30", "A-32", pause_min="0")
    sheets.expect(Code.ASSISTANT_OVERLAP, numbers[15])
    sheets.expect(Code.OVER_24_HOURS, "A-32")


def _of_the_decision(sheets: Sheets, numbers: list[str], ended: str) -> None:
    """More than the decision allows, outside its days, after a death, during a stay and on a journey."""
    saturday = sheets.monday + FIVE * DAY
    sheets.add(provider_of(5), numbers[5], saturday, "09:00-18:00", "A-06")
    sheets.expect(Code.OVER_DAY, numbers[5])
    sheets.add(provider_of(6), numbers[6], saturday, "09:00-16:00", "A-07")
    sheets.expect(Code.OVER_WEEK, numbers[6])
    for week in range(4):
        if (saturday + week * WEEK).month == saturday.month:
            sheets.add(provider_of(7), numbers[7], saturday + week * WEEK, "09:00-15:00", "A-08")
    sheets.expect(Code.OVER_MONTH, numbers[7])
    sheets.add(provider_of(8), numbers[8], sheets.monday + DAY, "09:00-11:00", "A-09")
    sheets.expect(Code.IN_INSTITUTION, numbers[8])
    sheets.add(provider_of(9), numbers[9], saturday, "09:00-11:00", "A-10")
    sheets.expect(Code.AFTER_DEATH, numbers[9])
    sheets.add(provider_of(17), numbers[17], sheets.monday + DAY, "10:00-12:00", "A-38", sted="utland")
    sheets.expect(Code.JOURNEY_NOT_GRANTED, numbers[17])
    sheets.add(provider_of(1), ended, saturday, "09:00-11:00", "A-33")
    sheets.expect(Code.OUTSIDE_DECISION, ended)


def _working_time(sheets: Sheets, numbers: list[str]) -> None:
    """Long days and weeks, too little rest, and overtime in many weeks."""
    saturday = sheets.monday + FIVE * DAY
    sheets.add(provider_of(17), numbers[17], saturday, "06:30-16:00", "A-34")
    sheets.expect(Code.ORDINARY_DAY, "A-34")
    sheets.add(provider_of(18), numbers[18], saturday, "06:30-20:45", "A-35")
    sheets.expect(Code.LONG_DAY, "A-35")
    sheets.expect(Code.DAILY_REST, "A-35")
    for number in range(SEVEN):
        place = 12 if number % 2 else 13
        sheets.add(provider_of(place), numbers[place], sheets.monday + number * DAY, "12:00-19:00", "A-36")
    sheets.expect(Code.LONG_WEEK, "A-36")
    sheets.expect(Code.WEEKLY_REST, "A-36")
    first = sheets.monday - (HEAVY_WEEKS - 2) * WEEK
    for week in range(HEAVY_WEEKS):
        for number in range(SIX):
            span = "08:00-17:00" if number < FIVE else "08:00-11:00"
            day = first + week * WEEK + number * DAY
            sheets.add(provider_of(HEAVY), numbers[HEAVY], day, span, "A-37")
    sheets.expect(Code.ORDINARY_WEEK, "A-37", HEAVY_WEEKS)
    sheets.expect(Code.OVERTIME_4_WEEKS, "A-37")
    sheets.expect(Code.OVERTIME_52_WEEKS, "A-37")
    sheets.expect(Code.OVER_YEAR, numbers[HEAVY])
