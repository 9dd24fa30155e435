"""The library in use: drafted by one, approved by another, chosen in a decision, frozen in what is sent."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rettvis.journey.decision.library import TextState
from rettvis.journey.decision.words import Words
from rettvis.rulekit.faults import Faulty
from rettvis.web.reasons.models import ReasonTextAct, ReasonTextVersion
from rettvis.web.reasons.services import approve, retire, save_text, send_back
from rettvis.web.reasons.store import entries, texts_in_use
from tests.web.conftest import Place
from tests.web.reasons.made import NORM, TEXT, a_text

NOW = timezone.now


def fields(**more: object) -> dict[str, object]:
    return {
        "title": "Nødvendig hjelp",
        "nb": "Du får {tjeneste}: {omfang}.",
        "nn": "",
        "en": "",
        "rules": ["necessary_services"],
        "based_on": "0",
        "key": "abcd1234",
        "do": "save",
        **more,
    }


def written(client: Client, **more: object):
    return client.post(reverse("new_reason_text"), fields(**more))


def do(client: Client, what: str, version: int = 1, **more: str):
    return client.post(
        reverse("reason_text_act", args=["abcd1234"]), {"do": what, "version": version, **more}
    )


def state(here: Place) -> TextState:
    return entries(here.municipality.pk, timezone.localdate())[0].newest.state


def test_a_text_is_drafted_by_staff_and_used_when_a_leader_has_approved_it(
    here: Place, client: Client
) -> None:
    client.force_login(here.people["caseworker"])
    assert written(client).status_code == 302
    assert written(client).status_code == 302, "a double click gives one text"
    assert ReasonTextVersion.objects.count() == 1
    assert state(here) is TextState.DRAFT
    assert texts_in_use(here.municipality.pk, timezone.localdate()) == []
    assert do(client, "approve").status_code == 403
    client.force_login(here.people["team_leader"])
    for _click in range(2):
        assert do(client, "approve").status_code == 302
    assert ReasonTextAct.objects.count() == 1
    assert [name for name, _text in texts_in_use(here.municipality.pk, timezone.localdate())] == [
        "abcd1234/1"
    ]


def test_a_leader_does_not_approve_her_own_text(here: Place, client: Client) -> None:
    client.force_login(here.people["team_leader"])
    written(client)
    do(client, "approve")
    assert state(here) is TextState.DRAFT
    page = client.get(reverse("reason_text", args=["abcd1234"])).content.decode()
    assert "selv" in page


def test_a_change_is_a_new_version_and_the_old_one_is_used_until_it_is_approved(here: Place) -> None:
    a_text(here)
    changed = replace(TEXT, words=Words(nb="Nye ord om {tjeneste}."))
    save_text(here.municipality, "tekst", 1, changed, here.people["caseworker"], NOW())
    assert [name for name, _text in texts_in_use(here.municipality.pk, timezone.localdate())] == ["tekst/1"]
    approve(here.municipality, "tekst", 2, here.people["team_leader"], NOW())
    assert [name for name, _text in texts_in_use(here.municipality.pk, timezone.localdate())] == ["tekst/2"]
    assert ReasonTextVersion.objects.get(version=1).content["words"]["nb"] == TEXT.words.nb
    with pytest.raises(Faulty):
        save_text(here.municipality, "tekst", 1, TEXT, here.people["caseworker"], NOW())


def test_versions_and_approvals_are_never_changed_or_removed(here: Place) -> None:
    a_text(here)
    for statement in ("UPDATE reasons_reasontextversion SET key = 'x'", "DELETE FROM reasons_reasontextact"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_text_is_sent_back_with_a_comment_and_an_old_version_is_not_approved(
    here: Place, client: Client
) -> None:
    client.force_login(here.people["caseworker"])
    written(client)
    client.force_login(here.people["team_leader"])
    do(client, "return", comment="")
    assert state(here) is TextState.DRAFT
    do(client, "return", comment="Skriv enklere.")
    assert state(here) is TextState.RETURNED
    client.force_login(here.people["caseworker"])
    client.post(reverse("edit_reason_text", args=["abcd1234"]), fields(nb="Enklere.", based_on="1"))
    client.force_login(here.people["team_leader"])
    do(client, "approve", version=1)
    assert not ReasonTextAct.objects.filter(act="approve").exists()
    do(client, "approve", version=2)
    assert state(here) is TextState.APPROVED
    assert not send_back(here.municipality, "abcd1234", 2, "For sent", here.people["team_leader"], NOW())


def test_a_text_is_taken_out_of_use_from_a_day(here: Place) -> None:
    a_text(here)
    today, leader = timezone.localdate(), here.people["team_leader"]
    with pytest.raises(Faulty) as refused:
        retire(here.municipality, "tekst", 1, today - timedelta(days=1), "", leader, NOW())
    assert {fault.place for fault in refused.value.faults} == {"on", "comment"}
    assert retire(here.municipality, "tekst", 1, today + timedelta(days=2), "Ny lov", leader, NOW())
    assert not retire(here.municipality, "tekst", 1, today, "Igjen", leader, NOW())
    assert len(texts_in_use(here.municipality.pk, today)) == 1
    assert texts_in_use(here.municipality.pk, today + timedelta(days=2)) == []


def test_an_unknown_open_place_is_refused_with_the_nearest_known(here: Place, client: Client) -> None:
    client.force_login(here.people["caseworker"])
    answer = written(client, nb="Du får {omfagn}.", title="", rules=[])
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "omfang" in page
    assert 'id="id_title_error"' in page
    assert not ReasonTextVersion.objects.exists()


def test_a_preview_shows_invented_values_and_saves_nothing(here: Place, client: Client) -> None:
    client.force_login(here.people["caseworker"])
    page = written(client, do="preview").content.decode()
    assert "personlig assistanse: 12 timer 30 minutter i uka." in page
    assert not ReasonTextVersion.objects.exists()


def test_the_list_is_filtered_by_service_law_language_and_words(here: Place, client: Client) -> None:
    a_text(here)
    a_text(here, NORM, "norm")
    client.force_login(here.people["auditor"])

    def titles(**asked: str) -> list[str]:
        page = client.get(reverse("reason_texts"), asked).content.decode()
        return [title for title in (TEXT.title, NORM.title) if title in page]

    both = [TEXT.title, NORM.title]
    assert titles() == both
    assert titles(service="bpa") == both
    assert titles(service="respite") == [TEXT.title]
    assert titles(law="sound_services") == [NORM.title]
    assert titles(**{"in": "en"}) == [TEXT.title]
    assert titles(words="veiledende tider") == [NORM.title]
    assert titles(state="draft") == []
    assert titles(service="tull", law="<script>") == []


def test_nobody_sees_or_changes_the_library_of_another_municipality(
    here: Place, elsewhere: Place, client: Client
) -> None:
    a_text(here)
    client.force_login(elsewhere.people["team_leader"])
    assert TEXT.title not in client.get(reverse("reason_texts")).content.decode()
    for name in ("reason_text", "edit_reason_text"):
        assert client.get(reverse(name, args=["tekst"])).status_code == 404
    assert (
        client.post(reverse("reason_text_act", args=["tekst"]), {"do": "retire", "version": "1"}).status_code
        == 404
    )


@pytest.mark.parametrize("role", ["administrator", "analyst", "politician"])
def test_others_have_no_use_for_the_library(here: Place, client: Client, role: str) -> None:
    client.force_login(here.people[role])
    assert client.get(reverse("reason_texts")).status_code == 403
