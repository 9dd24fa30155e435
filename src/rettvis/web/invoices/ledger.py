"""The file for the ledger system: every line that is approved for payment, once."""

import csv
from collections.abc import Collection, Iterable
from datetime import date, datetime
from io import StringIO

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.delivery.models import Exclusion
from rettvis.web.delivery.store import excluded_in
from rettvis.web.invoices.models import ExportedLine, LedgerExport, PaidLine

EXPORTED = gettext_noop("A file for the ledger system was made")


def export(user: User, municipality: Municipality, key: str, now: datetime) -> LedgerExport | None:
    """Make the file for the ledger system of every paid line that is in none; None where there is no such.

    Lines of a provider that is excluded from payment on the day are left out, and wait.
    """
    with transaction.atomic():
        grant = require_in(user, Action.EXPORT_PAYMENTS, municipality.pk)
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        known = LedgerExport.objects.filter(municipality=municipality, key=key).first()
        if known is not None:
            return known
        excluded = excluded_on([municipality.pk], timezone.localdate(now))
        rows = list(
            waiting([municipality.pk])
            .exclude(line__invoice__provider__in=excluded)
            .select_related("line__case", "line__invoice", "approval__attested_by", "approval__approved_by")
            .order_by("pk")
        )
        if not rows:
            return None
        made = LedgerExport.objects.create(
            municipality=municipality,
            key=key,
            content=ledger_file(rows),
            lines=len(rows),
            total=sum(row.amount for row in rows),
            made_by=user,
            made_at=now,
        )
        ExportedLine.objects.bulk_create([ExportedLine(paid=row, export=made) for row in rows])
        numbers = sorted({row.line.case.number for row in rows if row.line.case})
        look_up(grant, Action.EXPORT_PAYMENTS, cases=numbers, what=EXPORTED)
        return made


def waiting(municipalities: Collection[int]) -> "QuerySet[PaidLine]":
    """The paid lines that stand in no file."""
    return PaidLine.objects.filter(municipality__in=municipalities, exported__isnull=True)


def waiting_in(
    municipalities: Collection[int], excluded: Collection[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """How many lines wait in each municipality, and how many are left out as the provider is excluded."""
    rows = waiting(municipalities).order_by()
    ready = rows.exclude(line__invoice__provider__in=excluded)
    held = rows.filter(line__invoice__provider__in=excluded)
    return _by_municipality(ready), _by_municipality(held) if excluded else {}


def _by_municipality(rows: "QuerySet[PaidLine]") -> dict[int, int]:
    return dict(rows.values_list("municipality").annotate(many=Count("pk")))


def excluded_on(municipalities: Collection[int], day: date) -> list[int]:
    """The providers that are excluded from payment on a day; one query."""
    rows: dict[int, list[Exclusion]] = {}
    found = Exclusion.objects.filter(provider__municipality__in=municipalities)
    for row in found.order_by("from_on", "pk"):
        rows.setdefault(row.provider_id, []).append(row)
    return [number for number, own in rows.items() if any(day in period for period in excluded_in(own))]


def cases_in(made: LedgerExport) -> list[str]:
    """The numbers of the cases that a file names."""
    rows = PaidLine.objects.filter(exported__export=made, line__case__isnull=False)
    return sorted(set(rows.values_list("line__case__number", flat=True)))


COLUMNS = (
    "leverandor_orgnr",
    "bilagstype",
    "fakturanummer",
    "linje",
    "fakturadato",
    "forfall",
    "konto",
    "kid",
    "saksnummer",
    "fra",
    "til",
    "minutter",
    "belop_ore",
    "attestert_av",
    "anvist_av",
    "anvist",
)
"""The columns of the file for the ledger system; the handbook says what each holds."""


def ledger_file(rows: Iterable[PaidLine]) -> str:
    """The lines as CSV: UTF-8, semicolon, one row a line, amounts in øre and below zero for a credit."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        line, invoice, approval = row.line, row.line.invoice, row.approval
        writer.writerow(
            [
                _safe(row.seller_number),
                row.kind,
                _safe(row.invoice_number),
                _safe(line.number),
                _iso(invoice.issued),
                _iso(invoice.due),
                _safe(invoice.account),
                _safe(invoice.payment_reference),
                line.case.number if line.case else "",
                _iso(line.first),
                _iso(line.last),
                "" if line.minutes is None else line.minutes,
                row.amount,
                _safe(approval.attested_by.username),
                _safe(approval.approved_by.username),
                timezone.localdate(approval.approved_at).isoformat(),
            ]
        )
    return out.getvalue()


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _safe(text: str) -> str:
    """A text that no spreadsheet reads as a formula."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text
