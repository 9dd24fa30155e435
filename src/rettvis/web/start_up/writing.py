"""One line of start-up: checked, written once and in the log, with the person and the case locked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.journey.delivery.start_up import Completes, Progress, StartUp, progress
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.log import look_up
from rettvis.web.application.models import Case, Person
from rettvis.web.delivery.models import Provider
from rettvis.web.hourbank.services import Written
from rettvis.web.start_up.models import LineKind, StartUpLine, StartUpState
from rettvis.web.start_up.plans import plan_of
from rettvis.web.start_up.store import bpa_lines, providers_on, standing, start_up_in

WHAT = gettext_noop("Something was written about the start-up")


@dataclass(frozen=True)
class Known:
    """What stands when a line is to be written: the person's lines, and the case's start-up."""

    case: Case
    rows: list[StartUpLine]
    start_up: StartUp

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return progress(self.start_up)

    def of_kind(self, kind: LineKind) -> list[StartUpLine]:
        """The standing lines of a kind, oldest first."""
        return [row for row in self.rows if row.kind == kind]


Line = Callable[[Known], Iterable["Fault | StartUpLine"]]
"""Given what stands, under the lock: the line to write, or what is wrong."""
Then = Callable[[StartUpLine], None]
"""What else is written with a line, in the same transaction; may raise ``Faulty``, and then nothing is."""


def known_of(case: Case) -> Known:
    """Everything that stands about the person of a case; one query."""
    rows = StartUpLine.objects.filter(case__person=case.person_id)
    rows = rows.select_related("provider", "written_by", "case", "document")
    lines = standing(rows)
    plan = plan_of(case.municipality.number).plan.on(case.decided_on or case.received_on)
    return Known(case, lines, start_up_in(case, lines, plan))


def write(act: Written, line: Line, then: Then | None = None, *, of_decision: bool = False) -> StartUpLine:
    """Write one line, once however often the form is sent. Raises ``Faulty`` and ``Refused``.

    ``of_decision``: the line is about what was granted in this case, so that something must be.
    """
    grant = require(act.user, Action.CHANGE_START_UP, act.case)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).only("pk").get(pk=act.case.person_id)
        Case.objects.select_for_update().only("pk").get(pk=act.case.pk)
        earlier = StartUpLine.objects.filter(case=act.case, key=act.key).first()
        if earlier is not None:
            return earlier
        if of_decision:
            _granted(act.case)
        known = known_of(act.case)
        told = list(line(known))
        faults = [one for one in told if isinstance(one, Fault)]
        if faults:
            raise Faulty(faults)
        [row] = [one for one in told if isinstance(one, StartUpLine)]
        if then is not None:
            then(row)
        row.save(force_insert=True)
        refresh(act.case)
        look_up(grant, Action.CHANGE_START_UP, case_number=act.case.number, what=WHAT)
    return row


def refresh(case: Case) -> None:
    """Write anew how the case's start-up stands, from its lines."""
    known = known_of(case)
    first_day = known.progress.first_day
    chosen = [row for row in known.of_kind(LineKind.ANSWERED) if row.case_id == case.pk]
    told = {
        "finished": known.progress.waiting is None,
        "first_day": first_day,
        "provider": chosen[-1].provider if chosen and first_day else None,
    }
    StartUpState.objects.update_or_create(case=case, defaults=told)


def new_line(act: Written, kind: LineKind, day: date, **more: object) -> StartUpLine:
    """A line that is yet to be saved."""
    return StartUpLine(
        case=act.case, kind=kind, day=day, key=act.key, written_by=act.user, written_at=act.now, **more
    )


def is_first_day(known: Known, row: StartUpLine) -> bool:
    """Whether the line is the first day of assistance."""
    step = known.start_up.plan.completed_by(Completes.FIRST_DAY)
    return row.kind == LineKind.DONE and step is not None and row.step == step.key


def valid_faults(place: str, provider: Provider, day: date) -> Iterator[Fault]:
    """What is wrong with a provider on a day: no valid agreement, or excluded."""
    if provider.pk not in {one.pk for one in providers_on(provider.municipality_id, day)}:
        message = sentence(
            "{name} has no valid agreement on {day:date}, or is excluded.", name=provider.name, day=day
        )
        yield Fault(place, message)


def _granted(case: Case) -> None:
    if case.decided_on is None or not bpa_lines().filter(case=case).exists():
        message = sentence(
            "No decision that grants hours of BPA is sent in this case: there is nothing to start."
        )
        raise Faulty([Fault("", message)])
