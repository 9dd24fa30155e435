"""What lines are measured by may be written after them: stays, decisions, hours, prices, and the rules.

The worker looks about once a minute at what is new in the registers, and checks those again whom it is about;
in the night everything of this year and the last.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from rettvis.web.decision.models import LineChange, ServiceLineRow
from rettvis.web.delivery.models import Agreement, AgreementChange, AgreementPrice
from rettvis.web.hourbank.models import BankLine
from rettvis.web.start_up.models import StartUpLine
from rettvis.web.supplement.models import GrantEndRow, GrantRow
from rettvis.web.timesheets.checking import Concerned, check_again, concerned_by
from rettvis.web.timesheets.models import CheckedTo, CheckRuleRow, ShiftLine
from rettvis.web.timesheets.store import counting
from rettvis.web.timesheets.taking_turns import lock

AT_ONCE = 100
"""So many persons are checked in one transaction: others wait for it."""
BEHIND = 50
"""Rows just before the last are looked at again: two that are written at once may come in either order."""
Lines = QuerySet[ShiftLine]


@dataclass(frozen=True)
class Register:
    """Rows that are added and never changed, and the lines that are measured by some of them."""

    rows: QuerySet[Any]
    lines: Callable[[QuerySet[Any]], Lines]
    assistants: bool = False
    """Whether the working time of the assistants is measured by it too."""

    @property
    def name(self) -> str:
        """How it is known in :class:`CheckedTo`."""
        return self.rows.model._meta.label_lower


def registers() -> Sequence[Register]:
    """Everything that lines are measured by and that is not checked when it is written."""
    return (
        Register(StartUpLine.objects.all(), _of_persons("case__person")),
        Register(ServiceLineRow.objects.all(), _of_persons("case__person")),
        Register(LineChange.objects.all(), _of_persons("line__case__person")),
        Register(BankLine.objects.exclude(key__startswith="shift/"), _of_persons("person")),
        Register(GrantRow.objects.all(), _of_persons("person")),
        Register(GrantEndRow.objects.all(), _of_persons("grant__person")),
        Register(Agreement.objects.all(), _of_providers("provider")),
        Register(AgreementPrice.objects.all(), _of_providers("agreement__provider")),
        Register(AgreementChange.objects.all(), _of_providers("agreement__provider")),
        Register(CheckRuleRow.objects.all(), _of_rules, assistants=True),
    )


def check_what_is_new(now: datetime | None = None) -> int:
    """Check again whom new rows in the registers are about. Gives how many deviations are new."""
    at, new = now or timezone.now(), 0
    known = dict(CheckedTo.objects.values_list("register", "last"))
    for register in registers():
        last = register.rows.aggregate(last=Max("pk"))["last"] or 0
        before = known.get(register.name)
        if last == before or (before is None and not last):
            continue
        rows = register.rows.filter(pk__gt=(before or 0) - BEHIND)
        new += _check(register.lines(rows), at, assistants=register.assistants)
        CheckedTo.objects.update_or_create(register=register.name, defaults={"last": last, "checked_at": at})
    return new


def check_everything(on: date) -> int:
    """Check every line of this year and the last again; safe to do twice."""
    lines = counting().filter(day__gte=date(on.year - 1, 1, 1))
    return _check(lines, timezone.now(), assistants=True)


def _check(lines: Lines, now: datetime, *, assistants: bool) -> int:
    """Check those whom some lines are about again, some persons at a time."""
    new = 0
    places = lines.order_by("municipality").values_list("municipality", flat=True).distinct()
    for municipality in list(places):
        own = lines.filter(municipality=municipality)
        persons = list(own.order_by("case__person").values_list("case__person", flat=True).distinct())
        for first in range(0, len(persons), AT_ONCE):
            part = [person for person in persons[first : first + AT_ONCE] if person is not None]
            with transaction.atomic():
                lock(municipality)
                theirs = counting().filter(municipality=municipality)
                wanted = Q(case__person__in=part)
                if None in persons[first : first + AT_ONCE]:
                    wanted |= Q(case=None, pk__in=own.values("pk"))
                new += check_again(municipality, _whom(theirs.filter(wanted), assistants), now)
    return new


def _whom(lines: Iterable[ShiftLine], assistants: bool) -> Concerned:
    found = concerned_by(lines)
    return found if assistants else Concerned(found.persons, frozenset(), found.first)


def _of_persons(field: str) -> Callable[[QuerySet[Any]], Lines]:
    """The lines of the persons whom rows are about."""
    return lambda rows: ShiftLine.objects.filter(case__person__in=rows.values(field))


def _of_providers(field: str) -> Callable[[QuerySet[Any]], Lines]:
    """The lines of the providers that rows are about."""
    return lambda rows: ShiftLine.objects.filter(provider__in=rows.values(field))


def _of_rules(rows: QuerySet[Any]) -> Lines:
    """The lines from the first day that a rule counts for."""
    wanted = Q(pk__in=())
    for row in rows:
        own = Q() if row.provider_id is None else Q(provider=row.provider_id)
        wanted |= Q(municipality=row.municipality_id, day__gte=row.holds_from) & own
    return ShiftLine.objects.filter(wanted)
