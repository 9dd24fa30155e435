"""Mapping forms in the browser's eyes: a draft, publishing, sharing, and what a case keeps of it."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rettvis.journey.assessment import FormGroup, FormKind, shipped_day_clock
from rettvis.web.access.models import Role
from rettvis.web.application.models import Case
from rettvis.web.assessment.store import load_assessment
from rettvis.web.routines.form_store import form_in, forms_in_force
from rettvis.web.routines.models import FormDraft, FormRecord, PublishedForm
from tests.web.conftest import Place
from tests.web.routines.made import CHECKLIST, GUIDE, a_form


def typed(*rows: tuple[str, str], **more: str) -> dict[str, object]:
    """A sheet with rows (key, words)."""
    data: dict[str, object] = {
        "title-nb": "Sjekkliste",
        "title-nn": "Sjekkliste",
        "rows": [key for key, _words in rows],
        "based_on": "1",
        "do": "save",
    }
    for key, words in rows:
        data |= {f"rows-{key}-nb": words, f"rows-{key}-nn": words}
    return {**data, **more}


def begin(here: Place, client: Client, kind: str = "checklist", group: str = "adult") -> FormRecord:
    client.force_login(here.people[Role.ADMINISTRATOR])
    answer = client.post("/rutiner/skjema/nytt/", {"kind": kind, "group": group, "key": f"{kind}-{group}"})
    assert answer.status_code == 302
    return FormRecord.objects.get(key=f"{kind}-{group}")


def publish(client: Client, row: FormRecord, number: int = 1, day: str = "") -> int:
    data = {"based_on": str(number), "from_on": day or timezone.localdate().isoformat()}
    return client.post(f"/rutiner/skjema/{row.pk}/publiser/", data).status_code


def test_an_administrator_writes_and_publishes_a_form(here: Place, client: Client) -> None:
    row = begin(here, client)
    address = f"/rutiner/skjema/{row.pk}/utkast/"
    assert client.post(address, typed(("a", "Tolk"), ("b", "Samtykke"))).status_code == 302
    assert publish(client, row, 2) == 302
    assert not FormDraft.objects.exists()
    published = PublishedForm.objects.get()
    assert [one.words.nb for one in form_in(published.content).rows] == ["Tolk", "Samtykke"]
    page = client.get(f"/rutiner/skjema/{row.pk}/").content.decode()
    assert "Versjon 1" in page
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedForm.objects.update(version=7)


def test_rows_are_moved_added_and_removed_by_plain_buttons(here: Place, client: Client) -> None:
    row = begin(here, client)
    address = f"/rutiner/skjema/{row.pk}/utkast/"
    rows = (("a", "Først"), ("b", "Sist"))
    for do, order in {
        "down:rows:a": ["Sist", "Først"],
        "up:rows:b": ["Sist", "Først"],
        "up:rows:a": ["Først", "Sist"],
        "remove:rows:a": ["Sist"],
        "add:rows": ["Først", "Sist", ""],
    }.items():
        page = client.post(address, typed(*rows, do=do)).content.decode()
        boxes = re.findall(r'<textarea name="rows-\w+-nb"[^>]*>\n([^<]*)</textarea>', page)
        assert boxes == order, do
    assert FormDraft.objects.get().number == 1


def test_all_faults_stop_publishing_at_once_and_name_their_rows(here: Place, client: Client) -> None:
    row = begin(here, client)
    wrong = {**typed(("a", "Lik"), ("b", "Lik")), "title-nn": "", "rows-a-nn": ""}
    client.post(f"/rutiner/skjema/{row.pk}/utkast/", wrong)
    answer = client.post(f"/rutiner/skjema/{row.pk}/publiser/", {"based_on": "2", "from_on": "1.1.2020"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("står i flere rader") == 2
    assert page.count("Skriv teksten på nynorsk også.") == 2
    assert "kan ikke gjelde før" in page
    assert not PublishedForm.objects.exists()


def test_a_form_sent_or_published_twice_is_one(here: Place, client: Client) -> None:
    row = begin(here, client)
    assert begin(here, client) == row
    client.post(f"/rutiner/skjema/{row.pk}/utkast/", typed(("a", "Tolk")))
    assert publish(client, row, 2) == 302
    assert publish(client, row, 2) == 302
    assert PublishedForm.objects.count() == 1


def test_two_who_change_a_draft_are_told(here: Place, client: Client) -> None:
    row = begin(here, client)
    address = f"/rutiner/skjema/{row.pk}/utkast/"
    client.post(address, typed(("a", "Tolk")))
    answer = client.post(address, typed(("a", "Noe annet")))
    assert answer.status_code == 409
    assert "Noe annet" in answer.content.decode()
    assert form_in(FormDraft.objects.get().content).rows[0].words.nb == "Tolk"


def test_the_next_day_clock_follows_on_the_one_that_comes_along(here: Place, client: Client) -> None:
    row = begin(here, client, "day_clock")
    assert form_in(FormDraft.objects.get().content) == shipped_day_clock(FormGroup.ADULT)
    assert publish(client, row) == 302
    assert PublishedForm.objects.get().version == 2
    answer = client.post("/rutiner/skjema/nytt/", {"kind": "day_clock", "group": "adult", "key": "en-til"})
    assert answer.status_code == 422
    assert "allerede en døgnklokke" in answer.content.decode()


def test_only_an_administrator_edits_and_a_neighbour_sees_nothing(
    here: Place, elsewhere: Place, client: Client
) -> None:
    row = begin(here, client)
    for role in (Role.CASEWORKER, Role.TEAM_LEADER, Role.AUDITOR):
        client.force_login(here.people[role])
        assert client.get(f"/rutiner/skjema/{row.pk}/").status_code == 200
        assert client.post(f"/rutiner/skjema/{row.pk}/utkast/", typed(("a", "X"))).status_code == 403
        assert publish(client, row) == 403
    client.force_login(elsewhere.people[Role.ADMINISTRATOR])
    assert client.get(f"/rutiner/skjema/{row.pk}/").status_code == 404
    assert publish(client, row) == 404


def test_the_version_of_the_day_is_the_one_in_force(here: Place) -> None:
    row = a_form(here, CHECKLIST, date(2026, 3, 1))
    a_form(here, CHECKLIST, date(2026, 6, 1))

    def versions(day: date) -> list[int]:
        return [one.version for one in forms_in_force(here.municipality.pk, "adult", day)]

    assert versions(date(2026, 2, 28)) == []
    assert versions(date(2026, 5, 31)) == [1]
    assert versions(date(2026, 6, 1)) == [2]
    row.withdrawn_on = date(2026, 7, 1)
    row.save()
    assert versions(date(2026, 7, 1)) == []
    assert versions(date(2026, 6, 30)) == [2]


def test_a_form_is_shared_as_yaml_and_read_in_as_a_draft(
    here: Place, elsewhere: Place, client: Client
) -> None:
    row = a_form(here, CHECKLIST, date(2026, 3, 1))
    client.force_login(here.people[Role.CASEWORKER])
    file = client.get(f"/rutiner/skjema/{row.pk}/versjon/1/yaml/")
    assert file["Content-Disposition"] == 'attachment; filename="checklist-adult-1.yaml"'
    client.force_login(elsewhere.people[Role.ADMINISTRATOR])
    upload = SimpleUploadedFile("skjema.yaml", file.content)
    answer = client.post("/rutiner/skjema/les-inn/", {"file": upload, "text": "", "key": "lest"})
    assert answer.status_code == 302
    assert form_in(FormDraft.objects.get(form__key="lest").content) == CHECKLIST
    assert not PublishedForm.objects.filter(form__key="lest").exists()


def test_bad_yaml_is_refused_with_line_and_mend_and_nothing_is_read(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    text = "kind: checklist\ngroup: voksne\ntitle: {nb: A}\nrows:\n  - words: {nb: B}\n"
    answer = client.post("/rutiner/skjema/les-inn/", {"text": text, "key": "k"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Linje 2:" in page
    again = client.post("/rutiner/skjema/les-inn/", {"text": text.replace("voksne", "adult"), "key": "k"})
    page = again.content.decode()
    assert "Linje 3: Skriv teksten på nynorsk også." in page
    assert "Linje 5: Skriv teksten på nynorsk også." in page
    assert not FormRecord.objects.exists()


def test_a_draft_is_not_lost_to_a_file_that_is_read_in(here: Place, client: Client) -> None:
    row = begin(here, client, "day_clock")
    file = "kind: day_clock\ngroup: adult\ntitle: {nb: D, nn: D}\nrows: [{words: {nb: X, nn: X}}]\n"
    assert client.post("/rutiner/skjema/les-inn/", {"text": file, "key": "k"}).status_code == 422
    client.post(f"/rutiner/skjema/{row.pk}/kast/", {"based_on": "1"})
    assert client.post("/rutiner/skjema/les-inn/", {"text": file, "key": "k"}).status_code == 302
    assert form_in(FormDraft.objects.get().content).rows[0].words.nb == "X"


def tick(client: Client, case: Case, key: str, based_on: int = 0, **more: str) -> int:
    data = {"answers": [key], f"answers-{key}-done": "on", "based_on": str(based_on), "do": "save", **more}
    return client.post(f"/sak/{case.number}/kartlegging/sjekkliste/", data).status_code


def test_a_case_keeps_the_version_it_began_with(here: Place, client: Client, case: Case) -> None:
    row = a_form(here, CHECKLIST, date(2026, 1, 1))
    client.force_login(here.people[Role.CASEWORKER])
    key = row.key
    assert "Tolk er avklart" in client.get(f"/sak/{case.number}/kartlegging/sjekkliste/").content.decode()
    assert tick(client, case, f"{key}-interpreter") == 302
    from_day = timezone.localdate()
    a_form(here, CHECKLIST, from_day, words="Tolk eller tegnspråk er avklart")
    page = client.get(f"/sak/{case.number}/kartlegging/sjekkliste/").content.decode()
    assert "Tolk er avklart" in page
    assert "tegnspråk" not in page
    kept = load_assessment(case)
    assert kept is not None
    assert [(used.version, used.answer("interpreter").done) for used in kept.forms] == [(1, True)]


def test_changing_to_a_newer_version_is_an_act_that_shows_what_differs(
    here: Place, client: Client, case: Case
) -> None:
    row = a_form(here, CHECKLIST, date(2026, 1, 1))
    client.force_login(here.people[Role.CASEWORKER])
    tick(client, case, f"{row.key}-interpreter")
    a_form(here, CHECKLIST, timezone.localdate(), words="Tolk eller tegnspråk er avklart")
    assert "1 skjema har en nyere versjon" in client.get(f"/sak/{case.number}/kartlegging/").content.decode()
    address = f"/sak/{case.number}/kartlegging/skjema/"
    page = client.get(address).content.decode()
    assert "Tolk er avklart → Tolk eller tegnspråk er avklart" in page
    assert client.post(address, {"form": row.key, "based_on": "1"}).status_code == 302
    kept = load_assessment(case)
    assert kept is not None
    (used,) = kept.forms
    assert (used.version, used.answer("interpreter").done) == (2, True)
    assert "nyeste versjonen" in client.get(address).content.decode()


def test_what_is_not_ticked_off_shows_on_the_front_page_until_it_is(
    here: Place, client: Client, case: Case
) -> None:
    row = a_form(here, CHECKLIST, date(2026, 1, 1))
    client.force_login(here.people[Role.CASEWORKER])
    tick(client, case, f"{row.key}-interpreter")
    assert "1 ting er ikke krysset av" in client.get(f"/sak/{case.number}/").content.decode()
    data = {
        "answers": [f"{row.key}-interpreter", f"{row.key}-consent"],
        f"answers-{row.key}-interpreter-done": "on",
        f"answers-{row.key}-consent-done": "on",
        "based_on": "1",
        "do": "save",
    }
    assert client.post(f"/sak/{case.number}/kartlegging/sjekkliste/", data).status_code == 302
    assert "ikke krysset av" not in client.get(f"/sak/{case.number}/").content.decode()


def test_the_answers_of_the_guide_are_saved(here: Place, client: Client, case: Case) -> None:
    row = a_form(here, GUIDE, date(2026, 1, 1))
    client.force_login(here.people[Role.CASEWORKER])
    key = f"{row.key}-good_day"
    data = {"answers": [key], f"answers-{key}-text": "Når jeg får sove.", "based_on": "0", "do": "save"}
    assert client.post(f"/sak/{case.number}/kartlegging/samtaleguide/", data).status_code == 302
    page = client.get(f"/sak/{case.number}/kartlegging/samtaleguide/")
    assert "Når jeg får sove." in page.content.decode()


def test_the_day_clock_offers_the_activities_of_the_cases_form(
    here: Place, client: Client, case: Case
) -> None:
    row = begin(here, client, "day_clock")
    data = {**typed(("guide_dog", "Førerhund")), "title-nb": "Døgnklokke", "title-nn": "Døgnklokke"}
    client.post(f"/rutiner/skjema/{row.pk}/utkast/", data)
    assert publish(client, row, 2) == 302
    client.force_login(here.people[Role.CASEWORKER])
    address = f"/sak/{case.number}/kartlegging/dognklokke/"
    page = client.get(address).content.decode()
    assert ">Førerhund</option>" in page
    assert ">Dusj eller bad</option>" not in page
    clock = {
        "clock": ["r1"],
        "clock-r1-activity": "guide_dog",
        "clock-r1-minutes": "10",
        "clock-r1-times": "7",
        "clock-r1-assistants": "1",
        "clock-r1-person_assistants": "1",
        "parts-morning": "06:00",
        "parts-day": "10:00",
        "parts-evening": "16:00",
        "parts-night": "22:00",
        "based_on": "0",
        "do": "save",
    }
    assert client.post(address, clock).status_code == 302
    kept = load_assessment(case)
    assert kept is not None
    assert kept.clock.rows[0].label.say("nn") == "Førerhund"
    assert [(used.form.kind, used.version) for used in kept.forms] == [(FormKind.DAY_CLOCK, 2)]


def test_a_future_version_waits_for_its_day(here: Place, client: Client) -> None:
    row = begin(here, client)
    client.post(f"/rutiner/skjema/{row.pk}/utkast/", typed(("a", "Tolk")))
    later = timezone.localdate() + timedelta(days=10)
    assert publish(client, row, 2, later.isoformat()) == 302
    assert forms_in_force(here.municipality.pk, "adult", timezone.localdate()) == ()
    assert len(forms_in_force(here.municipality.pk, "adult", later)) == 1


@pytest.mark.parametrize("page", ["", "sjekkliste/", "samtaleguide/", "dognklokke/", "skjema/"])
@pytest.mark.parametrize("begun", [True, False])
def test_the_forms_of_a_case_cost_few_queries(
    here: Place, client: Client, case: Case, page: str, begun: bool
) -> None:
    row = a_form(here, CHECKLIST, date(2026, 1, 1))
    a_form(here, GUIDE, date(2026, 1, 1))
    client.force_login(here.people[Role.CASEWORKER])
    if begun:
        tick(client, case, f"{row.key}-interpreter")
    client.get(f"/sak/{case.number}/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/sak/{case.number}/kartlegging/{page}").status_code == 200
    assert len(queries) <= 10


def test_a_required_row_stops_the_case_and_leads_to_its_box(here: Place, client: Client, case: Case) -> None:
    must = replace(CHECKLIST, rows=tuple(replace(one, required=True) for one in CHECKLIST.rows))
    row = a_form(here, must, date(2026, 1, 1))
    client.force_login(here.people[Role.CASEWORKER])
    tick(client, case, f"{row.key}-interpreter")
    page = client.get(f"/sak/{case.number}/vedtak/").content.decode()
    assert "Ikke krysset av: Samtykke er gitt" in page
    assert "Tolk er avklart" not in page
    assert f"sjekkliste/#id_answers-{row.key}-consent-done" in page
