"""The exception list: what deviates, by provider and amount, narrowed by filters, with its sums."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.utils.translation import gettext as _

from rettvis.journey.invoices import InvoiceDeviationCode, RemarkWeight
from rettvis.web.access.models import User
from rettvis.web.invoices.models import Deviation, ProviderQuestion, ReadInvoice
from rettvis.web.invoices.services import invoices
from rettvis.web.invoices.shown import OF_A_FILE, OTHER, state_of, title_of, with_state
from rettvis.web.pages.engine import say

SHOWN = 200
READ = 1000
"""How many invoices are read: those that deviate stand first."""
OTHERS = "other"
"""The filter's name for every kind that has none of its own."""


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed by; empty for no narrowing. ``least`` is øre."""

    seller: str = ""
    code: str = ""
    least: int = 0
    typed: str = ""

    @property
    def on(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.seller or self.code or self.least)


@dataclass
class Group:
    """What deviates from one provider: the invoices, and the øre they deviate by."""

    name: str
    amount: int = 0
    settle: int = 0
    rows: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Exceptions:
    """The list: its groups and sums, what it can be narrowed by, and whether some are left out."""

    groups: list[Group]
    invoices: int
    settle: int
    amount: int
    more: bool
    sellers: list[tuple[str, str]]
    codes: list[tuple[str, str]]
    others: list[Any]


def filters_of(query: Mapping[str, str]) -> Filters:
    """The filters of an address; what cannot be read narrows nothing."""
    typed = query.get("minst", "").strip()[:20]
    try:
        least = int(Decimal("".join(typed.split()).replace(",", ".") or "0") * 100)
    except (InvalidOperation, ValueError, OverflowError):
        least, typed = 0, ""
    if not 0 <= least < 10**15:
        least, typed = 0, ""
    return Filters(query.get("leverandor", "")[:60], query.get("avvik", "")[:40], least, typed)


def exceptions_of(user: User, filters: Filters) -> Exceptions:
    """The invoices with something that must be settled, the largest amounts first; the others after."""
    rows = list(_all(user)[:READ])
    deviating = [row for row in rows if state_of(row) == "deviates"]
    _name_kinds(deviating)
    narrowed = [row for row in deviating if _is_in(row, filters)]
    groups: dict[str, Group] = {}
    for row in narrowed[:SHOWN]:
        group = groups.setdefault(row.seller_number, Group(name_of(row)))
        group.rows.append(row)
        group.amount += row.open_amount
        group.settle += row.open_count
    ordered = sorted(groups.values(), key=lambda group: -group.amount)
    sellers = {row.seller_number: name_of(row) for row in deviating}
    return Exceptions(
        ordered,
        min(len(narrowed), SHOWN),
        sum(group.settle for group in ordered),
        sum(group.amount for group in ordered),
        len(narrowed) > SHOWN or len(rows) == READ,
        [("", _("Every provider")), *sorted(sellers.items(), key=lambda pair: pair[1].casefold())],
        _codes(),
        sorted((row for row in rows if state_of(row) != "deviates"), key=lambda row: -row.pk)[:SHOWN],
    )


def name_of(row: ReadInvoice) -> str:
    """Who the invoice is from, as the municipality knows it, else as it says itself."""
    return row.provider.name if row.provider else row.seller_name or row.seller_number or "–"


def _all(user: User) -> "QuerySet[ReadInvoice]":
    """Those that deviate first, by amount; then those on their way, and what is paid or rejected."""
    asked = ProviderQuestion.objects.filter(invoice=OuterRef("pk"), answer__isnull=True)
    place = Case(
        When(attestation__isnull=True, open_count__gt=0, then=0),
        When(attestation__isnull=True, then=1),
        default=2,
    )
    rows = with_state(invoices(user)).annotate(is_asked=Exists(asked), place=place)
    return rows.order_by("place", "-open_amount", "-id")


def _name_kinds(rows: list[Any]) -> None:
    """Write on each row what it deviates in; one query."""
    codes: dict[int, list[str]] = {}
    fatal = str(RemarkWeight.FATAL)
    there = Deviation.objects.filter(invoice__in=[row.pk for row in rows], severity=fatal)
    there = there.filter(settlement__isnull=True, gone__isnull=True).order_by("pk")
    for number, code in there.values_list("invoice", "code"):
        codes.setdefault(number, []).append(code)
    for row in rows:
        row.codes = codes.get(row.pk, [])
        row.kinds = list(dict.fromkeys(title_of(code) for code in row.codes))


def _is_in(row: Any, filters: Filters) -> bool:
    named = {code for code, _title in _codes()}
    wanted = not filters.code or filters.code in row.codes
    if filters.code == OTHERS:
        wanted = any(code not in named for code in row.codes)
    return wanted and filters.seller in ("", row.seller_number) and row.open_amount >= filters.least


def _codes() -> list[tuple[str, str]]:
    """Every kind that the list can be narrowed by."""
    kinds = [(str(one), say(one.label)) for one in InvoiceDeviationCode]
    kinds += [(code, title_of(code)) for code in OF_A_FILE]
    return [("", _("Every kind of deviation")), *sorted(kinds, key=lambda pair: pair[1]), (OTHERS, _(OTHER))]
