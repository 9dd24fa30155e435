"""The exception list: what deviates, by provider and amount, narrowed, with its sums, page by page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from rettvis.journey.invoices import InvoiceDeviationCode, RemarkWeight
from rettvis.web.access.models import User
from rettvis.web.invoices.models import Deviation, ProviderQuestion, ReadInvoice
from rettvis.web.invoices.services import invoices
from rettvis.web.invoices.shown import OF_A_FILE, OTHER, title_of, with_state
from rettvis.web.pages.engine import say
from rettvis.web.pages.whole_numbers import whole_number

PAGE = 100
"""How many invoices stand on a page: of those that deviate, and of the others."""
OTHERS = "other"
"""The filter's name for every kind that has none of its own."""


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed by; empty for no narrowing. ``least`` is øre.

    ``search`` is part of an invoice's number or of a provider's name or number. ``page`` is that of the
    invoices that deviate, from 1; the others are those before the row ``before``, the newest for 0.
    """

    seller: str = ""
    code: str = ""
    least: int = 0
    typed: str = ""
    search: str = ""
    page: int = 1
    before: int = 0

    @property
    def on(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.seller or self.code or self.least or self.search)

    def query(self, **more: object) -> str:
        """The same, as an address says it, with something else."""
        said = {
            "leverandor": self.seller,
            "avvik": self.code,
            "minst": self.typed,
            "sok": self.search,
            "side": self.page if self.page > 1 else "",
            "for": self.before or "",
            **more,
        }
        return urlencode({name: value for name, value in said.items() if value})


@dataclass
class Group:
    """What deviates from one provider, on every page: how much is to be settled, and the øre it is about."""

    name: str
    amount: int = 0
    settle: int = 0
    rows: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Exceptions:
    """The list: the groups of the page, sums of every page, what it can be narrowed by, and the others.

    ``older`` is the row that the next page of the others begins before; 0 where there are no more.
    """

    groups: list[Group]
    invoices: int
    settle: int
    amount: int
    page: int
    pages: int
    sellers: list[tuple[str, str]]
    codes: list[tuple[str, str]]
    others: list[Any]
    older: int


def filters_of(query: Mapping[str, str]) -> Filters:
    """The filters of an address; what cannot be read narrows nothing."""
    typed = query.get("minst", "").strip()[:20]
    try:
        least = int(Decimal("".join(typed.split()).replace(",", ".") or "0") * 100)
    except (InvalidOperation, ValueError, OverflowError):
        least, typed = 0, ""
    if not 0 <= least < 10**15:
        least, typed = 0, ""
    return Filters(
        query.get("leverandor", "")[:60],
        query.get("avvik", "")[:40],
        least,
        typed,
        " ".join(query.get("sok", "")[:100].split()),
        max(_number(query.get("side", "")), 1),
        _number(query.get("for", "")),
    )


def exceptions_of(user: User, filters: Filters) -> Exceptions:
    """What must be settled, the largest amounts first, and the other invoices after; two queries."""
    deviating = _deviating(user)
    sellers = {row.seller_number: name_of(row) for row in deviating if row.seller_number}
    groups = _groups(row for row in deviating if _is_in(row, filters))
    pages = max(-(-sum(len(group.rows) for group in groups) // PAGE), 1)
    page = min(filters.page, pages)
    others, older = _others(user, filters)
    return Exceptions(
        _on_page(groups, page),
        sum(len(group.rows) for group in groups),
        sum(group.settle for group in groups),
        sum(group.amount for group in groups),
        page,
        pages,
        [("", _("Every provider")), *sorted(sellers.items(), key=lambda pair: pair[1].casefold())],
        _codes(),
        others,
        older,
    )


def name_of(row: ReadInvoice) -> str:
    """Who the invoice is from, as the municipality knows it, else as it says itself."""
    return row.provider.name if row.provider else row.seller_name or row.seller_number or "–"


def _deviating(user: User) -> list[Any]:
    """Invoices that nobody has attested or rejected, with what must be settled and about how many øre it is.

    The amounts count alike whichever way they go: a price below the agreed one deviates as one above it. Two
    deviations may be about the same øre, so the sum is no more than the invoice, or the largest of them.
    """
    asked = ProviderQuestion.objects.filter(invoice=OuterRef("invoice"), answer__isnull=True)
    left = Deviation.objects.filter(_LEFT, invoice__in=invoices(user), invoice__attestation__isnull=True)
    rows: dict[int, Any] = {}
    for one in left.select_related("invoice__provider").defer("message").annotate(is_asked=Exists(asked)):
        row = rows.setdefault(one.invoice_id, one.invoice)
        row.is_asked = one.is_asked
        row.found = [*getattr(row, "found", ()), one]
    for row in rows.values():
        row.codes = list(dict.fromkeys(one.code for one in sorted(row.found, key=lambda one: one.pk)))
        row.kinds = list(dict.fromkeys(title_of(code) for code in row.codes))
        row.open_count = len(row.found)
        sizes = [abs(one.amount) for one in row.found]
        row.open_amount = min(sum(sizes), max(abs(row.total), *sizes))
    return sorted(rows.values(), key=lambda row: (-row.open_amount, -row.pk))


_LEFT = Q(severity=str(RemarkWeight.FATAL), settlement__isnull=True, gone__isnull=True)
"""What must be settled, and is not."""


def _is_in(row: Any, filters: Filters) -> bool:
    named = {code for code, _title in _codes()}
    wanted = not filters.code or filters.code in row.codes
    if filters.code == OTHERS:
        wanted = any(code not in named for code in row.codes)
    text = filters.search.casefold()
    told = (row.number, row.seller_number, row.seller_name, name_of(row))
    return (
        wanted
        and filters.seller in ("", row.seller_number)
        and row.open_amount >= filters.least
        and any(text in one.casefold() for one in told)
    )


def _groups(rows: Iterable[Any]) -> list[Group]:
    """By provider, the one with most at stake first."""
    groups: dict[str, Group] = {}
    for row in rows:
        group = groups.setdefault(row.seller_number, Group(name_of(row)))
        group.rows.append(row)
        group.amount += row.open_amount
        group.settle += row.open_count
    return sorted(groups.values(), key=lambda group: -group.amount)


def _on_page(groups: list[Group], page: int) -> list[Group]:
    """The groups with the rows that stand on a page, and their sums of every page."""
    ordered = [row.pk for group in groups for row in group.rows]
    wanted = set(ordered[(page - 1) * PAGE : page * PAGE])
    cut = [replace(group, rows=[row for row in group.rows if row.pk in wanted]) for group in groups]
    return [group for group in cut if group.rows]


def _others(user: User, filters: Filters) -> tuple[list[Any], int]:
    """Those on their way, paid or rejected, the newest first; and where the next page begins."""
    left = Deviation.objects.filter(_LEFT, invoice=OuterRef("pk"))
    rows = invoices(user).filter(Q(attestation__isnull=False) | ~Exists(left))
    if filters.seller:
        rows = rows.filter(seller_number=filters.seller)
    if filters.search:
        rows = rows.filter(_named(filters.search))
    if filters.before:
        rows = rows.filter(pk__lt=filters.before)
    numbers = rows.order_by("-pk").values("pk")[: PAGE + 1]
    shown = list(with_state(ReadInvoice.objects.filter(pk__in=numbers)).order_by("-pk"))
    return shown[:PAGE], shown[PAGE - 1].pk if len(shown) > PAGE else 0


def _named(text: str) -> Q:
    """Invoices by part of their number, or of the provider's name or number.

    SQLite knows large and small letters of English alone, so that others are looked for as they are written.
    """
    found = Q(number__icontains=text) | Q(seller_number__icontains=text)
    for way in {text, text.lower(), text.upper(), text.capitalize(), text.title()}:
        found |= Q(seller_name__icontains=way) | Q(provider__name__icontains=way)
    return found


def _codes() -> list[tuple[str, str]]:
    """Every kind that the list can be narrowed by."""
    kinds = [(str(one), say(one.label)) for one in InvoiceDeviationCode]
    kinds += [(code, title_of(code)) for code in OF_A_FILE]
    return [("", _("Every kind of deviation")), *sorted(kinds, key=lambda pair: pair[1]), (OTHERS, _(OTHER))]


def _number(text: str) -> int:
    return whole_number(text) or 0
