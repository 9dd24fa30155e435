"""The routines register in the browser's eyes: writing, approving, filtering, and what is missing."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from rettvis.web.access import append_only
from rettvis.web.access.models import LogEntry, Role, User
from rettvis.web.routines.models import RoutineActRow, RoutineRevision, RoutineRow
from tests.web.conftest import Place

WRITTEN = {
    "title": "Hjemmebesøk",
    "kind": "routine",
    "owner": "Tildelingskontoret",
    "steps": ["assessment"],
    "review_on": "1.7.2030",
    "text": "Avtal tid.\n\nTa med skjemaet.",
    "link": "",
    "key": "en-nokkel",
    "based_on": "0",
}


def write(client: Client, user: User, **changes: object) -> RoutineRow:
    client.force_login(user)
    answer = client.post("/rutiner/ny/", {**WRITTEN, **changes})
    assert answer.status_code == 302, answer.content.decode()
    return RoutineRow.objects.latest("pk")


def act(client: Client, row: RoutineRow, do: str, **more: str) -> int:
    number = RoutineRevision.objects.filter(routine=row).latest("number").number
    data = {"do": do, "based_on": str(number), **more}
    return client.post(f"/rutiner/{row.pk}/gjor/", data).status_code


def approved(client: Client, here: Place, **changes: object) -> RoutineRow:
    row = write(client, here.people[Role.CASEWORKER], **changes)
    assert act(client, row, "submit") == 302
    client.force_login(here.people[Role.TEAM_LEADER])
    assert act(client, row, "approve") == 302
    return row


def test_a_routine_goes_from_draft_to_approved_by_two_people(here: Place, client: Client) -> None:
    row = approved(client, here)
    page = client.get(f"/rutiner/{row.pk}/").content.decode()
    assert "Godkjent" in page
    assert here.people[Role.TEAM_LEADER].name in page
    assert "<p>Ta med skjemaet.</p>" in page
    actions = list(LogEntry.objects.filter(what="A routine").values_list("action", flat=True))
    assert actions == ["draft_routine", "draft_routine", "approve_routine"]


def test_the_author_cannot_approve_even_when_she_leads(here: Place, client: Client) -> None:
    leader = here.people[Role.TEAM_LEADER]
    row = write(client, leader)
    assert act(client, row, "submit") == 302
    assert act(client, row, "approve") == 422
    assert not RoutineActRow.objects.filter(act="approve").exists()
    assert (
        "approve"
        not in client.get(f"/rutiner/{row.pk}/").content.decode().split('class="form routine-acts"')[-1]
    )


def test_a_caseworker_cannot_approve_and_an_auditor_only_reads(here: Place, client: Client) -> None:
    row = write(client, here.people[Role.CASEWORKER])
    act(client, row, "submit")
    assert act(client, row, "approve") == 403
    client.force_login(here.people[Role.AUDITOR])
    assert client.get(f"/rutiner/{row.pk}/").status_code == 200
    assert client.get("/rutiner/ny/").status_code == 403
    assert act(client, row, "approve") == 403
    assert not RoutineActRow.objects.filter(act="approve").exists()


def test_a_form_sent_twice_makes_one_routine_and_one_act(here: Place, client: Client) -> None:
    row = write(client, here.people[Role.CASEWORKER])
    again = write(client, here.people[Role.CASEWORKER])
    assert row == again
    act(client, row, "submit")
    act(client, row, "submit")
    assert RoutineActRow.objects.count() == 1


def test_an_approved_version_is_left_alone_by_the_next_one(here: Place, client: Client) -> None:
    row = approved(client, here)
    client.force_login(here.people[Role.CASEWORKER])
    changed = {**WRITTEN, "text": "Ny tekst.", "based_on": "1"}
    assert client.post(f"/rutiner/{row.pk}/endre/", changed).status_code == 302
    kept = RoutineRevision.objects.filter(routine=row).order_by("number")
    assert [(one.version, one.content["text"]) for one in kept] == [
        (1, "Avtal tid.\n\nTa med skjemaet."),
        (2, "Ny tekst."),
    ]
    page = client.get(f"/rutiner/{row.pk}/").content.decode()
    assert "Avtal tid." in page
    assert "Ny tekst." in page


def test_the_database_refuses_to_change_what_was_written(here: Place, client: Client) -> None:
    approved(client, here)
    for model in (RoutineRow, RoutineRevision, RoutineActRow):
        assert append_only.is_protected(connection, model._meta.db_table)
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(id=999)


def test_two_who_write_at_the_same_time_lose_nothing(here: Place, client: Client) -> None:
    row = write(client, here.people[Role.CASEWORKER])
    client.post(f"/rutiner/{row.pk}/endre/", {**WRITTEN, "owner": "Leder", "based_on": "1"})
    client.force_login(here.people[Role.TEAM_LEADER])
    answer = client.post(f"/rutiner/{row.pk}/endre/", {**WRITTEN, "text": "Min tekst", "based_on": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Leder" in page
    assert "Min tekst" in page
    assert RoutineRevision.objects.count() == 2
    assert (
        client.post(
            f"/rutiner/{row.pk}/endre/", {**WRITTEN, "text": "Min tekst", "based_on": "2"}
        ).status_code
        == 302
    )


def test_all_faults_of_a_form_are_shown_and_nothing_is_saved(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.CASEWORKER])
    wrong = {**WRITTEN, "title": "", "review_on": "40.1.2030", "steps": ["finnes ikke"]}
    answer = client.post("/rutiner/ny/", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(f"#id_{name}" in page for name in ("title", "review_on", "steps_0"))
    assert not RoutineRow.objects.exists()


def test_what_is_missing_stops_it_from_being_sent_for_approval(here: Place, client: Client) -> None:
    row = write(client, here.people[Role.CASEWORKER], owner="", steps=[], text="", review_on="")
    assert act(client, row, "submit") == 422
    assert not RoutineActRow.objects.exists()


def test_the_list_is_filtered_by_what_stands_in_the_address(here: Place, client: Client) -> None:
    approved(client, here)
    write(client, here.people[Role.CASEWORKER], title="Klagebehandling", steps=["complaint"], key="to")
    for address, there in {
        "/rutiner/?state=in_force": ("Hjemmebesøk",),
        "/rutiner/?state=draft": ("Klagebehandling",),
        "/rutiner/?step=assessment": ("Hjemmebesøk",),
        "/rutiner/?kind=form": (),
        "/rutiner/?state=tull&step=tull": ("Hjemmebesøk", "Klagebehandling"),
    }.items():
        page = client.get(address).content.decode()
        assert tuple(title for title in ("Hjemmebesøk", "Klagebehandling") if title in page) == there, address


def test_a_passed_review_date_shows_in_the_list_and_the_matrix(here: Place, client: Client) -> None:
    soon = timezone.localdate() + timedelta(days=1)
    row = approved(client, here, review_on=soon.isoformat())
    passed = 'data-color="danger">Fristen for gjennomgang er passert'
    assert passed not in client.get("/rutiner/").content.decode()
    content = {**RoutineRevision.objects.get(routine=row).content, "review_on": date(2024, 1, 1).isoformat()}
    table = RoutineRevision._meta.db_table
    append_only.unprotect(connection, table)
    RoutineRevision.objects.filter(routine=row).update(content=content)
    append_only.protect(connection, table)
    assert passed in client.get("/rutiner/?state=overdue").content.decode()
    page = client.get("/rutiner/dekning/").content.decode()
    assert "Fristen for gjennomgang er passert: Kartlegging." in page


def test_the_matrix_names_the_steps_without_a_routine(here: Place, client: Client) -> None:
    approved(client, here)
    page = client.get("/rutiner/dekning/").content.decode()
    assert "12 av 13 steg" in page
    assert "Ingen rutine: Søknad" in page


def test_a_neighbour_does_not_see_the_routine(here: Place, elsewhere: Place, client: Client) -> None:
    row = approved(client, here)
    client.force_login(elsewhere.people[Role.TEAM_LEADER])
    assert client.get(f"/rutiner/{row.pk}/").status_code == 404
    assert client.post(f"/rutiner/{row.pk}/gjor/", {"do": "retire", "comment": "x"}).status_code == 404
    assert "Hjemmebesøk" not in client.get("/rutiner/").content.decode()
    assert "13 av 13 steg" in client.get("/rutiner/dekning/").content.decode()


def test_a_routine_is_taken_out_of_use_with_a_reason(here: Place, client: Client) -> None:
    row = approved(client, here)
    assert act(client, row, "retire") == 422
    assert act(client, row, "retire", comment="Slått sammen med en annen") == 302
    assert "Hjemmebesøk" not in client.get("/rutiner/").content.decode()
    assert "Hjemmebesøk" in client.get("/rutiner/?state=retired").content.decode()


def test_a_page_of_a_case_leads_to_the_routines_of_its_step(here: Place, client: Client, case) -> None:  # type: ignore[no-untyped-def]
    client.force_login(here.people[Role.CASEWORKER])
    page = client.get(f"/sak/{case.number}/kartlegging/").content.decode()
    assert 'href="/rutiner/?step=assessment"' in page
