"""What every write of the bank begins with: its year is locked, and what is settled is known."""

from collections.abc import Collection, Iterable

from rettvis.journey.hourbank import EntryKind
from rettvis.web.hourbank.models import BankLine, BankYear

YearOf = tuple[int, str, int]
"""Municipality, service code and calendar year."""
AccountOf = tuple[int, str, int]
"""Person, service code and calendar year."""
AT_ONCE = 500


def lock_years(years: Iterable[YearOf]) -> None:
    """Let every other write of these years wait until the transaction ends; always in the same order."""
    for municipality, service, year in sorted(set(years)):
        row, _new = BankYear.objects.get_or_create(municipality_id=municipality, service=service, year=year)
        BankYear.objects.select_for_update().get(pk=row.pk)


def closed_accounts(persons: Collection[int], years: Collection[int]) -> set[AccountOf]:
    """The accounts that are settled among those of some persons and years."""
    rows = BankLine.objects.filter(kind=str(EntryKind.CLOSED), year__in=years)
    found: set[AccountOf] = set()
    listed = sorted(persons)
    for first in range(0, len(listed), AT_ONCE):
        here = rows.filter(person__in=listed[first : first + AT_ONCE])
        found.update(here.values_list("person_id", "service", "year"))
    return found
