"""What a person does with a document: add it, say what it is, withdraw it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import file_digest

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.edges.received import LONGEST_SHOWN, FileType, NoRoom, clean_name, inspect
from rettvis.edges.received.names import ending_of
from rettvis.edges.received.sniffing import TOO_BIG
from rettvis.journey.documents import DocumentRules
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.documents.models import (
    LONGEST_SENDER,
    CaseDocument,
    DocumentMark,
    DocumentWithdrawal,
    Why,
)
from rettvis.web.documents.receiving import ReceivedFile
from rettvis.web.documents.store import folder, paperwork_of
from rettvis.web.documents.waits import follow_arrival, follow_withdrawal

ADDED = gettext_noop("A document was added")
MARKED = gettext_noop("What a document is")
WITHDRAWN = gettext_noop("A document was withdrawn")

NO_ROOM = sentence(
    "The file could not be stored: there is no room on the disk. Nothing was saved. Tell whoever runs the "
    "application, and keep the file until it works again."
)


@dataclass(frozen=True)
class Marking:
    """What somebody says of a document: its kind, its own date, who it is from."""

    kind: str
    dated: date | None = None
    sender: str = ""


@dataclass(frozen=True)
class NewDocument:
    """A document to be added: the file, what it is, when it came, and the form it came by."""

    file: ReceivedFile | None
    marking: Marking
    arrived_on: date
    form_key: str


@dataclass(frozen=True)
class Judged:
    """What is wrong with a new document; the name it is shown by, and what its file truly is."""

    faults: tuple[Fault, ...]
    name: str = ""
    file_type: FileType | None = None


def add_document(case: Case, new: NewDocument, user: User, now: datetime) -> tuple[CaseDocument, bool]:
    """Keep the file and its row, both or neither; the document, and whether it was added now.

    The same form sent twice gives one document. Raises ``Faulty`` with every fault, and ``Refused``.
    """
    grant = require(user, Action.ADD_DOCUMENT, case)
    with transaction.atomic():
        Case.objects.select_for_update().only("pk").get(pk=case.pk)
        earlier = CaseDocument.objects.filter(case=case, form_key=new.form_key).first()
        if earlier is not None:
            return earlier, False
        seen = judged(case, new, timezone.localdate(now))
        if seen.faults or seen.file_type is None:
            raise Faulty(seen.faults)
        document = _kept(case, new, seen.name, seen.file_type, user, now)
        follow_arrival(case, user, new.arrived_on, timezone.localdate(now))
        look_up(grant, Action.ADD_DOCUMENT, case_number=case.number, what=of_document(ADDED, document.number))
    return document, True


def mark_document(
    case: Case, document: CaseDocument, marking: Marking, based_on: int, user: User, now: datetime
) -> bool:
    """Say anew what a document is; whether anything was changed.

    ``based_on`` is the number of the mark that the form was opened with. Raises ``Faulty`` (also when
    somebody else has said something in between), and ``Refused``.
    """
    grant = require(user, Action.ADD_DOCUMENT, case)
    with transaction.atomic():
        Case.objects.select_for_update().only("pk").get(pk=case.pk)
        newest = document.marks.order_by("-number").first()
        assert newest is not None
        if marking == Marking(newest.kind, newest.dated, newest.sender):
            return False
        faults = list(marking_faults(marking, paperwork_of(case).rules, timezone.localdate(now)))
        if newest.number != based_on:
            message = sentence(
                "Somebody else has said what the document is since you opened the page. Look at it again."
            )
            faults.append(Fault("kind", message))
        if faults:
            raise Faulty(faults)
        _marked(document, newest.number + 1, marking, user, now)
        follow_arrival(case, user, document.arrived_on, timezone.localdate(now))
        look_up(
            grant, Action.ADD_DOCUMENT, case_number=case.number, what=of_document(MARKED, document.number)
        )
    return True


def withdraw_document(
    case: Case, document: CaseDocument, why: str, reason: str, user: User, now: datetime
) -> bool:
    """Say that a document no longer counts; whether it was withdrawn now. It is not removed.

    Raises ``Faulty`` without a reason, and ``Refused``.
    """
    grant = require(user, Action.WITHDRAW_DOCUMENT, case)
    faults = []
    if why not in Why.values:
        faults.append(Fault("why", sentence("Choose why it is withdrawn.")))
    if not reason.strip():
        faults.append(Fault("reason", sentence("Write the reason in a few words.")))
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        Case.objects.select_for_update().only("pk").get(pk=case.pk)
        if DocumentWithdrawal.objects.filter(document=document).exists():
            return False
        DocumentWithdrawal.objects.create(
            document=document, why=why, reason=reason.strip(), withdrawn_by=user, withdrawn_at=now
        )
        kind = document.marks.order_by("-number").values_list("kind", flat=True)[0]
        follow_withdrawal(case, kind, user, timezone.localdate(now))
        what = of_document(WITHDRAWN, document.number)
        look_up(grant, Action.WITHDRAW_DOCUMENT, case_number=case.number, what=what)
    return True


def of_document(what: str, number: int) -> str:
    """What the log says of one document: never its name, which may tell about a person."""
    return f"{what}: {number}"


def marking_faults(marking: Marking, rules: DocumentRules, today: date) -> Iterable[Fault]:
    """What is wrong with what somebody says of a document."""
    keys = [kind.key for kind in rules.kinds]
    if not marking.kind:
        yield Fault("kind", sentence("Choose what kind of document it is."))
    elif marking.kind not in keys:
        yield unknown_name("kind", marking.kind, keys)
    if marking.dated is not None and marking.dated > today:
        yield Fault("dated", sentence("The document’s date is in the future. Correct it, or leave it empty."))
    if len(marking.sender) > LONGEST_SENDER:
        message = sentence(
            "The text is {length} characters. Shorten it to at most {longest}.",
            length=len(marking.sender),
            longest=LONGEST_SENDER,
        )
        yield Fault("sender", message)


def named(name: str, found: FileType) -> str:
    """The shown name with the ending of what the file is, where it had none."""
    if ending_of(name) in found.endings:
        return name
    return clean_name(f"{name[: LONGEST_SHOWN - 5]}.{found.ending}")


def judged(case: Case, new: NewDocument, today: date) -> Judged:
    """Everything that is wrong with a new document; what its file is and may be called where nothing is."""
    faults = list(marking_faults(new.marking, paperwork_of(case).rules, today))
    if new.arrived_on > today:
        message = sentence("The document cannot have come after today. Correct the day.")
        faults.append(Fault("arrived_on", message))
    if new.file is None:
        return Judged((*faults, Fault("file", sentence("Choose the file."))))
    name = clean_name(new.file.raw_name)
    found = _sniffed(new.file, name)
    if isinstance(found, Sentence):
        return Judged((*faults, Fault("file", found)))
    same = _same_content(case, new.file)
    if same is not None:
        return Judged((*faults, Fault("file", _is_here(same))))
    return Judged(tuple(faults), named(name, found), found)


def _sniffed(file: ReceivedFile, name: str) -> FileType | Sentence:
    if file.fault:
        return TOO_BIG if file.fault == "too_large" else NO_ROOM
    return inspect(file.file, name)


def _same_content(case: Case, file: ReceivedFile) -> CaseDocument | None:
    file.file.seek(0)
    digest = file_digest(file.file, "sha256").hexdigest()
    return CaseDocument.objects.filter(case=case, sha256=digest, withdrawal=None).first()


def _is_here(same: CaseDocument) -> Sentence:
    return sentence(
        "This file is in the case already, as document {number} ({name}). Nothing was added.",
        number=same.number,
        name=same.name,
    )


def _kept(
    case: Case, new: NewDocument, name: str, found: FileType, user: User, now: datetime
) -> CaseDocument:
    """The content in the folder, then its rows; the content goes again where the rows do not come."""
    assert new.file is not None
    store = folder()
    try:
        key, digest, size = store.put(new.file.file)
    except NoRoom:
        raise Faulty([Fault("file", NO_ROOM)]) from None
    try:
        last = (
            CaseDocument.objects.filter(case=case)
            .order_by("-number")
            .values_list("number", flat=True)
            .first()
        )
        document = CaseDocument.objects.create(
            case=case,
            number=(last or 0) + 1,
            key=key,
            form_key=new.form_key,
            name=name,
            ending=found.ending,
            size=size,
            sha256=digest,
            arrived_on=new.arrived_on,
            added_by=user,
            added_at=now,
        )
        _marked(document, 1, new.marking, user, now)
    except BaseException:
        store.discard(key)
        raise
    transaction.on_commit(lambda: _settled(key))
    return document


def _settled(key: str) -> None:
    """The row is committed; finish, too, what was interrupted at some earlier time."""
    store = folder()
    store.settle(key)
    store.sweep(lambda keys: set(CaseDocument.objects.filter(key__in=keys).values_list("key", flat=True)))


def _marked(document: CaseDocument, number: int, marking: Marking, user: User, now: datetime) -> DocumentMark:
    return DocumentMark.objects.create(
        document=document,
        number=number,
        kind=marking.kind,
        dated=marking.dated,
        sender=" ".join(marking.sender.split()),
        marked_by=user,
        marked_at=now,
    )
