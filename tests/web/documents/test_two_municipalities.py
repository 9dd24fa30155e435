"""An administrator of two municipalities: each has a list of documents of its own, and both are reached."""

from django.test import Client
from django.urls import reverse

from rettvis.web.access.models import Role
from rettvis.web.documents.models import DocumentRulesRevision
from rettvis.web.documents.store import rules_in, rules_revision
from tests.web.conftest import Place, make_place
from tests.web.documents.test_asking import kind_fields
from tests.web.follow_up.made import both_places


def keys_of(place: Place) -> set[str]:
    revision = rules_revision(place.municipality.pk)
    return {kind.key for kind in rules_in(revision and revision.content).kinds}


def test_each_list_is_shown_and_saved_by_the_municipality_that_is_named(
    here: Place, elsewhere: Place, client: Client
) -> None:
    both_places(here, elsewhere, Role.ADMINISTRATOR)
    client.force_login(here.people[Role.ADMINISTRATOR])
    for place, other in ((here, elsewhere), (elsewhere, here)):
        query = f"?municipality={place.municipality.number}"
        shown = client.get(reverse("document_rules") + query).content.decode()
        assert f'value="{place.municipality.number}" selected' in shown
        assert reverse("document_kind", args=["medical"]) + query in shown
        assert reverse("new_document_kind") + query in shown
        name = f"Attest fra {place.municipality.name}"
        key = f"attest_fra_{place.municipality.name.casefold()}"
        sent = kind_fields(name_nb=name, municipality=place.municipality.number)
        answer = client.post(reverse("new_document_kind"), sent)
        assert answer["Location"] == reverse("document_rules") + query
        assert key in keys_of(place)
        assert key not in keys_of(other)
        page = client.get(reverse("document_kind", args=[key]) + query).content.decode()
        assert f'name="municipality" value="{place.municipality.number}"' in page
        assert reverse("document_rules") + query in page
        taken_off = {"do": "remove", "based_on": "1", "municipality": place.municipality.number}
        client.post(reverse("document_kind", args=["medical"]), taken_off)
        assert "medical" not in keys_of(place)


def test_a_list_of_somebody_else_is_refused_and_none_is_changed(
    here: Place, elsewhere: Place, client: Client
) -> None:
    third = make_place("9903", "Aaremoen")
    both_places(here, elsewhere, Role.ADMINISTRATOR)
    client.force_login(here.people[Role.ADMINISTRATOR])
    for number in (third.municipality.number, "0000"):
        assert client.get(reverse("document_rules"), {"municipality": number}).status_code == 403
        sent = kind_fields(municipality=number)
        assert client.post(reverse("new_document_kind"), sent).status_code == 403
        gone = {"do": "remove", "based_on": "0", "municipality": number}
        assert client.post(reverse("document_kind", args=["medical"]), gone).status_code == 403
    assert client.post(reverse("new_document_kind"), kind_fields()).status_code == 403, "it names none of two"
    assert not DocumentRulesRevision.objects.exists()


def test_who_has_one_municipality_chooses_none(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    shown = client.get(reverse("document_rules")).content.decode()
    assert "municipality=" not in shown
    assert 'name="municipality"' not in shown
