"""A file is received: kept as it came, once, and queued to be read by the worker."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.edges.e_invoice.reading import invoice_of
from rettvis.edges.e_invoice.xml_file import parse
from rettvis.edges.organisation_number import organisation_number
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.invoices.models import ReceivedFile, UnreadFile
from rettvis.web.invoices.tasks import read_file

WHAT = gettext_noop("An invoice was received")


def receive_file(
    user: User, municipality: Municipality, content: bytes, now: datetime
) -> tuple[ReceivedFile, bool]:
    """Keep a file and queue its reading, in one transaction; the same bytes again are the same file.

    Gives the file and whether it is new. Raises ``Faulty`` for what is no e-invoice, and keeps nothing of it.
    """
    refuse_others(content)
    with transaction.atomic():
        grant = require_in(user, Action.RECEIVE_INVOICE, municipality.pk)
        row, new = keep(municipality, content, now, user)
        if new:
            look_up(grant, Action.RECEIVE_INVOICE, what=WHAT)
        return row, new


def receiver_of(user: User, content: bytes) -> Municipality:
    """Which municipality an invoice is for: the only one that ``user`` receives for, or the buyer's.

    Raises ``Faulty`` for what is no e-invoice, and where there are several and none of them is the buyer.
    """
    own = {one.municipality_id: one.municipality for one in grants(user, Action.RECEIVE_INVOICE)}
    if len(own) == 1:
        return next(iter(own.values()))
    buyer = organisation_number(invoice_of(parse(content, ""), "").buyer.organisation_number)
    found = [one for one in own.values() if buyer and one.organisation_number == buyer]
    if not found:
        message = sentence(
            "You receive invoices for several municipalities, and none of them has the buyer’s organisation "
            "number, {number}. Send the invoice back, or have an administrator write the number.",
            number=buyer or "–",
        )
        raise Faulty([Fault("", message)])
    return found[0]


def refuse_others(content: bytes) -> None:
    """Raise ``Faulty`` with a sentence for what is no e-invoice."""
    invoice_of(parse(content, ""), "")


def keep(
    municipality: Municipality, content: bytes, now: datetime, user: User | None
) -> tuple[ReceivedFile, bool]:
    """The row of a file, and whether it is new. ``user`` is None for the watched folder.

    A new one is queued to be read, and so is one that could not be read the last time.
    """
    row, new = ReceivedFile.objects.get_or_create(
        municipality=municipality,
        sha256=sha256(content).hexdigest(),
        defaults={"content": content, "received_at": now, "received_by": user},
    )
    if new:
        read_file.enqueue(row.pk)
    elif UnreadFile.objects.filter(file=row, file__invoice__isnull=True).exists():
        read_file.enqueue(row.pk, again=True)
    return row, new
