"""The invented timesheets: the checks find everything that is planted in them, and nothing else."""

from collections import Counter
from typing import Any

from django.db.models import Sum

from rettvis.journey.delivery import CODES, DeviationCode
from rettvis.rulekit.period import Period
from rettvis.web.access.models import Unit, User
from rettvis.web.demo.decided import Place
from rettvis.web.demo.planted import planted
from rettvis.web.demo.sheet_cases import last_months, sheet_cases
from rettvis.web.demo.timesheets import _ended
from rettvis.web.hourbank.models import BankLine
from rettvis.web.timesheets.approved import approved_shifts
from rettvis.web.timesheets.models import Deviation
from tests.web.conftest import DEMO_DAY


def the_place() -> Place:
    """Where the demonstration is."""
    unit = Unit.objects.get(municipality__number="9901", name="Tildelingskontoret")
    return Place(unit, {user.username: user for user in User.objects.all()}, DEMO_DAY)


def found() -> Counter[tuple[DeviationCode, str]]:
    """What the checks found, by code and whom it is about."""
    told: Counter[tuple[DeviationCode, str]] = Counter()
    for row in Deviation.objects.filter(lapse=None).select_related("case", "line"):
        code = DeviationCode(row.code)
        if row.case is not None:
            told[code, row.case.number] += 1
        elif row.line is not None and code is DeviationCode.NO_DECISION:
            told[code, row.line.reference] += 1
        else:
            told[code, row.assistant] += 1
    return told


def test_the_checks_find_all_that_is_planted_and_nothing_else(filled_demo: Any, db: None) -> None:
    place = the_place()
    ended = _ended(place)
    assert ended is not None
    sheets = planted(sheet_cases(place), ended, last_months(DEMO_DAY))
    assert found() == sheets.expected


def test_every_kind_of_deviation_in_a_timesheet_is_planted(filled_demo: Any, db: None) -> None:
    codes = {code for code, _whom in found()}
    assert {code for code in CODES if not code.value.startswith("invoice_")} == codes


def test_what_is_approved_is_in_the_bank_to_the_minute(filled_demo: Any, db: None) -> None:
    persons = [case.person_id for case in sheet_cases(the_place())]
    shifts = approved_shifts(persons, Period(DEMO_DAY.replace(month=1, day=1), DEMO_DAY))
    used = BankLine.objects.filter(person__in=persons, key__startswith="shift/")
    assert shifts
    assert used.aggregate(total=Sum("minutes"))["total"] == -sum(shift.minutes for shift in shifts)
