"""Remedies after a breach: step by step with their trail, once for each form, until it is ended."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from rettvis.journey.invoices import NewRemedy, Remedy
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.invoices.breaches import end_breach, open_breach, use_remedy
from rettvis.web.invoices.models import Breach, BreachEnd, RemedyTaken
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import a_breach, a_provider, an_invoice, the_provider

DAY = timezone.localdate(NOW)
CORRECTION = NewRemedy(Remedy.CORRECTION, DAY, "12.1", "Feil pris.", answer_by=DAY + timedelta(days=14))
REDUCTION = NewRemedy(Remedy.PRICE_REDUCTION, DAY, "12.2", "Ikke rettet.", amount=120_000)


def faults(refusal: pytest.ExceptionInfo[Faulty]) -> list[str]:
    """Where the faults are."""
    return [fault.place for fault in refusal.value.faults]


def test_steps_are_taken_in_order_each_once_for_its_form(here: Place) -> None:
    an_invoice(here)
    breach, user = a_breach(here), here.people[Role.CONTROLLER]
    with pytest.raises(Faulty) as refusal:
        use_remedy(user, breach, REDUCTION, "b", NOW)
    assert faults(refusal) == ["skipped"]
    rows = [use_remedy(user, breach, CORRECTION, "a", NOW) for _time in range(2)]
    assert rows[0] == rows[1]
    use_remedy(user, breach, REDUCTION, "b", NOW)
    told = RemedyTaken.objects.order_by("pk").values_list("remedy", "amount", "written_by__username")
    assert [one[:2] for one in told] == [("correction", None), ("price_reduction", 120_000)]


def test_a_step_may_be_passed_over_with_a_reason_that_is_kept(here: Place) -> None:
    an_invoice(here)
    breach, user = a_breach(here), here.people[Role.CONTROLLER]
    new = NewRemedy(Remedy.TERMINATION, DAY, "14", "Svart arbeid.", skipped="Vesentlig brudd.")
    assert use_remedy(user, breach, new, "a", NOW).skipped == "Vesentlig brudd."
    end_breach(user, breach, "terminated", "", DAY, NOW)
    with pytest.raises(Faulty) as refusal:
        use_remedy(user, breach, CORRECTION, "b", NOW)
    assert "remedy" in faults(refusal)


def test_a_step_is_not_before_the_last_one_nor_in_the_future(here: Place) -> None:
    an_invoice(here)
    breach, user = a_breach(here), here.people[Role.CONTROLLER]
    ahead = NewRemedy(Remedy.CORRECTION, DAY + timedelta(days=1), "1", "x", answer_by=date(2030, 1, 1))
    with pytest.raises(Faulty) as refusal:
        use_remedy(user, breach, ahead, "a", NOW)
    assert faults(refusal) == ["taken_on"]
    use_remedy(user, breach, CORRECTION, "b", NOW)
    early = NewRemedy(Remedy.PRICE_REDUCTION, DAY - timedelta(days=1), "1", "x", amount=1)
    with pytest.raises(Faulty):
        use_remedy(user, breach, early, "c", NOW)


def test_a_breach_ends_once_and_termination_needs_its_step(here: Place) -> None:
    an_invoice(here)
    breach, user = a_breach(here), here.people[Role.CONTROLLER]
    with pytest.raises(Faulty):
        end_breach(user, breach, "terminated", "", DAY, NOW)
    with pytest.raises(Faulty):
        end_breach(user, breach, "no_breach", " ", DAY, NOW)
    for _time in range(2):
        end_breach(user, breach, "mended", "Ny faktura.", DAY, NOW)
    with pytest.raises(Faulty):
        end_breach(user, breach, "settled", "", DAY, NOW)
    assert BreachEnd.objects.get().outcome == "mended"


def test_the_invoice_of_another_provider_shows_no_breach_of_this_one(here: Place) -> None:
    row, user = an_invoice(here), here.people[Role.CONTROLLER]
    other = a_provider(here, "312000008", "Den andre AS")
    with pytest.raises(Faulty):
        open_breach(user, other, "Feil.", [row], "key", NOW)
    assert not Breach.objects.exists()


def test_what_was_written_is_never_changed(here: Place) -> None:
    an_invoice(here)
    breach = a_breach(here)
    use_remedy(here.people[Role.CONTROLLER], breach, CORRECTION, "a", NOW)
    for rows in (Breach.objects.all(), RemedyTaken.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_the_pages_take_a_breach_from_the_invoice_to_its_end(here: Place, client: Client) -> None:
    row = an_invoice(here)
    client.force_login(here.people[Role.CONTROLLER])
    assert client.post(f"/faktura/{row.pk}/mislighold/", {"what": " ", "key": "k"}).status_code == 422
    for _time in range(2):
        client.post(f"/faktura/{row.pk}/mislighold/", {"what": "Feil pris.", "key": "k"})
    page = f"/faktura/mislighold/{Breach.objects.get().pk}/"
    day = timezone.localdate().strftime("%d.%m.%Y")
    step = {"remedy": "damages", "taken_on": day, "clause": "13", "reason": "Tap.", "amount": "1 200,50"}
    answer = client.post(page, step)
    assert answer.status_code == 422
    assert "Retting" in answer.text
    assert client.post(page, {**step, "skipped": "For sent å rette."}).status_code == 302
    assert RemedyTaken.objects.get().amount == 120_050
    assert "1 200,50" in client.get(page).text.replace("\u00a0", " ")
    assert client.get("/faktura/mislighold/").status_code == 200
    assert client.post(f"{page}slutt/", {"outcome": "", "ended_on": day}).status_code == 422
    assert client.post(f"{page}slutt/", {"outcome": "settled", "ended_on": day}).status_code == 302
    assert "Ta et trinn" not in client.get(page).text


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CASEWORKER])
def test_only_controller_and_leader_use_remedies(here: Place, role: Role) -> None:
    an_invoice(here)
    breach, user = a_breach(here), here.people[role]
    for act in (
        lambda: open_breach(user, the_provider(here), "Feil.", [], "x", NOW),
        lambda: use_remedy(user, breach, CORRECTION, "a", NOW),
        lambda: end_breach(user, breach, "mended", "", DAY, NOW),
    ):
        with pytest.raises(Refused):
            act()
