"""Files that could not be received or read: each with its reason, until somebody has dealt with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.invoices.free_text import refuse_national_ids
from rettvis.web.invoices.models import FaultDealtWith, FolderFile, ReceivedFile, UnreadFile
from rettvis.web.pages.engine import language

DEALT_WITH = gettext_noop("A file that is no invoice was dealt with")
FOLDER, READ = "mappe", "lest"
"""Where the file was stopped, as it stands in an address."""
SHOWN = 50
LONGEST = 1000


@dataclass(frozen=True)
class FaultyFile:
    """One file, and in the reader's language why it is no invoice."""

    kind: str
    pk: int
    name: str
    at: datetime
    texts: list[str]


def unfinished_files(user: User) -> tuple[int, list[FaultyFile]]:
    """How many files are not read yet, and those that nobody has dealt with, newest first; two queries."""
    own = _own(user)
    refused = FolderFile.objects.filter(
        municipality__in=own, file__isnull=True, dealt_with__isnull=True
    ).order_by("-pk")
    faulty = [
        FaultyFile(FOLDER, row.pk, row.name, row.taken_at, _texts(row.faults)) for row in refused[:SHOWN]
    ]
    waiting = 0
    for number, at, faults in _unread(own)[: SHOWN * 4]:
        if number is None:
            waiting += 1
        else:
            faulty.append(FaultyFile(READ, number, "", at, _texts(faults)))
    return waiting, faulty


def _unread(own: set[int]) -> Any:
    """Files that nobody has read or dealt with, with what was last told of each: key, time and faults."""
    last = UnreadFile.objects.filter(file=OuterRef("pk")).order_by("-pk")
    rows = ReceivedFile.objects.filter(municipality__in=own, invoice__isnull=True).annotate(
        told=Subquery(last.values("pk")[:1]),
        told_at=Subquery(last.values("told_at")[:1]),
        faults=Subquery(last.values("faults")[:1]),
        done=Exists(FaultDealtWith.objects.filter(unread=OuterRef("told"))),
    )
    return rows.filter(done=False).order_by("-pk").values_list("told", "told_at", "faults")


def faulty_file(user: User, kind: str, number: int) -> FolderFile | UnreadFile | None:
    """One of them, dealt with or not."""
    own = _own(user)
    if kind == FOLDER:
        return FolderFile.objects.filter(municipality__in=own, file__isnull=True, pk=number).first()
    if kind == READ:
        return UnreadFile.objects.select_related("file").filter(file__municipality__in=own, pk=number).first()
    return None


def deal_with(user: User, found: FolderFile | UnreadFile, what: str, now: datetime) -> FaultDealtWith:
    """Write what was done about a file; again it is the same act. Raises ``Faulty`` where nothing is said."""
    if not what.strip() or len(what) > LONGEST:
        raise Faulty(
            [Fault("what", sentence("Write what was done, in at most {most} characters.", most=LONGEST))]
        )
    refuse_national_ids("what", what, timezone.localdate(now))
    refused = found if isinstance(found, FolderFile) else None
    unread = found if isinstance(found, UnreadFile) else None
    municipality = refused.municipality_id if refused else unread.file.municipality_id if unread else 0
    with transaction.atomic():
        grant = require_in(user, Action.RECEIVE_INVOICE, municipality)
        told = {"what": what.strip(), "written_by": user, "written_at": now}
        place = {"refused": refused} if refused else {"unread": unread}
        row, new = FaultDealtWith.objects.get_or_create(**place, defaults=told)
        if new:
            look_up(grant, Action.RECEIVE_INVOICE, what=DEALT_WITH)
        return row


def _own(user: User) -> set[int]:
    return {grant.municipality_id for grant in grants(user, Action.SEE_INVOICES)}


def _texts(faults: list[dict[str, str]]) -> list[str]:
    return [fault[language()] for fault in faults]
