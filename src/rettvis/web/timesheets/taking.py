"""A file is uploaded, looked at, and taken in: whole and once, or not at all."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.edges.timesheets import Layout
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.delivery.models import Provider
from rettvis.web.timesheets.checking import AT_ONCE, check_again, concerned_by
from rettvis.web.timesheets.models import SavedLayout, SheetFile, ShiftLine, WaitingFile
from rettvis.web.timesheets.taking_turns import lock
from rettvis.web.timesheets.understanding import Understood, read_as, told, understand

TAKEN = gettext_noop("A timesheet was taken in")
LAYOUT = gettext_noop("The columns of a provider’s timesheets were written down")
UPLOADED = gettext_noop("A timesheet was read and shown")
WAITS = timedelta(days=1)
"""How long a file waits to be taken in before it goes."""
AGAIN = "again"
"""The place of the fault that what is understood of a file is no more what was shown."""
_CHANGED = sentence(
    "What is understood of the file has changed since you looked: its columns were chosen anew, or lines of "
    "it were taken in. Look again before you take it in."
)


def waiting_files(now: datetime) -> "QuerySet[WaitingFile]":
    """The files that may still be taken in: those that are not a day old."""
    return WaitingFile.objects.filter(uploaded_at__gt=now - WAITS)


def forget_old(now: datetime) -> None:
    """Let the files go that nobody took in within a day."""
    WaitingFile.objects.filter(uploaded_at__lte=now - WAITS).delete()


def upload(user: User, provider: Provider, content: bytes, now: datetime) -> WaitingFile:
    """Keep a file while it is looked at, with what is understood of it. Raises ``Faulty`` for one that was
    taken in before, and for an empty one."""
    digest = sha256(content).hexdigest()
    with transaction.atomic():
        grant = require_in(user, Action.RECEIVE_TIMESHEET, provider.municipality_id)
        forget_old(now)
        before = _before(provider, digest)
        if before is not None:
            raise Faulty([Fault("file", _taken_before(before, provider))])
        WaitingFile.objects.filter(provider=provider, sha256=digest, uploaded_by=user).delete()
        understood = understand(provider, content, now)
        look_up(
            grant,
            Action.RECEIVE_TIMESHEET,
            cases=sorted({row.case.number for row in understood.rows if row.case}),
            what=UPLOADED,
        )
        return WaitingFile.objects.create(
            municipality_id=provider.municipality_id,
            provider=provider,
            sha256=digest,
            content=content,
            understood=told(understood, provider.municipality_id),
            uploaded_by=user,
            uploaded_at=now,
        )


def take_in(user: User, waiting: WaitingFile, now: datetime) -> tuple[SheetFile, bool]:
    """Store the lines of a file and check them, in one transaction; the same bytes again are the same file.

    Gives the file and whether it is new. Raises ``Faulty`` with every fault, and then nothing is stored; with
    one at :data:`AGAIN` where it is read otherwise than when it was shown: then it waits to be looked at.
    """
    with transaction.atomic():
        grant = require_in(user, Action.RECEIVE_TIMESHEET, waiting.municipality_id)
        lock(waiting.municipality_id)
        same = _before(waiting.provider, waiting.sha256)
        if same is not None:
            WaitingFile.objects.filter(pk=waiting.pk).delete()
            return same, False
        row = _still_waiting(waiting, now)
        understood = understand(row.provider, bytes(row.content), now)
        if _as_shown(row, understood):
            if understood.faults:
                raise Faulty(understood.faults)
            file = _stored(user, row, understood, now)
            numbers = sorted({line.case.number for line in understood.rows if line.case})
            look_up(grant, Action.RECEIVE_TIMESHEET, cases=numbers, what=TAKEN)
            return file, True
        _show_again(row, understood)
    raise Faulty([Fault(AGAIN, _CHANGED)])


def _still_waiting(waiting: WaitingFile, now: datetime) -> WaitingFile:
    """The file as it is now, for the rest of the transaction; raises ``Faulty`` where it is gone or old."""
    rows = waiting_files(now).select_for_update(of=("self",)).select_related("provider")
    row = rows.filter(pk=waiting.pk).first()
    if row is None:
        message = sentence("The file does not wait any more: it is let go, or a day old. Upload it again.")
        raise Faulty([Fault("", message)])
    return row


def _as_shown(row: WaitingFile, understood: Understood) -> bool:
    now = read_as(understood)
    return {name: row.understood.get(name) for name in now} == now


def _show_again(row: WaitingFile, understood: Understood) -> None:
    row.understood = told(understood, row.municipality_id)
    row.save(update_fields=["understood"])


def _stored(user: User, row: WaitingFile, understood: Understood, now: datetime) -> SheetFile:
    """The lines of a file as rows, checked; the file itself goes."""
    file = SheetFile.objects.create(
        municipality_id=row.municipality_id,
        provider=row.provider,
        sha256=row.sha256,
        lines=len(understood.rows),
        again=understood.again,
        taken_by=user,
        taken_at=now,
    )
    for line in understood.rows:
        line.file = file
    ShiftLine.objects.bulk_create(understood.rows, batch_size=AT_ONCE)
    check_again(row.municipality_id, concerned_by(understood.rows), now)
    row.delete()
    return file


def give_up(user: User, waiting: WaitingFile) -> None:
    """Let a file that waits go, with all that was understood of it."""
    require_in(user, Action.RECEIVE_TIMESHEET, waiting.municipality_id)
    WaitingFile.objects.filter(pk=waiting.pk).delete()


def save_layout(user: User, waiting: WaitingFile, layout: Layout, now: datetime) -> SavedLayout:
    """Keep which column is which for the provider, and read the file that waits again by it."""
    provider = waiting.provider
    with transaction.atomic():
        grant = require_in(user, Action.RECEIVE_TIMESHEET, waiting.municipality_id)
        Provider.objects.select_for_update(no_key=True).get(pk=provider.pk)
        newest = SavedLayout.objects.filter(provider=provider).order_by("-number").first()
        if newest is None or newest.content != layout.as_data():
            newest = SavedLayout.objects.create(
                provider=provider,
                number=newest.number + 1 if newest else 1,
                content=layout.as_data(),
                saved_by=user,
                saved_at=now,
            )
            look_up(grant, Action.RECEIVE_TIMESHEET, what=LAYOUT)
        row = _still_waiting(waiting, now)
        _show_again(row, understand(provider, bytes(row.content), now))
        return newest


def _before(provider: Provider, digest: str) -> SheetFile | None:
    """The same bytes where they were taken in: for the provider, or for another with lines that count."""
    files = SheetFile.objects.filter(municipality=provider.municipality_id, sha256=digest)
    counting = ShiftLine.objects.filter(file=OuterRef("pk"), withdrawal=None)
    found = files.filter(Q(provider=provider) | Exists(counting)).select_related("provider")
    return found.order_by("pk").first()


def _taken_before(file: SheetFile, provider: Provider) -> Sentence:
    if file.provider_id != provider.pk:
        return sentence(
            "This file was taken in {day:date} for {name}. Withdraw its lines first, if that is the wrong "
            "provider.",
            day=timezone.localdate(file.taken_at),
            name=file.provider.name,
        )
    return sentence(
        "This file was taken in {day:date}. Nothing was added.", day=timezone.localdate(file.taken_at)
    )
