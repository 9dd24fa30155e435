"""Somebody with the same role in two municipalities: each has a library of its own, and both are reached."""

from dataclasses import replace

from django.test import Client
from django.urls import reverse

from rettvis.web.access.models import LogEntry, Outcome, Role
from rettvis.web.reasons.models import ReasonTextAct, ReasonTextVersion
from tests.web.conftest import Place, make_place
from tests.web.follow_up.made import both_places
from tests.web.reasons.made import TEXT, a_text
from tests.web.reasons.test_library_pages import fields

HERE, THERE = replace(TEXT, title="Teksten vår"), replace(TEXT, title="Nabokommunens tekst")


def the_library(client: Client, place: Place) -> str:
    return client.get(reverse("reason_texts"), {"municipality": place.municipality.number}).content.decode()


def test_each_library_is_shown_with_links_that_stay_in_it(
    here: Place, elsewhere: Place, client: Client
) -> None:
    a_text(here, HERE, key="var")
    a_text(elsewhere, THERE, key="nabo")
    both_places(here, elsewhere, Role.CASEWORKER)
    client.force_login(here.people[Role.CASEWORKER])
    for place, own, other, key in ((here, HERE, THERE, "var"), (elsewhere, THERE, HERE, "nabo")):
        query = f"?municipality={place.municipality.number}"
        shown = the_library(client, place)
        assert own.title in shown
        assert other.title not in shown
        assert f'value="{place.municipality.number}" selected' in shown
        assert reverse("new_reason_text") + query in shown
        text = client.get(reverse("reason_text", args=[key]) + query).content.decode()
        for address in (reverse("reason_texts"), reverse("edit_reason_text", args=[key])):
            assert address + query in text


def test_a_text_is_written_in_the_library_that_the_form_names(
    here: Place, elsewhere: Place, client: Client
) -> None:
    both_places(here, elsewhere, Role.CASEWORKER)
    client.force_login(here.people[Role.CASEWORKER])
    for key, place in (("abcd1234", elsewhere), ("abcd5678", here)):
        query = f"?municipality={place.municipality.number}"
        form = client.get(reverse("new_reason_text") + query).content.decode()
        assert f'name="municipality" value="{place.municipality.number}"' in form
        sent = fields(key=key, municipality=place.municipality.number)
        answer = client.post(reverse("new_reason_text"), sent)
        assert answer["Location"] == reverse("reason_text", args=[key]) + query
        assert ReasonTextVersion.objects.get(key=key).municipality == place.municipality
    sent = fields(nb="Enklere.", based_on="1", municipality=elsewhere.municipality.number)
    client.post(reverse("edit_reason_text", args=["abcd1234"]), sent)
    versions = ReasonTextVersion.objects.filter(municipality=elsewhere.municipality, key="abcd1234")
    assert versions.count() == 2


def test_a_leader_of_two_municipalities_approves_in_the_one_that_the_form_names(
    here: Place, elsewhere: Place, client: Client
) -> None:
    both_places(elsewhere, here, Role.CASEWORKER)
    both_places(here, elsewhere, Role.TEAM_LEADER)
    client.force_login(elsewhere.people[Role.CASEWORKER])
    for place in (here, elsewhere):
        sent = fields(municipality=place.municipality.number)
        assert client.post(reverse("new_reason_text"), sent).status_code == 302
    client.force_login(here.people[Role.TEAM_LEADER])
    sent = {"do": "approve", "version": "1", "municipality": elsewhere.municipality.number}
    assert client.post(reverse("reason_text_act", args=["abcd1234"]), sent).status_code == 302
    assert ReasonTextAct.objects.get().text.municipality == elsewhere.municipality


def test_a_library_of_somebody_else_is_refused_and_the_attempt_is_logged(
    here: Place, elsewhere: Place, client: Client
) -> None:
    third = make_place("9903", "Aaremoen")
    both_places(here, elsewhere, Role.CASEWORKER)
    client.force_login(here.people[Role.CASEWORKER])
    for number in (third.municipality.number, "0000", "x", "9901\x00"):
        sent = fields(municipality=number)
        assert client.get(reverse("reason_texts"), {"municipality": number}).status_code in (400, 403)
        assert client.post(reverse("new_reason_text"), sent).status_code in (400, 403)
    assert client.post(reverse("new_reason_text"), fields()).status_code == 403, "it names none of two"
    assert not ReasonTextVersion.objects.exists()
    assert LogEntry.objects.filter(municipality=third.municipality, outcome=Outcome.REFUSED).count() == 2


def test_who_writes_in_one_and_only_reads_in_the_other_is_offered_to_write_in_the_one(
    here: Place, elsewhere: Place, client: Client
) -> None:
    user = here.people[Role.CASEWORKER]
    elsewhere.people[Role.AUDITOR].assignments.update(user=user)
    client.force_login(user)
    assert reverse("new_reason_text") in the_library(client, here)
    assert reverse("new_reason_text") not in the_library(client, elsewhere)
    sent = fields(municipality=elsewhere.municipality.number)
    assert client.post(reverse("new_reason_text"), sent).status_code == 403
    form = client.get(reverse("new_reason_text")).content.decode()
    assert f'name="municipality" value="{here.municipality.number}"' in form


def test_who_has_one_municipality_chooses_none(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    shown = client.get(reverse("reason_texts")).content.decode()
    assert "municipality=" not in shown
    assert 'name="municipality"' not in shown
    assert client.post(reverse("new_reason_text"), fields()).status_code == 302
