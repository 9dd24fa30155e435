"""Who looked at an invoice, or at what came with it: a row in the log with every case that it is for."""

from collections.abc import Collection, Mapping

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import municipalities, require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.invoices.models import ReadInvoice


def cases_of(invoice: ReadInvoice) -> list[str]:
    """The numbers of the cases that the lines are for; one query."""
    return sorted(set(invoice.lines.filter(case__isnull=False).values_list("case__number", flat=True)))


def look_up_invoice(user: User, invoice: ReadInvoice, what: str) -> None:
    """Write that somebody saw ``what`` of an invoice."""
    grant = require_in(user, Action.SEE_INVOICES, invoice.municipality_id)
    look_up(grant, Action.SEE_INVOICES, cases=cases_of(invoice), what=what)


def look_up_list(user: User, what: str, cases: Mapping[int, Collection[str]] | None = None) -> None:
    """Write that somebody saw a list: a row for each municipality that it has rows of.

    ``cases`` are the numbers of the cases in it, by the municipality's primary key.
    """
    for place in municipalities(user, Action.SEE_INVOICES):
        grant = require_in(user, Action.SEE_INVOICES, place.pk)
        numbers = sorted(set((cases or {}).get(place.pk, ())))
        look_up(grant, Action.SEE_INVOICES, cases=numbers, what=what)
