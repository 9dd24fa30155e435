"""Rows of invoices ⇄ the core's values: the only translator."""

from collections.abc import Callable, Collection
from datetime import date

from django.db.models import Q

from rettvis.journey.delivery import ShiftKind
from rettvis.journey.hourbank.accrual import grant_spells
from rettvis.journey.invoices import (
    Claimed,
    Contractor,
    GrantedHours,
    HeldAgainst,
    Invoice,
    InvoiceKind,
    InvoiceMatch,
    MatchedLine,
    WorkedHours,
    references_in,
)
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import LANGUAGES, Sentence
from rettvis.web.access.models import Municipality
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import ApprovedHours, Provider
from rettvis.web.delivery.store import contractor_of, worked_in
from rettvis.web.hourbank.services import LONGEST_PROVIDER
from rettvis.web.hourbank.store import ledger_of
from rettvis.web.invoices.models import InvoiceLineRow, ReadInvoice
from rettvis.web.timesheets.approved import approved_shifts


def provider_of(municipality: int, number: str) -> Provider | None:
    """The registered provider with an organisation number."""
    return Provider.objects.filter(municipality=municipality, number=number).first()


def held_against(
    invoice: Invoice, municipality: int, provider: Provider | None, row: int | None = None
) -> HeldAgainst:
    """All that an invoice is held against, as the database has it now.

    ``row`` is its primary key where it was read before: then what came before it counts as earlier, and what
    is paid, whenever it came.
    """
    cases = _cases(invoice, municipality)
    seller = invoice.seller.organisation_number
    contractor = None if provider is None else contractor_of(provider)
    return HeldAgainst(
        contractor=contractor,
        granted=granted_in(cases, _years(invoice)),
        worked=worked_of(cases, provider, _years(invoice)),
        earlier=_earlier(cases, municipality, row),
        served=_served(invoice, municipality, contractor, row),
        known_invoices=_numbers(municipality, seller, InvoiceKind.INVOICE),
        used_numbers=_numbers(municipality, seller, invoice.kind, row),
        buyer=Municipality.objects.values_list("organisation_number", flat=True).get(pk=municipality),
    )


def lock(invoice: ReadInvoice) -> None:
    """Hold the invoice's row until the transaction is over: one act at a time."""
    ReadInvoice.objects.select_for_update(no_key=True).get(pk=invoice.pk)


def rows_of(match: InvoiceMatch, invoice: Invoice, row: ReadInvoice) -> list[InvoiceLineRow]:
    """The lines as rows that are yet to be saved."""
    cases = {case.number: case for case in _cases(invoice, row.municipality_id)}
    return [_line_row(line, invoice, row, cases.get(line.reference)) for line in match.lines]


def in_each_language(message: Sentence) -> dict[str, str]:
    """A sentence as it is kept: what was told stays as it was told."""
    return {language: message.say(language) for language in LANGUAGES}


def _line_row(line: MatchedLine, invoice: Invoice, row: ReadInvoice, case: Case | None) -> InvoiceLineRow:
    source = invoice.lines[line.place]
    return InvoiceLineRow(
        invoice=row,
        place=line.place,
        number=source.id[:100],
        item=source.item[:300],
        case=case,
        kind=str(line.kind) if line.kind else "",
        first=line.period.first if line.period else None,
        last=line.period.last if line.period else None,
        minutes=line.minutes,
        price="" if line.price is None else str(line.price)[:60],
        amount=line.amount,
        agreement=line.agreement,
        agreed=line.agreed,
        worked=line.worked,
        granted=line.granted,
        earlier=line.earlier,
    )


def _cases(invoice: Invoice, municipality: int) -> list[Case]:
    """The cases of the municipality whose numbers stand in the invoice."""
    texts = [text for line in invoice.lines for text in (line.order_line, line.note, line.item)]
    named = set(references_in(*texts, invoice.order, invoice.reference))
    return list(Case.objects.filter(municipality=municipality, number__in=sorted(named)[:500]))


def granted_in(cases: Collection[Case], years: Collection[int]) -> tuple[GrantedHours, ...]:
    """The hours of the decisions, from the bank: exact minutes a day, by the days each holds."""
    persons = {case.person_id for case in cases}
    if not persons:
        return ()
    numbers, giver = {case.number for case in cases}, _number_of_a_name(cases)
    found = []
    for year in sorted(years):
        ledger = ledger_of(persons, year)
        for account in ledger.accounts(year):
            found += [
                GrantedHours(grant.source, spell, grant.per_day(account), giver(grant.provider))
                for grant, spell in grant_spells(ledger, account)
                if grant.source in numbers
            ]
    return tuple(found)


def _number_of_a_name(cases: Collection[Case]) -> Callable[[str], str]:
    """Who gives hours, by the name that the bank has: the organisation number, where one is registered by it.

    A name that several have tells nobody apart, and counts as none.
    """
    places = {case.municipality_id for case in cases}
    rows = Provider.objects.filter(municipality__in=places).values_list("name", "number")
    numbers: dict[str, set[str]] = {}
    for name, number in rows:
        numbers.setdefault(_plain(name[:LONGEST_PROVIDER]), set()).add(number)

    def number_of(name: str) -> str:
        known = numbers.get(_plain(name), {name})
        return known.copy().pop() if len(known) == 1 else ""

    return number_of


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _years(invoice: Invoice) -> list[int]:
    days = [day for line in invoice.lines for day in (line.first, line.last)]
    years = {day.year for day in (*days, invoice.first, invoice.last) if day is not None}
    return sorted(years)[:3]


def worked_of(
    cases: Collection[Case], provider: Provider | None, years: Collection[int]
) -> tuple[WorkedHours, ...]:
    """What a provider's approved timesheets have in some years."""
    if provider is None or not cases or not years:
        return ()
    whole = Period(date(min(years), 1, 1), date(max(years), 12, 31))
    persons = {case.person_id for case in cases}
    return worked_between({case.pk for case in cases}, persons, whole, provider)


def worked_between(
    cases: Collection[int], persons: Collection[int], whole: Period, provider: Provider | None = None
) -> tuple[WorkedHours, ...]:
    """What approved timesheets have for some persons (primary keys) and their cases; two queries.

    Of every provider, or of one. Hours that were approved without a timesheet count on the days for which
    the case and provider have none.
    """
    sheets = [
        WorkedHours(one.case_number, one.provider, one.day, one.minutes, one.kind)
        for one in approved_shifts(persons, whole)
        if provider is None or one.provider == provider.number
    ]
    there = {(one.reference, one.provider, one.day) for one in sheets}
    rows = ApprovedHours.objects.filter(case__in=cases, day__gte=whole.first)
    if whole.last is not None:
        rows = rows.filter(day__lte=whole.last)
    if provider is not None:
        rows = rows.filter(provider=provider)
    others = [worked_in(row) for row in rows.select_related("case", "provider")]
    return (*sheets, *(one for one in others if (one.reference, one.provider, one.day) not in there))


def _earlier(cases: Collection[Case], municipality: int, row: int | None) -> tuple[Claimed, ...]:
    """Lines for the same decisions that were received before or are paid, but for those not to be paid."""
    return _claimed(municipality, row, case__in=list(cases))


def _served(
    invoice: Invoice, municipality: int, contractor: Contractor | None, row: int | None
) -> tuple[Claimed, ...]:
    """The seller's earlier lines on these days, of agreements that cover so many persons at most."""
    known = () if contractor is None else contractor.agreements
    limited = [one for one in known if one.most_persons is not None]
    days = [day for one in (invoice, *invoice.lines) for day in (one.first, one.last) if day is not None]
    if contractor is None or not limited or not days:
        return ()
    return _claimed(
        municipality,
        row,
        invoice__seller_number=contractor.number,
        agreement__in=[one.reference for one in limited],
        case__isnull=False,
        first__lte=max(days),
        last__gte=min(days),
    )


def _claimed(municipality: int, row: int | None, **which: object) -> tuple[Claimed, ...]:
    before = Q() if row is None else Q(invoice__lt=row) | (Q(paid__isnull=False) & ~Q(invoice=row))
    rows = InvoiceLineRow.objects.filter(
        before,
        invoice__municipality=municipality,
        minutes__isnull=False,
        first__isnull=False,
        **which,
    ).exclude(invoice__attestation__rejected=True)
    return tuple(
        Claimed(
            row.invoice.number,
            row.number,
            row.invoice.seller_number,
            row.case.number,
            Period(row.first, row.last),
            row.minutes,
            row.amount,
            ShiftKind(row.kind) if row.kind else None,
            row.agreement,
        )
        for row in rows.select_related("invoice", "case").order_by("pk")
    )


def _numbers(municipality: int, seller: str, kind: InvoiceKind, row: int | None = None) -> frozenset[str]:
    before = {} if row is None else {"pk__lt": row}
    rows = ReadInvoice.objects.filter(
        municipality=municipality, seller_number=seller, kind=str(kind), **before
    )
    return frozenset(rows.values_list("number", flat=True))
