"""Sending a letter: its blocks and its bytes are frozen in the transaction of what it is about."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from os import cpu_count

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.edges.letters import render_pdf
from rettvis.journey.decision.document import Document, Letterhead, Recipient
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.correspondence.kinds import kind_named
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.decision.documents import as_data
from rettvis.web.decision.models import OfficeDetails

A_LETTER = gettext_noop("A letter of the case")
AT_ONCE = 500


def send_letter(
    case: Case,
    kind: str,
    document: Document,
    user: User,
    now: datetime,
    *,
    key: str,
    answer_by: date | None = None,
) -> tuple[CaseLetter, bool]:
    """Send ``document`` as a letter of ``kind``; the letter, and whether it was sent now.

    One transaction with the case's row locked; put your own rows (events, deadlines) in the same one. A
    second letter with the same ``key`` in the case is not sent: the first comes back, with False. Raises
    ``Refused``, and ``KeyError`` for a kind that nobody registered.
    """
    kind_named(kind)
    grant = require(user, Action.SEND_LETTER, case)
    with transaction.atomic():
        Case.objects.select_for_update().only("pk").get(pk=case.pk)
        earlier = CaseLetter.objects.filter(case=case, key=key).first()
        if earlier is not None:
            return earlier, False
        pdf = render_pdf(document)
        letter = CaseLetter.objects.create(
            case=case,
            kind=kind,
            key=key,
            language=document.language,
            title=document.title,
            document=as_data(document),
            pdf=pdf,
            sha256=sha256(pdf).hexdigest(),
            sent_at=now,
            sent_by=user,
            answer_by=answer_by,
        )
        look_up(grant, Action.SEND_LETTER, case_number=case.number, what=A_LETTER)
    return letter, True


@dataclass(frozen=True)
class LetterToSend:
    """One of many letters: its case, kind, blocks, and the key that makes it one in the case."""

    case: Case
    kind: str
    document: Document
    key: str


def send_letters(letters: Sequence[LetterToSend], user: User, now: datetime) -> int:
    """Send many letters, all or none; gives how many are new. Those whose key is in the case are not sent.

    Written on as many threads as there are cores, and kept in a few queries; one row in the log names every
    case. Raises ``Refused`` for a case in which ``user`` may send none, and ``KeyError``.
    """
    grants = [require(user, Action.SEND_LETTER, one.case) for one in letters]
    for one in letters:
        kind_named(one.kind)
    with transaction.atomic():
        cases = sorted({one.case.pk for one in letters})
        known: set[tuple[int, str]] = set()
        for first in range(0, len(cases), AT_ONCE):
            part = cases[first : first + AT_ONCE]
            list(Case.objects.select_for_update().only("pk").filter(pk__in=part).order_by("pk"))
            known |= set(CaseLetter.objects.filter(case__in=part).values_list("case", "key"))
        new = [one for one in letters if (one.case.pk, one.key) not in known]
        with ThreadPoolExecutor(max_workers=cpu_count() or 1) as writers:
            papers = list(writers.map(render_pdf, [one.document for one in new]))
        rows = [_row(one, pdf, user, now) for one, pdf in zip(new, papers, strict=True)]
        CaseLetter.objects.bulk_create(rows, batch_size=AT_ONCE // 10)
        if new:
            numbers = sorted(one.case.number for one in new)
            look_up(grants[0], Action.SEND_LETTER, cases=numbers, what=A_LETTER)
    return len(new)


def _row(one: LetterToSend, pdf: bytes, user: User, now: datetime) -> CaseLetter:
    return CaseLetter(
        case=one.case,
        kind=one.kind,
        key=one.key,
        language=one.document.language,
        title=one.document.title,
        document=as_data(one.document),
        pdf=pdf,
        sha256=sha256(pdf).hexdigest(),
        sent_at=now,
        sent_by=user,
    )


def letterhead_of(
    case: Case, day: date, recipient: Recipient | None = None, office: OfficeDetails | None = None
) -> Letterhead:
    """Who writes in ``case``, and to whom: the person, unless another ``recipient`` is given.

    ``office`` is what is known of its unit, where it is read already.
    """
    office = office or OfficeDetails.objects.filter(unit=case.unit_id).first()
    contact = "" if office is None else office.contact
    return Letterhead(
        municipality=case.municipality.name,
        unit=case.unit.name,
        day=day,
        case_number=case.number,
        recipient=recipient or Recipient(case.person.name),
        contact=tuple(line for line in contact.splitlines() if line.strip()),
        exempt="" if office is None else office.exempt,
    )
