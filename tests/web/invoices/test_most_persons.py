"""An agreement for so many persons at most: those of the provider's other invoices count."""

from datetime import date

from rettvis.web.access.models import Role
from rettvis.web.delivery.services import Approved, approve_hours
from rettvis.web.invoices.rematching import match_open
from rettvis.web.invoices.services import reject
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW, granted
from tests.web.invoices.made import a_file, a_provider, an_agreement, codes, received


def test_a_person_on_another_invoice_for_the_same_days_is_one_more(here: Place) -> None:
    user, cases = here.people[Role.CONTROLLER], [granted(here), granted(here)]
    provider = an_agreement(here, a_provider(here), most_persons=1).provider
    for case in cases:
        lines = [
            Approved(f"{case.pk}-{day}", case, date(2026, 3, day), "ordinary", 240) for day in range(1, 11)
        ]
        approve_hours(user, provider, lines, NOW)
    first = received(here, a_file(cases[0]))
    second = received(here, a_file(cases[1], number="F-2"))
    assert (codes(first), codes(second)) == ([], ["outside_scope"])
    match_open(NOW, always=True)
    assert codes(first) == []
    reject(user, first, "Feil person.", NOW)
    match_open(NOW)
    assert not second.deviations.filter(gone__isnull=True).exists()
