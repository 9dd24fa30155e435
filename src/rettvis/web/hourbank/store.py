"""Rows of the hour bank ⇄ the ledger: the only translator."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from rettvis.journey.hourbank import Account, Asserted, Entry, EntryKind, Ledger, Planned
from rettvis.journey.hourbank.moving import ProviderFrom, Providers, with_providers
from rettvis.web.access.models import User
from rettvis.web.application.models import Person
from rettvis.web.hourbank.models import BankLine, Other, SettlementRun
from rettvis.web.hourbank.ordinary import OF_PROVIDERS, ordinary_grants
from rettvis.web.hourbank.sources import Persons, granted_to

ENTRIES = frozenset(str(one) for one in EntryKind)


def ledger_of(persons: Persons, year: int, *, as_known: datetime | None = None) -> Ledger:
    """Everything in the banks of ``persons`` (primary keys, or a query of them) in a calendar year.

    ``as_known`` gives it as it was known at that moment. Few queries, however many persons.
    """
    return read_bank(persons, year, as_known)[0]


def read_bank(
    persons: Persons, year: int, as_known: datetime | None = None, *, named: bool = False
) -> tuple[Ledger, list[BankLine]]:
    """The ledger of a year with the rows that somebody wrote in it; ``named`` with who wrote them.

    What goes along with a change of provider is among the rows too, counted now and saved nowhere.
    """
    wanted = Q(year=year) | Q(kind__in=OF_PROVIDERS)
    rows = BankLine.objects.filter(wanted, person__in=persons)
    rows = rows.select_related("recorded_by") if named else rows
    found = list((rows if as_known is None else rows.filter(recorded_at__lte=as_known)).order_by("day", "pk"))
    here = [row for row in found if row.year == year]
    ordinary, more = ordinary_grants(persons, found), granted_to(persons)
    ledger = replace(ledger_in(here), grants=ordinary.grants + more.grants, ends=ordinary.ends + more.ends)
    ledger = with_providers(
        ledger if as_known is None else ledger.known_at(as_known), providers_in(found, year)
    )
    return ledger, [*here, *_rows_of_changes(ledger, here, named)]


def providers_in(rows: Iterable[BankLine], year: int) -> Providers:
    """Who gives the hours from when, by the account of ``year``, as somebody has written it down."""
    listed = list(rows)
    withdrawn = {row.corrects for row in listed if row.kind == Other.WITHDRAWN}
    of_account: dict[Account, dict[date, BankLine]] = {}
    for row in sorted(listed, key=lambda row: (row.day, row.pk)):
        if row.kind == Other.PROVIDER and row.key not in withdrawn:
            account = Account(str(row.person_id), row.service, year)
            of_account.setdefault(account, {})[row.day] = row
    return {
        account: [
            ProviderFrom(day, row.provider, row.key, row.reason, row.recorded_at) for day, row in days.items()
        ]
        for account, days in of_account.items()
    }


def _rows_of_changes(ledger: Ledger, rows: Iterable[BankLine], named: bool) -> list[BankLine]:
    """What goes along with each change of provider, as rows that are never saved."""
    changes = {row.key: row for row in rows if row.kind == Other.PROVIDER}
    moved = []
    for entry in ledger.entries if changes else ():
        change = changes.get(entry.group)
        if change is not None:
            row = row_of(entry, change.municipality_id, change.recorded_by if named else None)
            row.recorded_by_id = change.recorded_by_id
            moved.append(row)
    return moved


def ledger_in(rows: Iterable[BankLine]) -> Ledger:
    """What somebody wrote, as a ledger; plans and other counts that are withdrawn are left out."""
    listed = list(rows)
    withdrawn = {row.corrects for row in listed if row.kind == Other.WITHDRAWN}
    return Ledger(
        entries=tuple(entry_in(row) for row in listed if row.kind in ENTRIES),
        planned=tuple(
            Planned(
                account_in(row),
                row.day,
                row.last or row.day,
                row.minutes,
                row.recorded_at,
                row.reason,
                row.key,
            )
            for row in listed
            if row.kind == Other.PLANNED and row.key not in withdrawn
        ),
        asserted=tuple(
            Asserted(account_in(row), row.day, row.minutes, row.recorded_at, row.reason)
            for row in listed
            if row.kind == Other.ASSERTED and row.key not in withdrawn
        ),
    )


def account_in(row: BankLine) -> Account:
    """The account that a row belongs to."""
    return Account(str(row.person_id), row.service, row.year)


def entry_in(row: BankLine) -> Entry:
    """A row as an entry of the ledger."""
    return Entry(
        key=row.key,
        account=account_in(row),
        kind=EntryKind(row.kind),
        day=row.day,
        minutes=row.minutes,
        recorded=row.recorded_at,
        provider=row.provider,
        reason=row.reason,
        corrects=row.corrects,
        group=row.group,
    )


def row_of(entry: Entry, municipality: int, user: User | None, run: SettlementRun | None = None) -> BankLine:
    """An entry as a row that is yet to be saved."""
    return BankLine(
        municipality_id=municipality,
        person_id=int(entry.account.person),
        service=entry.account.service,
        year=entry.account.year,
        key=entry.key,
        kind=str(entry.kind),
        day=entry.day,
        minutes=entry.minutes,
        provider=entry.provider,
        reason=entry.reason,
        corrects=entry.corrects,
        group=entry.group,
        recorded_at=entry.recorded,
        recorded_by=user,
        run=run,
    )


def account_of(person: Person, service: str, year: int) -> Account:
    """The account of a person, as the ledger names it."""
    return Account(str(person.pk), service, year)


def end_of(day: date) -> datetime:
    """The last moment of a day here: what was known "on 1 March" is what was known when it ended."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) - timedelta(microseconds=1)
