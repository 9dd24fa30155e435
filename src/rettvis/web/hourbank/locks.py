"""What every write of the bank begins with: its year is locked, and what is settled is known."""

from collections.abc import Iterable

from rettvis.web.hourbank.models import BankYear, SettlementRun

YearOf = tuple[int, str, int]
"""Municipality, service code and calendar year."""


def lock_years(years: Iterable[YearOf]) -> None:
    """Let every other write of these years wait until the transaction ends; always in the same order."""
    for municipality, service, year in sorted(set(years)):
        row, _new = BankYear.objects.get_or_create(municipality_id=municipality, service=service, year=year)
        BankYear.objects.select_for_update().get(pk=row.pk)


def closed(municipality: int, service: str, year: int) -> bool:
    """Whether the year is settled."""
    found = SettlementRun.objects.filter(municipality_id=municipality, service=service, year=year)
    return found.exists()
