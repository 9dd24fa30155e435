"""The introduction of a step for all who fulfil the condition: tried first, then done in small transactions.

It is done by the worker. Each transaction locks the introduction's row, takes the next few persons, and
writes all of it or nothing: killed anywhere, it goes on where it was, and nobody gets anything twice.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_noop

from rettvis.journey.supplement import Introduced, NotNow, introduce
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import Refused, grants, visible
from rettvis.web.access.log import look_up
from rettvis.web.access.models import RoleAssignment, User
from rettvis.web.application.models import Case, Person
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.supplement.candidates import Considered, considered, newest_cases
from rettvis.web.supplement.granting import Giving, lock_people, version_for, write_grants
from rettvis.web.supplement.models import FindingRow, IntroducedRow, Introduction, IntroductionState
from rettvis.web.supplement.store import KnownScheme, known, scheme_of

AT_ONCE = 10
"""Persons in one transaction: each has a letter, and others wait a moment to write meanwhile."""

LOST_AFTER = timedelta(minutes=2)
"""An introduction that has not moved for so long has no worker, and may be taken up by another."""

WHAT = gettext_noop("The introduction of the supplement scheme")
CLOSED = Introduced(
    sentence("The case is protected, or closed to whoever starts this. Give the hours in the case."),
    not_now=NotNow.CLOSED,
)


@dataclass(frozen=True)
class Planned:
    """What an introduction would do for one person."""

    person: int
    case: int
    tried: Introduced
    considered: Considered


def whole(user: User, municipality: int) -> RoleAssignment:
    """The role that lets ``user`` introduce a step everywhere in the municipality; raises ``Refused``."""
    for grant in grants(user, Action.INTRODUCE_SUPPLEMENT):
        if grant.municipality_id == municipality and grant.unit_id is None:
            return grant
    raise Refused(Action.INTRODUCE_SUPPLEMENT, municipality_id=municipality)


def dry_run(
    user: User, known: KnownScheme, step: int, first: date, people: Collection[int] | None = None
) -> list[Planned]:
    """What an introduction by ``user`` would do for each person; raises ``Faulty`` for a step that cannot be.

    Somebody with a case that ``user`` may not see is not done by her: it is done in the case itself.
    """
    version, faults = version_for(known, step, first)
    if faults:
        raise Faulty(faults)
    municipality = known.row.municipality_id
    found = considered(municipality, first, people)
    rows = Case.objects.filter(municipality=municipality)
    if people is not None:
        rows = rows.filter(person__in=people)
    seen = set(visible(user, rows, Action.INTRODUCE_SUPPLEMENT).values_list("pk", flat=True))
    return [_planned(one, version, step, first, seen) for one in found if one.cases]


def _planned(one: Considered, version: SchemeVersion, step: int, first: date, seen: set[int]) -> Planned:
    tried = introduce(version, step, first, one.candidate) if seen.issuperset(one.cases) else CLOSED
    return Planned(one.person, one.case, tried, one)


def start(known: KnownScheme, step: int, first: date, user: User, now: datetime) -> tuple[Introduction, bool]:
    """Start the introduction of ``step`` from ``first``; and whether it was started now.

    One that is under way already, with the same step and day, is the same one. Raises ``Faulty`` with every
    fault, and ``Refused``.
    """
    municipality = known.row.municipality_id
    grant = whole(user, municipality)
    version, faults = version_for(known, step, first)
    if faults:
        raise Faulty(faults)
    wanted = {"scheme": known.row, "version_from": version.period.first, "step": step, "first": first}
    try:
        with transaction.atomic():
            if scheme_of(municipality).row.pk != known.row.pk:  # type: ignore[union-attr]
                raise Faulty([Fault("scheme", _CHANGED)])
            row = Introduction.objects.create(
                municipality_id=municipality,
                total=len(considered(municipality, first)),
                state=IntroductionState.RUNNING,
                started_by=user,
                started_at=now,
                moved_at=now,
                **wanted,
            )
            look_up(grant, Action.INTRODUCE_SUPPLEMENT, what=WHAT)
            _queue(row)
    except IntegrityError:
        under_way = Introduction.objects.filter(municipality=municipality).exclude(
            state=IntroductionState.DONE
        )
        other = under_way.first()
        if other is None or any(getattr(other, name) != value for name, value in wanted.items()):
            raise Faulty([Fault("step", _ANOTHER)]) from None
        return other, False
    return row, True


_CHANGED = sentence("The scheme has been changed since you opened the page. Look at it again.")
_ANOTHER = sentence("Another introduction is under way. Let it end before you start a new one.")


def stop(row: Introduction, user: User, now: datetime) -> None:
    """Let the persons at hand be done, and nobody after them. Raises ``Refused``."""
    grant = whole(user, row.municipality_id)
    with transaction.atomic():
        running = Introduction.objects.filter(pk=row.pk, state=IntroductionState.RUNNING)
        if running.update(state=IntroductionState.STOPPED, moved_at=now):
            look_up(grant, Action.INTRODUCE_SUPPLEMENT, what=WHAT)


def go_on(row: Introduction, user: User, now: datetime) -> None:
    """Take up an introduction that was stopped, or that has lost its worker. Raises ``Refused``."""
    grant = whole(user, row.municipality_id)
    with transaction.atomic():
        stopped = Q(state=IntroductionState.STOPPED)
        lost = Q(state=IntroductionState.RUNNING, moved_at__lt=now - LOST_AFTER)
        rows = Introduction.objects.filter(stopped | lost, pk=row.pk)
        if rows.update(state=IntroductionState.RUNNING, fault="", moved_at=now, started_by=user):
            look_up(grant, Action.INTRODUCE_SUPPLEMENT, what=WHAT)
            _queue(row)


def do_some(number: int, now: datetime) -> bool:
    """Do the next few persons of an introduction; False where it is over, stopped, or must not go on."""
    with transaction.atomic():
        row = (
            Introduction.objects.select_for_update(of=("self",))
            .select_related("scheme", "started_by")
            .get(pk=number)
        )
        if row.state != IntroductionState.RUNNING:
            return False
        try:
            whole(row.started_by, row.municipality_id)
        except Refused:
            _stopped(row, now, "Refused")
            return False
        people = next_people(row)
        if not people:
            row.state, row.moved_at = IntroductionState.DONE, now
            row.save(update_fields=["state", "moved_at"])
            return False
        _do(row, people, now)
        row.reached, row.moved_at = people[-1], now
        row.save(update_fields=["reached", "moved_at"])
        return True


def next_people(row: Introduction) -> list[int]:
    """The keys of the next few persons."""
    lines = ServiceLineRow.objects.filter(case__person=OuterRef("pk")).exclude(outcome="refused")
    lines = lines.filter(Q(ends_on=None) | Q(ends_on__gte=row.first))
    found = FindingRow.objects.filter(person=OuterRef("pk"))
    people = Person.objects.filter(Exists(lines) | Exists(found), municipality=row.municipality_id)
    return list(people.filter(pk__gt=row.reached).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def _do(row: Introduction, people: list[int], now: datetime) -> None:
    lock_people(people)
    scheme = known(row.scheme)
    planned = dry_run(row.started_by, scheme, row.step, row.first, people)
    cases = newest_cases({one.case for one in planned})
    given = [Giving(cases[one.case], one.tried, one.considered.held) for one in planned if one.tried.grant]
    version = scheme.version(row.version_from)
    grants = write_grants(given, scheme, version, row.started_by, now, row)
    by_person = {grant.person_id: grant for grant in grants}
    done = [
        IntroducedRow(
            introduction=row,
            person_id=one.person,
            case=cases[one.case],
            grant=by_person.get(one.person),
            not_now=str(one.tried.not_now or ""),
        )
        for one in planned
    ]
    IntroducedRow.objects.bulk_create(done)


def broken(number: int, error: Exception, now: datetime) -> None:
    """An error stopped it: it can be taken up again; of the error only its kind is kept."""
    with transaction.atomic():
        row = Introduction.objects.select_for_update().get(pk=number)
        if row.state == IntroductionState.RUNNING:
            _stopped(row, now, type(error).__name__)


def _stopped(row: Introduction, now: datetime, fault: str) -> None:
    row.state, row.fault, row.moved_at = IntroductionState.STOPPED, fault, now
    row.save(update_fields=["state", "fault", "moved_at"])


def _queue(row: Introduction) -> None:
    from rettvis.web.supplement.tasks import do_introduction  # it stands on this module

    do_introduction.enqueue(row.pk)
