"""An agreement is ended or extended and a provider renamed: each with why, and what was before stands."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from rettvis.journey.invoices import NewRemedy, Remedy
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role, RoleAssignment
from rettvis.web.delivery.changing import change_last_day, change_provider_facts
from rettvis.web.delivery.models import Agreement, AgreementChange, IndexSeries, Provider, ProviderChange
from rettvis.web.delivery.services import (
    Approved,
    NewAgreement,
    approve_hours,
    overlapping,
    register_agreement,
)
from rettvis.web.delivery.store import contractor_of
from rettvis.web.invoices.breaches import open_breach, use_remedy
from rettvis.web.start_up.store import providers_on
from tests.web.conftest import Place, new_case
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import an_agreement

MAY, JUNE = date(2026, 5, 31), date(2026, 6, 15)


def test_an_agreement_that_ends_earlier_is_neither_offered_nor_paid_by_after_it(here: Place) -> None:
    agreement, user = an_agreement(here), here.people[Role.CONTROLLER]
    for _time in range(2):
        change_last_day(user, agreement, MAY, "Partene er enige.", "Brev 2. mai", "form", NOW)
    assert [providers_on(here.municipality.pk, day) for day in (MAY, JUNE)] == [[agreement.provider], []]
    contractor = contractor_of(agreement.provider)
    assert contractor.terms_on(MAY) is not None
    assert contractor.terms_on(JUNE) is None
    change = AgreementChange.objects.get()
    assert (change.ended_before, change.ends_on) == (date(2026, 12, 31), MAY)
    change_last_day(user, agreement, None, "Forlenget.", "Opsjon", "again", NOW)
    assert contractor_of(agreement.provider).terms_on(date(2030, 1, 1)) is not None


def test_what_cannot_be_is_told_all_at_once_and_changes_nothing(here: Place) -> None:
    agreement, user = an_agreement(here), here.people[Role.CONTROLLER]
    with pytest.raises(Faulty) as refusal:
        change_last_day(user, agreement, date(2025, 1, 1), " ", "", "form", NOW)
    assert [fault.place for fault in refusal.value.faults] == ["reason", "source", "ends_on"]
    with pytest.raises(Faulty) as refusal:
        change_provider_facts(user, agreement.provider, " ", "nobody", "", "form", NOW)
    assert [fault.place for fault in refusal.value.faults] == ["reason", "name", "run_by"]
    with pytest.raises(Refused):
        change_last_day(here.people[Role.AUDITOR], agreement, MAY, "Fordi.", "Brev", "form", NOW)
    assert not AgreementChange.objects.exists()


def test_a_termination_after_a_breach_ends_the_agreement(here: Place) -> None:
    agreement, user = an_agreement(here), here.people[Role.TEAM_LEADER]
    breach = open_breach(user, agreement.provider, "Ingen kom på jobb.", [], "breach", NOW)
    step = NewRemedy(Remedy.TERMINATION, JUNE, "Punkt 12", "Gjentatte brudd.", skipped="Liv og helse.")
    use_remedy(user, breach, step, "step", NOW)
    agreement.refresh_from_db()
    assert agreement.ends_on == JUNE
    assert AgreementChange.objects.get().source == "Punkt 12"


def test_a_provider_has_a_new_name_and_the_old_one_stands(here: Place, client: Client) -> None:
    provider, user = an_agreement(here).provider, here.people[Role.CONTROLLER]
    before = provider.name
    change_provider_facts(
        user, provider, "Nytt Navn AS", "municipality", "Virksomhetsoverdragelse.", "x", NOW
    )
    provider.refresh_from_db()
    assert (provider.name, provider.run_by) == ("Nytt Navn AS", "municipality")
    assert ProviderChange.objects.get().name_before == before
    client.force_login(user)
    assert before in client.get(reverse("provider", args=[provider.pk])).content.decode()


def test_the_forms_begin_with_what_stands_and_are_done_once(here: Place, client: Client) -> None:
    agreement, user = an_agreement(here), here.people[Role.CONTROLLER]
    client.force_login(user)
    address = reverse("last_day", args=[agreement.pk])
    assert "31.12.2026" in client.get(address).content.decode()
    told = {"ends_on": "31.5.2026", "reason": "Avtalt.", "source": "Brev", "key": "k"}
    for _time in range(2):
        assert client.post(address, told).status_code == 302
    assert AgreementChange.objects.count() == 1
    address = reverse("provider_facts", args=[agreement.provider_id])
    assert agreement.provider.name in client.get(address).content.decode()
    told = {"name": "", "run_by": "private", "reason": "", "key": "k"}
    assert client.post(address, told).status_code == 422


def test_the_database_lets_nothing_else_be_changed(here: Place) -> None:
    agreement, user = an_agreement(here), here.people[Role.CONTROLLER]
    change_last_day(user, agreement, MAY, "Avtalt.", "Brev", "form", NOW)
    for deed in (
        lambda: Agreement.objects.update(reference="RA-9"),
        lambda: Provider.objects.update(number="310000019"),
        lambda: AgreementChange.objects.update(reason="x"),
        lambda: AgreementChange.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_agreements_that_overlap_with_the_same_scope_are_told(here: Place, client: Client) -> None:
    agreement, user = an_agreement(here), here.people[Role.CONTROLLER]
    july, provider = date(2026, 7, 1), agreement.provider
    new = NewAgreement("RA-2", july, None, "arrears", "fixed", kinds=("night",))
    assert overlapping(register_agreement(user, provider, new, NOW)) == [agreement]
    training = NewAgreement("RA-3", july, None, "arrears", "fixed", kinds=("training",), area="Nord")
    assert overlapping(register_agreement(user, provider, training, NOW)) == []
    client.force_login(user)
    told = {"reference": "RA-4", "starts_on": "1.8.2026", "billing": "arrears", "regulation": "fixed"}
    page = client.post(reverse("new_agreement", args=[provider.pk]), told, follow=True).content.decode()
    assert "RA-1, RA-2" in page


def test_who_has_roles_in_two_municipalities_says_in_which_a_provider_is(
    here: Place, elsewhere: Place, client: Client
) -> None:
    user = here.people[Role.CONTROLLER]
    told = {"number": "310 000 000", "name": "Nytt AS", "run_by": "private", "source": "Tabell 1"}
    client.force_login(user)
    for name in ("new_provider", "new_price_index"):
        assert "Dalsbygd" not in client.get(reverse(name)).content.decode()
    RoleAssignment.objects.create(
        user=user, role=Role.CONTROLLER, municipality=elsewhere.municipality, starts_on=date(2020, 1, 1)
    )
    for name in ("new_provider", "new_price_index"):
        assert client.post(reverse(name), told).status_code == 422
        answer = client.post(reverse(name), {**told, "municipality": elsewhere.municipality.number})
        assert answer.status_code == 302
        assert client.post(reverse(name), {**told, "municipality": "1"}).status_code == 422
    assert Provider.objects.get().municipality == elsewhere.municipality
    assert IndexSeries.objects.get().municipality == elsewhere.municipality


def test_hours_are_approved_for_cases_of_the_providers_municipality_alone(
    here: Place, elsewhere: Place
) -> None:
    provider, user = an_agreement(here).provider, here.people[Role.CONTROLLER]
    own, other = new_case(here), new_case(elsewhere)
    lines = [Approved(one.number, one, MAY, "ordinary", 60) for one in (own, other)]
    with pytest.raises(Faulty) as refusal:
        approve_hours(user, provider, lines, NOW)
    assert [fault.place for fault in refusal.value.faults] == [f"line {other.number}"]
    assert approve_hours(user, provider, lines[:1], NOW) == 1
