"""All lines together, found by account: many accounts are not slower, each, than one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from rettvis.journey.hourbank.lines import Account, Asserted, Entry, EntryKind, Grant, GrantEnd, Planned


@dataclass(frozen=True)
class Ledger:
    """Every line there is; functions over it never change it."""

    grants: tuple[Grant, ...] = ()
    ends: tuple[GrantEnd, ...] = ()
    entries: tuple[Entry, ...] = ()
    planned: tuple[Planned, ...] = ()
    asserted: tuple[Asserted, ...] = ()

    def known_at(self, moment: datetime) -> "Ledger":
        """The ledger as it stood at a moment: what did we believe then?"""
        return Ledger(
            tuple(one for one in self.grants if one.recorded <= moment),
            tuple(one for one in self.ends if one.recorded <= moment),
            tuple(one for one in self.entries if one.recorded <= moment),
            tuple(one for one in self.planned if one.recorded <= moment),
            tuple(one for one in self.asserted if one.recorded <= moment),
        )

    def with_entries(self, entries: Iterable[Entry]) -> "Ledger":
        """The ledger with more entries; those whose key it has already are not added again."""
        known = {one.key for one in self.entries}
        new = tuple(one for one in entries if one.key not in known)
        return Ledger(self.grants, self.ends, self.entries + new, self.planned, self.asserted)

    def accounts(self, year: int) -> list[Account]:
        """Every account of a year that has a line, in order; a grant that was taken away whole is no line."""
        lines: tuple[Iterable[Entry | Planned | Asserted], ...] = (self.entries, self.planned, self.asserted)
        found = {one.account for kind in lines for one in kind if one.account.year == year}
        for grant in self.grants:
            account = Account(grant.person, grant.service, year)
            last = self.last_of(grant)
            if grant.first <= account.last and (
                last is None or (last >= account.first and last >= grant.first)
            ):
                found.add(account)
        return sorted(found)

    def alone(self, account: Account) -> "Ledger":
        """The lines of one person's service alone, every year: what a single account needs."""
        grants = self.grants_of(account)
        keys = {one.key for one in grants}
        return Ledger(
            grants,
            tuple(one for one in self.ends if one.grant in keys),
            self.entries_of(account),
            self._planned.get(account, ()),
            self.asserted_of(account),
        )

    def last_of(self, grant: Grant) -> date | None:
        """A grant's last day as it has become: the earliest of its own and of what ended it."""
        days = (grant.last, self._ends.get(grant.key))
        return min((day for day in days if day is not None), default=None)

    def grants_of(self, account: Account) -> tuple[Grant, ...]:
        """The grants of the person and service, of any year."""
        return self._grants.get((account.person, account.service), ())

    def entries_of(self, account: Account) -> tuple[Entry, ...]:
        """Every entry of the account, in the order of the ledger; also those that are not counted."""
        return self._entries.get(account, ())

    def counted(self, account: Account) -> tuple[Entry, ...]:
        """The entries that make the balance: within the year, and not from before an opening balance."""
        first = self.first_day(account)
        return tuple(one for one in self.entries_of(account) if first <= one.day <= account.last)

    def planned_of(self, account: Account) -> tuple[Planned, ...]:
        """The plans of the account that no other plan has replaced."""
        plans = self._planned.get(account, ())
        replaced = {one.replaces for one in plans if one.replaces}
        return tuple(one for one in plans if one.key not in replaced)

    def asserted_of(self, account: Account) -> tuple[Asserted, ...]:
        """What others say is left of the account."""
        return self._asserted.get(account, ())

    def first_day(self, account: Account) -> date:
        """1 January, or the day of the opening balance where a municipality started within the year."""
        openings = (one.day for one in self.entries_of(account) if one.kind is EntryKind.OPENING)
        return min((day for day in openings if day.year == account.year), default=account.first)

    def closed_at(self, account: Account) -> datetime | None:
        """When the account's year was last settled; None while it is open."""
        closings = (one.recorded for one in self.entries_of(account) if one.kind is EntryKind.CLOSED)
        return max(closings, default=None)

    @cached_property
    def _grants(self) -> dict[tuple[str, str], tuple[Grant, ...]]:
        found = defaultdict(list)
        for one in self.grants:
            found[one.person, one.service].append(one)
        return {key: tuple(grants) for key, grants in found.items()}

    @cached_property
    def _ends(self) -> dict[str, date]:
        ends: dict[str, date] = {}
        for end in self.ends:
            ends[end.grant] = min(end.last, ends.get(end.grant, end.last))
        return ends

    @cached_property
    def _entries(self) -> dict[Account, tuple[Entry, ...]]:
        found = defaultdict(list)
        for one in self.entries:
            found[one.account].append(one)
        return {account: tuple(entries) for account, entries in found.items()}

    @cached_property
    def _planned(self) -> dict[Account, tuple[Planned, ...]]:
        found = defaultdict(list)
        for one in self.planned:
            found[one.account].append(one)
        return {account: tuple(plans) for account, plans in found.items()}

    @cached_property
    def _asserted(self) -> dict[Account, tuple[Asserted, ...]]:
        found = defaultdict(list)
        for one in self.asserted:
            found[one.account].append(one)
        return {account: tuple(told) for account, told in found.items()}
