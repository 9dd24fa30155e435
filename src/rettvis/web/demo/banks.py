"""Invented use of hours: last year and this year so far, with what a bank must be able to show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from rettvis.journey.application import Service
from rettvis.journey.hourbank import Leftover
from rettvis.web.application.models import Case
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.demo.begun import NORTH, SOUTH, begun
from rettvis.web.demo.clock import noon
from rettvis.web.demo.decided import LEADER, Place
from rettvis.web.demo.sheet_cases import told_from
from rettvis.web.hourbank.models import BankLine
from rettvis.web.hourbank.rules import RuleSet, set_rule
from rettvis.web.hourbank.services import Written, change_provider, correct, open_balance, plan_use
from rettvis.web.hourbank.settling import settle_year
from rettvis.web.hourbank.use import Used, record_use

WEEK = timedelta(days=7)
QUARTER = 15
CONTACTS = 40
"""So many of those with a support contact report their hours."""

HABITS = ((1.0, 60), (0.93, 14), (1.09, 9), (0.72, 12), (0.45, 5))
"""How much of the hours is used, and how many of a hundred do so."""

RULE = RuleSet(
    service=str(Service.BPA),
    leftover=Leftover.CARRY_OVER,
    source="Retningslinjer for timebank i Fjordvik (oppdiktet)",
    holds_from=date(2024, 1, 1),
    most_percent=10,
)


def hour_banks(place: Place, chance: Random) -> None:
    """Use of everybody with BPA and of some with a support contact, and one of each act by hand."""
    rows, year = list(_rows(place)), place.on.year
    began = [row.case for row in rows if row.decided_on < date(year, 1, 1) and row.service == Service.BPA]
    _used(rows, place, chance, year - 1)
    leader, place_of = place.users[LEADER], place.unit.municipality_id
    set_rule(place_of, replace(RULE, holds_from=date(year - 2, 1, 1)), leader, noon(date(year - 1, 12, 1)))
    settle_year(place_of, RULE.service, year - 1, leader, min(noon(date(year, 1, 20)), noon(place.on)))
    _used(rows, place, chance, year, late=began[2] if len(began) > 2 else None)
    _acts(began, place)


def _rows(place: Place) -> Iterator[ServiceLineRow]:
    """The lines in force whose hours are reported."""
    here = ServiceLineRow.objects.in_force(place.on).filter(case__unit=place.unit, minutes_per_week__gt=0)
    lines = here.select_related("case__person").order_by("pk")
    yield from lines.filter(service=Service.BPA)
    yield from lines.filter(service=Service.SUPPORT_CONTACT)[:CONTACTS]


def _used(
    rows: list[ServiceLineRow], place: Place, chance: Random, year: int, late: Case | None = None
) -> None:
    """A line a week for each, told when the month is over, as a provider does; of ``late`` from mid-year."""
    by_month: dict[int, list[Used]] = {}
    known = begun(place)
    told = told_from(place)
    for row in rows:
        part = chance.choices([one for one, _of in HABITS], [of for _one, of in HABITS])[0]
        first, began = max(date(year, 1, 1), row.starts_on or row.decided_on), known.first_day(row)
        for number, day in enumerate(_weeks(first, min(date(year, 12, 31), place.on))):
            usual = (row.minutes_per_week or 0) * part
            minutes = round(usual * chance.uniform(0.75, 1.25) / QUARTER) * QUARTER
            if not began or day - WEEK < began - timedelta(days=1):
                continue
            if day >= told.get(row.case_id, day + WEEK):
                continue
            if minutes and (row.case != late or day >= _middle(place.on)):
                key = f"demo/{row.pk}/{year}/{number}"
                provider = known.provider(row, day)
                line = Used(key, row.case.person_id, row.service, day, minutes, provider)
                by_month.setdefault(day.month, []).append(line)
    for month, lines in sorted(by_month.items()):
        record_use(lines, place.users[LEADER], min(_told(year, month), noon(place.on)))


def _weeks(first: date, last: date) -> Iterator[date]:
    """The last day of each week."""
    day = first + WEEK - timedelta(days=1)
    while day <= last:
        yield day
        day += WEEK


def _told(year: int, month: int) -> datetime:
    """Providers tell of a month on the fifth of the next one."""
    return noon(date(year + month // 12, month % 12 + 1, 5))


def _middle(on: date) -> date:
    """A day in the middle of a month, that has been."""
    return max(date(on.year, 1, 1), min(date(on.year, 6, 17), on - timedelta(days=30)))


def _acts(cases: list[Case], place: Place) -> None:
    """A change of provider in mid-month, a correction, an opening balance and a plan."""
    user, on = place.users["kari"], place.on
    code, year = str(Service.BPA), on.year
    middle = _middle(on)

    def act(case: Case, name: str, day: date) -> Written:
        return Written(case, user, noon(day), f"demo/{name}/{case.pk}")

    if len(cases) < 4:
        return
    moved, mended, opened, planning = cases[:4]
    change_provider(act(moved, "north", date(year, 1, 2)), code, date(year, 1, 1), NORTH, "Rammeavtalen.")
    change_provider(act(moved, "south", middle), code, middle, SOUTH, "Byttet leverandør etter eget ønske.")
    line = BankLine.objects.filter(person=mended.person_id, kind="use", year=year).order_by("day").first()
    if line is not None:
        why = "Timelista telte en vakt to ganger."
        correct(act(mended, "correction", on), code, year, line.key, -line.minutes // 4, why)
    source = "Regneark fra før kommunen tok timebanken i bruk."
    left = 30 * 60 + (opened.pk % 7) * 600
    open_balance(act(opened, "opening", middle), code, middle, left * 10, source)
    if (last := on + 20 * timedelta(days=1)).year == year:
        plan_use(act(planning, "plan", on), code, on + timedelta(days=6), last, 40 * 60, "Ferie med følge.")
