"""Hours that were used, as timesheets tell: many lines at once, all or none, and each line once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.hourbank import EntryKind
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require, visible
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.hourbank.locks import AT_ONCE, closed_accounts, lock_years
from rettvis.web.hourbank.models import LONGEST_KEY, BankLine
from rettvis.web.hourbank.sources import service_titles

WHAT = gettext_noop("Used hours were written in the hour bank")
LATE = "late"
"""The reason of a line that came when its year was settled: a correction, for it to be settled again."""

MOST_MINUTES = 31 * 24 * 60
"""One line holds at most a month round the clock: more is a slip of the pen."""

One = TypeVar("One")


@dataclass(frozen=True)
class Used:
    """Whole minutes that a person (primary key) used of a service on a day; ``key`` names the line."""

    key: str
    person: int
    service: str
    day: date
    minutes: int
    provider: str = ""

    @property
    def content(self) -> tuple[object, ...]:
        """What the same key must always say."""
        return (self.person, self.service, self.day, self.minutes, self.provider)


@dataclass(frozen=True)
class Recorded:
    """How many lines are new, were there already, and came after their year was settled (among the new)."""

    new: int
    already: int
    late: int


def record_use(lines: Sequence[Used], user: User, now: datetime) -> Recorded:
    """Write use in the banks: all lines in one transaction, or none. A line sent again is not written again.

    Work that was done is never refused: use on a day without a grant, or more than is left, is written and
    shows as a discrepancy. In a year that is settled the line is a correction, for the settlement to be
    opened again. Raises ``Faulty`` with every fault, and ``Refused``.
    """
    grant = require(user, Action.CHANGE_BANK)
    cases = _cases(user, {line.person for line in lines})
    with transaction.atomic():
        faults = [*_faults(lines, cases, timezone.localdate(now))]
        if faults:
            raise Faulty(faults)
        years = {(cases[one.person].municipality_id, one.service, one.day.year) for one in lines}
        lock_years(years)
        known = _known({one.key for one in lines}, {case.municipality_id for case in cases.values()})
        faults = [*_changed(lines, known, cases)]
        if faults:
            raise Faulty(faults)
        settled = closed_accounts({line.person for line in lines}, {year for _place, _code, year in years})
        rows = []
        for one in {line.key: line for line in lines}.values():
            place = cases[one.person].municipality_id
            if (place, one.key) not in known:
                rows.append(
                    _row(one, place, user, now, late=(one.person, one.service, one.day.year) in settled)
                )
        BankLine.objects.bulk_create(rows, batch_size=AT_ONCE)
        if rows:
            numbers = sorted({cases[row.person_id].number for row in rows})
            look_up(grant, Action.CHANGE_BANK, cases=numbers, what=WHAT)
    return Recorded(len(rows), len(lines) - len(rows), sum(row.reason == LATE for row in rows))


def take_back(keys: Sequence[str], case: Case, user: User, reason: str, now: datetime) -> int:
    """Take back lines of use of a case's person by corrections: all in one transaction, and each once.

    ``keys`` are those that :func:`record_use` was given; one that is not there is passed over. A correction
    has the day and the provider of its line. Gives how many were written. Raises ``Refused``.
    """
    grant = require(user, Action.CHANGE_BANK, case)
    with transaction.atomic():
        own = BankLine.objects.filter(municipality=case.municipality_id, person=case.person_id)
        found = [row for part in _parts(list(keys)) for row in own.filter(key__in=part)]
        lock_years({(row.municipality_id, row.service, row.year) for row in found})
        done = set(own.filter(key__in=[_back(row) for row in found]).values_list("key", flat=True))
        rows = [_taken_back(row, user, reason, now) for row in found if _back(row) not in done]
        BankLine.objects.bulk_create(rows, batch_size=AT_ONCE)
        if rows:
            look_up(grant, Action.CHANGE_BANK, case_number=case.number, what=WHAT)
    return len(rows)


def _back(row: BankLine) -> str:
    return f"{row.key}/back"


def _taken_back(row: BankLine, user: User, reason: str, now: datetime) -> BankLine:
    return BankLine(
        municipality_id=row.municipality_id,
        person_id=row.person_id,
        service=row.service,
        year=row.year,
        key=_back(row),
        kind=str(EntryKind.CORRECTION),
        day=row.day,
        minutes=-row.minutes,
        provider=row.provider,
        reason=reason,
        corrects=row.key,
        recorded_at=now,
        recorded_by=user,
    )


def _cases(user: User, persons: set[int]) -> dict[int, Case]:
    """A case of each person in which ``user`` may write in the bank."""
    found: dict[int, Case] = {}
    for part in _parts(sorted(persons)):
        rows = visible(user, Case.objects.filter(person__in=part), Action.CHANGE_BANK)
        found.update({case.person_id: case for case in rows.order_by("pk")})
    return found


def _faults(lines: Sequence[Used], cases: dict[int, Case], today: date) -> Iterable[Fault]:
    titles = service_titles()
    keys: dict[str, Used] = {}
    for one in lines:
        place = f"line {one.key}"
        if one.person not in cases:
            yield Fault(place, sentence("There is no such person in the cases that you handle."))
        if one.service not in titles:
            yield unknown_name(place, one.service, sorted(titles))
        if not 0 < one.minutes <= MOST_MINUTES:
            message = sentence("Write from 1 minute to {most:hours} in one line.", most=MOST_MINUTES)
            yield Fault(place, message)
        if one.day > today:
            yield Fault(place, sentence("{day:date} has not been yet. Write it as planned use.", day=one.day))
        if not one.key or len(one.key) > LONGEST_KEY:
            message = sentence("Give each line a key of 1 to {most} characters.", most=LONGEST_KEY)
            yield Fault(place, message)
        if keys.setdefault(one.key, one).content != one.content:
            yield Fault(place, sentence("Two lines have the same key and say different things."))


def _known(keys: set[str], municipalities: set[int]) -> dict[tuple[int, str], BankLine]:
    """The lines that are there already, by municipality and key."""
    found = {}
    for part in _parts(sorted(keys)):
        for row in BankLine.objects.filter(municipality__in=municipalities, key__in=part):
            found[row.municipality_id, row.key] = row
    return found


def _changed(
    lines: Sequence[Used], known: dict[tuple[int, str], BankLine], cases: dict[int, Case]
) -> Iterable[Fault]:
    """Lines that say something else than when they came first."""
    for one in lines:
        row = known.get((cases[one.person].municipality_id, one.key))
        if row is None:
            continue
        before = (row.person_id, row.service, row.day, -row.minutes, row.provider)
        if before != one.content:
            message = sentence(
                "This line was written before, with {minutes:hours} on {day:date}. Write a correction of it.",
                minutes=abs(row.minutes),
                day=row.day,
            )
            yield Fault(f"line {one.key}", message)


def _row(one: Used, municipality: int, user: User, now: datetime, *, late: bool) -> BankLine:
    return BankLine(
        municipality_id=municipality,
        person_id=one.person,
        service=one.service,
        year=one.day.year,
        key=one.key,
        kind=str(EntryKind.CORRECTION if late else EntryKind.USE),
        day=one.day,
        minutes=-one.minutes,
        provider=one.provider,
        reason=LATE if late else "",
        recorded_at=now,
        recorded_by=user,
    )


def _parts(many: Sequence[One]) -> Iterable[Sequence[One]]:
    """``many`` in pieces that a query can hold."""
    return (many[first : first + AT_ONCE] for first in range(0, len(many), AT_ONCE))
