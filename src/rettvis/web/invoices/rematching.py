"""An invoice is held against the registers again, when a provider, a price or hours came after it.

Only invoices that nobody has attested or rejected. What still deviates stands with its settlement; what does
not is marked as gone, what is new is added, and each changed value is kept with what it was before.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.edges.e_invoice import read_again
from rettvis.journey.invoices import Invoice, InvoiceDeviationCode, InvoiceMatch, match_invoice
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.delivery.models import Provider
from rettvis.web.invoices.models import (
    Attestation,
    Deviation,
    GoneDeviation,
    InvoiceLineRow,
    PaidLine,
    ReadInvoice,
    RegisterState,
    Rematch,
    TakenBack,
)
from rettvis.web.invoices.reading import VALUES, deviations_of
from rettvis.web.invoices.store import held_against, lock, provider_of, rows_of

MATCHED_AGAIN = gettext_noop("An invoice was held against the registers again")
HELD = ("case", "kind", "agreement", "agreed", "worked", "granted", "earlier")
"""What of a line depends on the registers."""
REGISTERS = ("delivery", "hourbank", "supplement", "timesheets")
DECIDED = ("servicelinerow", "linechange")
ALL = "all"
OF_THE_MATCH = frozenset(str(one) for one in InvoiceDeviationCode)


def match_again(user: User, invoice: ReadInvoice, now: datetime) -> Rematch | None:
    """The act of a person; None where nothing is changed. Raises ``Faulty`` where it is too late."""
    with transaction.atomic():
        grant = require_in(user, Action.SETTLE_INVOICE, invoice.municipality_id)
        if Attestation.objects.filter(invoice=invoice).exists():
            raise Faulty([Fault("", sentence("The invoice is attested or rejected already."))])
        made = _matched(invoice.pk, now, user)
        look_up(grant, Action.SETTLE_INVOICE, what=MATCHED_AGAIN)
        return made


def match_open(now: datetime | None = None, *, always: bool = False) -> int:
    """Hold every open invoice against the registers, where they have come further; how many changed."""
    at, stamp = now or timezone.now(), _stamp()
    last = RegisterState.objects.filter(name=ALL).values_list("stamp", flat=True).first()
    if last == stamp and not always:
        return 0
    changed = 0
    for number in (
        ReadInvoice.objects.filter(attestation__isnull=True).order_by("pk").values_list("pk", flat=True)
    ):
        with transaction.atomic():
            changed += _matched(number, at, None) is not None
    RegisterState.objects.update_or_create(name=ALL, defaults={"stamp": stamp, "looked_at": at})
    return changed


def _stamp() -> str:
    """How far the registers have come: their rows are added and never changed, but for a buyer's number."""
    models = [
        one
        for name in REGISTERS
        if apps.is_installed(f"rettvis.web.{name}")
        for one in apps.get_app_config(name).get_models()
    ]
    models += [apps.get_model("decision", name) for name in DECIDED]
    models += [Attestation, PaidLine, ReadInvoice, TakenBack]
    found = [f"{one._meta.label_lower}={one.objects.aggregate(last=Max('pk'))['last']}" for one in models]
    buyers = Municipality.objects.order_by("pk").values_list("pk", "organisation_number")
    numbers = ",".join(f"{key}:{number}" for key, number in buyers)
    return " ".join([*found, f"buyers={sha256(numbers.encode()).hexdigest()}"])


def _matched(number: int, now: datetime, user: User | None) -> Rematch | None:
    """One at a time in a municipality, as when invoices are read: each must see those before it.

    And one act at a time on the invoice: nothing is found after it is attested.
    """
    row = ReadInvoice.objects.select_related("file", "provider").get(pk=number)
    Municipality.objects.select_for_update(no_key=True).get(pk=row.municipality_id)
    lock(row)
    if Attestation.objects.filter(invoice=row).exists():
        return None
    provider = provider_of(row.municipality_id, row.seller_number)
    invoice, match = _held(row, provider)
    lines = list(row.lines.select_related("case").order_by("place"))
    changes = _changed(lines, rows_of(match, invoice, row))
    if provider != row.provider:
        changes.append(_change(None, "provider", _name(row.provider), _name(provider)))
    gone, new = _compared(row, deviations_of(match, row, lines))
    if not (changes or gone or new):
        return None
    again = Rematch.objects.create(invoice=row, changes=changes, matched_by=user, matched_at=now)
    ReadInvoice.objects.filter(pk=row.pk).update(provider=provider)
    for one in new:
        one.rematch = again
    Deviation.objects.bulk_create(new)
    GoneDeviation.objects.bulk_create([GoneDeviation(deviation=one, rematch=again) for one in gone])
    return again


def _held(row: ReadInvoice, provider: Provider | None) -> tuple[Invoice, InvoiceMatch]:
    invoice = read_again(bytes(row.file.content), timezone.localdate(row.file.received_at))
    return invoice, match_invoice(invoice, held_against(invoice, row.municipality_id, provider, row.pk))


def hours_since(row: ReadInvoice) -> list[Sentence]:
    """Hours of an attested invoice that do not fit any more: they are paid on another one since."""
    known = set(row.deviations.filter(code__in=_HOURS).values_list("code", "line"))
    lines = list(row.lines.order_by("place").values_list("pk", flat=True))
    _invoice, match = _held(row, row.provider)
    return [
        one.message
        for one in match.deviations
        if one.place is not None and one.code in _HOURS and (str(one.code), lines[one.place]) not in known
    ]


_C = InvoiceDeviationCode
_HOURS = frozenset(str(one) for one in (_C.INVOICED_TWICE, _C.MORE_THAN_WORKED, _C.MORE_THAN_GRANTED))


def _changed(lines: list[InvoiceLineRow], now: list[InvoiceLineRow]) -> list[dict[str, Any]]:
    """Write what each line is held against now; what was changed."""
    changes = []
    for line, other in zip(lines, now, strict=True):
        found = {name: getattr(other, name) for name in HELD if getattr(line, name) != getattr(other, name)}
        changes += [
            _change(line.place, name, _text(getattr(line, name)), _text(value))
            for name, value in found.items()
        ]
        if found:
            InvoiceLineRow.objects.filter(pk=line.pk).update(**found)
    return changes


def _compared(row: ReadInvoice, now: Iterable[Deviation]) -> tuple[list[Deviation], list[Deviation]]:
    """What is not there any more and was not settled, and what is new."""
    known = list(
        row.deviations.filter(code__in=OF_THE_MATCH, gone__isnull=True)
        .select_related("settlement")
        .order_by("pk")
    )
    found = list(now)
    left = list(found)
    gone = []
    for one in known:
        same = next((other for other in left if is_the_same(one, other)), None)
        if same is not None:
            left.remove(same)
        elif getattr(one, "settlement", None) is None:
            gone.append(one)
    return gone, left


def is_the_same(one: Deviation, other: Deviation) -> bool:
    """Whether two deviations are about the same: by what is told, not by the words, which may change."""
    if (one.code, one.line_id, one.amount) != (other.code, other.line_id, other.amount):
        return False
    if VALUES in one.message:
        return bool(one.message[VALUES] == other.message[VALUES])
    return _figures(one) == _figures(other)


def _figures(one: Deviation) -> list[str]:
    """The figures of a deviation that was told before its values were kept."""
    return sorted(re.findall(r"\d+", one.message["nb"]))


def _change(place: int | None, what: str, before: str, after: str) -> dict[str, Any]:
    return {"place": place, "what": what, "before": before, "after": after}


def _text(value: Any) -> str:
    return "" if value is None else str(getattr(value, "number", value))


def _name(provider: Any) -> str:
    return "" if provider is None else provider.name
