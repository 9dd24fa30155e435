"""What a person writes of the administration's own hours: each act once, in one transaction, in the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.follow_up import WorkKind
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import Refused, grants, require_in, visible
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, Unit, User
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.follow_up.models import LONGEST_NOTE, LONGEST_WHO, HourlyCost, WorkLine

RECORDED = gettext_noop("The administration’s own hours were recorded")
PRICED = gettext_noop("What an hour of administration costs was set")
MOST_MINUTES = 24 * 60
MOST_ORE = 1_000_000


@dataclass(frozen=True)
class NewWork:
    """Hours as they are recorded; ``case`` is a case number, or empty."""

    unit: Unit
    day: date
    minutes: int
    work: str
    who: str
    provider: Provider | None = None
    case: str = ""
    note: str = ""


def work_lines(user: User) -> "QuerySet[WorkLine]":
    """The lines that ``user`` may see and that are not replaced, the newest day first."""
    own = {grant.municipality_id for grant in grants(user, Action.SEE_ADMINISTRATION)}
    rows = WorkLine.objects.filter(municipality__in=own, replaced_by=None, minutes__gt=0)
    rows = rows.select_related("municipality", "unit", "provider", "case")
    return rows.order_by("-day", "-pk")


def known_cases(user: User, rows: Iterable[WorkLine]) -> set[int]:
    """The cases (their primary keys) of some lines that ``user`` may know of: none that is shut to her."""
    cases = Case.objects.filter(pk__in={row.case_id for row in rows if row.case_id})
    return set(visible(user, cases, Action.SEE_ADMINISTRATION).values_list("pk", flat=True))


def record_work(
    user: User, new: NewWork, key: str, now: datetime, replaces: WorkLine | None = None
) -> WorkLine:
    """Record hours, or (with ``replaces``) correct a line by a new one. Raises ``Faulty``.

    No minutes take back the line that is replaced. Sent again it is the same row.
    """
    municipality = new.unit.municipality
    with transaction.atomic():
        grant = require_in(user, Action.RECORD_ADMINISTRATION, municipality.pk)
        known = WorkLine.objects.filter(municipality=municipality, key=key).first()
        if known is not None:
            return known
        own = Case.objects.filter(municipality=municipality, number=new.case)
        case = visible(user, own, Action.RECORD_ADMINISTRATION).first()
        if replaces is not None and replaces.case_id and not known_cases(user, [replaces]):
            raise Refused(Action.RECORD_ADMINISTRATION, municipality_id=replaces.municipality_id, hidden=True)
        faults = [*_work_faults(new, case, replaces, timezone.localdate(now))]
        if faults:
            raise Faulty(faults)
        told = {
            "unit": new.unit,
            "day": new.day,
            "minutes": new.minutes,
            "work": new.work,
            "who": new.who.strip(),
            "provider": new.provider,
            "case": case,
            "note": new.note.strip(),
            "replaces": replaces,
        }
        row = _once(municipality, key, {**told, "written_by": user, "written_at": now})
        look_up(grant, Action.RECORD_ADMINISTRATION, cases=[case.number] if case else [], what=RECORDED)
        return row


def set_hourly_cost(
    user: User, municipality: Municipality, from_on: date, ore: int, source: str, key: str, now: datetime
) -> HourlyCost:
    """Say what an hour costs from a day, as a new row. Raises ``Faulty``."""
    faults = []
    if not 0 < ore <= MOST_ORE:
        faults.append(
            Fault("price", sentence("Write a price from 0,01 to {most:kroner} an hour.", most=MOST_ORE))
        )
    if not source.strip() or len(source) > LONGEST_NOTE:
        faults.append(Fault("source", sentence("Write what the cost is counted from.")))
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        grant = require_in(user, Action.RECORD_ADMINISTRATION, municipality.pk)
        row, new = HourlyCost.objects.get_or_create(
            municipality=municipality,
            key=key,
            defaults={
                "from_on": from_on,
                "ore": ore,
                "source": source.strip(),
                "written_by": user,
                "written_at": now,
            },
        )
        if new:
            look_up(grant, Action.RECORD_ADMINISTRATION, what=PRICED)
        return row


def _once(municipality: Municipality, key: str, told: dict[str, object]) -> WorkLine:
    """The row, written once: the database refuses a second of the same form, and a second correction."""
    try:
        with transaction.atomic():
            return WorkLine.objects.create(municipality=municipality, key=key, **told)
    except IntegrityError:
        known = WorkLine.objects.filter(municipality=municipality, key=key).first()
        if known is None:
            message = sentence("Somebody else has corrected this line in the meantime. Open it again.")
            raise Faulty([Fault("", message)]) from None
        return known


def _work_faults(new: NewWork, case: Case | None, replaces: WorkLine | None, today: date) -> Iterable[Fault]:
    if not (0 if replaces else 1) <= new.minutes <= MOST_MINUTES:
        yield Fault(
            "minutes", sentence("Write the hours of one day, at most {most:hours}.", most=MOST_MINUTES)
        )
    if new.day > today:
        yield Fault("day", sentence("The day has not come yet. Record hours when they are worked."))
    if new.work not in {str(one) for one in WorkKind}:
        yield Fault("work", sentence("Choose what the hours went to."))
    if not new.who.strip() or len(new.who) > LONGEST_WHO:
        yield Fault("who", sentence("Write who worked: a name or a function."))
    if len(new.note) > LONGEST_NOTE:
        yield Fault("note", sentence("Write at most {most} characters.", most=LONGEST_NOTE))
    if new.case and case is None:
        yield Fault("case", sentence("No case that you may name here has this number."))
    if new.provider is not None and new.provider.municipality_id != new.unit.municipality_id:
        yield Fault("provider", sentence("Choose a provider of the municipality."))
    if replaces is not None and replaces.municipality_id != new.unit.municipality_id:
        yield Fault("unit", sentence("Choose a unit of the municipality that the line is recorded in."))
    if replaces is not None and WorkLine.objects.filter(replaces=replaces).exists():
        yield Fault("", sentence("Somebody else has corrected this line in the meantime. Open it again."))
