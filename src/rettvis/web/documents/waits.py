"""The case clock follows the letters that ask for documents: it waits from the letter until all has come."""

from datetime import date

from rettvis.journey.documents import AskedOf, DocumentState, Needed
from rettvis.journey.handling import Awaited, EventKind, Wait, clock_of
from rettvis.web.access.models import User
from rettvis.web.application.events import events_of, record_event
from rettvis.web.application.models import Case
from rettvis.web.documents.models import DocumentRequest
from rettvis.web.documents.store import paperwork_of

BEGINS = {AskedOf.PERSON: EventKind.DOCUMENTS_ASKED_FOR, AskedOf.DOCTOR: EventKind.WAIT_BEGAN}
ENDS = {AskedOf.PERSON: EventKind.DOCUMENTS_RECEIVED, AskedOf.DOCTOR: EventKind.WAIT_ENDED}
PARTY = {AskedOf.PERSON: Awaited.APPLICANT, AskedOf.DOCTOR: Awaited.DOCTOR}
_OPEN = (DocumentState.ASKED, DocumentState.LATE)


def begin_wait(case: Case, asked_of: AskedOf, answer_by: date, user: User, on: date, letter: int) -> None:
    """A letter was sent: the case waits, and the last day for an answer is a day to be looked at."""
    details = {"letter": letter, "expected": answer_by.isoformat()}
    if open_wait(case, asked_of) is None:
        record_event(case, BEGINS[asked_of], user, on=on, waits_for=PARTY[asked_of], **details)
    else:
        record_event(case, EventKind.LETTER_SENT, user, on=on, **details)


def follow_arrival(case: Case, user: User, on: date, today: date) -> None:
    """Something came, or was told to be something else: waits for what has all come are over.

    Nothing is ended in a case that is decided, and nothing that has not begun.
    """
    requests = list(DocumentRequest.objects.filter(case=case))
    if not requests or not case.is_open:
        return
    open_kinds = {one.kind.key for one in paperwork_of(case).needed(case, today) if is_awaited(one)}
    for asked_of in AskedOf:
        asked = {kind for one in requests if one.asked_of == asked_of for kind in one.kinds}
        wait = open_wait(case, asked_of)
        if asked and wait is not None and not asked & open_kinds:
            record_event(case, ENDS[asked_of], user, on=max(on, wait.began), waits_for=PARTY[asked_of])


def follow_withdrawal(case: Case, kind: str, user: User, on: date) -> None:
    """A document of ``kind`` no longer counts: what a letter asked for is waited for again."""
    awaited = {one.kind.key for one in paperwork_of(case).needed(case, on) if is_awaited(one)}
    if not case.is_open or kind not in awaited:
        return
    for request in DocumentRequest.objects.filter(case=case).order_by("-sent_on", "-pk"):
        asked_of = AskedOf(request.asked_of)
        if kind in request.kinds and open_wait(case, asked_of) is None:
            expected = request.answer_by.isoformat()
            record_event(case, BEGINS[asked_of], user, on=on, waits_for=PARTY[asked_of], expected=expected)
            return


def is_awaited(needed: Needed) -> bool:
    """Whether it has been asked for, and has not come."""
    return needed.state in _OPEN


def open_wait(case: Case, asked_of: AskedOf) -> Wait | None:
    """The wait for documents from one who was asked, where the case waits now."""
    events = events_of(case)
    kinds = {event.number: event.kind for event in events}
    return next(
        (
            wait
            for wait in clock_of(events).open_waits
            if kinds[wait.event] is BEGINS[asked_of] and wait.party is PARTY[asked_of]
        ),
        None,
    )
