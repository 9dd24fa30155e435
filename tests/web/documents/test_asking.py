"""Documents are asked for by letter with a day, the case waits, and what comes ticks it off."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rettvis.journey.documents import DocumentState
from rettvis.web.access.models import LogEntry
from rettvis.web.application.models import Case, CaseEvent, Status
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.documents import asking
from rettvis.web.documents.models import DocumentRequest, DocumentRulesRevision
from rettvis.web.documents.standing import notices
from rettvis.web.documents.store import paperwork_of, rules_revision
from tests.edges.received import made
from tests.web.conftest import Place
from tests.web.documents.sending import send


@pytest.fixture
def handler(here: Place, client: Client) -> Client:
    client.force_login(here.people["caseworker"])
    return client


def today() -> str:
    return f"{timezone.localdate():%d.%m.%Y}"


def asked(client: Client, case: Case, **more: object):
    """Send the letter; ``more`` changes what is chosen."""
    fields = {
        "form_key": str(uuid4()),
        "kinds": ["medical", "application"],
        "asked_of": "person",
        "recipient": "Lillegata 1\n0000 EKSEMPELVIK",
        "answer_by": f"{timezone.localdate() + timedelta(days=21):%d.%m.%Y}",
        "letter_language": "nn",
        "more": "Ta gjerne kontakt.",
        "do": "send",
        **more,
    }
    return client.post(reverse("ask_for_documents", args=[case.number]), fields)


def states(case: Case, days: int = 0) -> dict[str, DocumentState]:
    on = timezone.localdate() + timedelta(days=days)
    return {one.kind.key: one.state for one in paperwork_of(case).needed(case, on)}


def test_the_page_begins_with_what_is_missing_and_shows_the_letter(handler: Client, case: Case) -> None:
    page = handler.get(reverse("ask_for_documents", args=[case.number])).content.decode()
    assert "Uttalelse fra lege eller sykehus" in page
    assert "Vi trenger flere dokumenter i saken din" in page
    assert page.count("checked") == 2


def test_sending_freezes_the_letter_and_the_case_waits_until_the_day(handler: Client, case: Case) -> None:
    assert asked(handler, case).status_code == 302
    letter, request = CaseLetter.objects.get(), DocumentRequest.objects.get()
    assert (letter.kind, letter.language, letter.answer_by) == ("documents", "nn", request.answer_by)
    assert letter.pdf[:5] == b"%PDF-"
    assert "Uttale frå lege eller sjukehus" in str(letter.document)
    assert "Ta gjerne kontakt." in str(letter.document)
    case.refresh_from_db()
    assert (case.waits_for, case.waits_until) == ("applicant", request.answer_by)
    assert case.next_due_on is not None
    assert states(case) == {"application": DocumentState.ASKED, "medical": DocumentState.ASKED}
    assert set(states(case, days=22).values()) == {DocumentState.LATE}
    assert LogEntry.objects.filter(action="send_letter").exists()


def test_what_comes_ticks_it_off_and_the_last_one_ends_the_wait(handler: Client, case: Case) -> None:
    asked(handler, case)
    send(handler, case, arrived_on=today())
    case.refresh_from_db()
    assert states(case) == {"application": DocumentState.ASKED, "medical": DocumentState.THERE}
    assert case.waits_for == "applicant"
    send(handler, case, made.png(), "søknad.png", kind="application", arrived_on=today())
    case.refresh_from_db()
    assert set(states(case).values()) == {DocumentState.THERE}
    assert case.waits_for == "caseworker"
    kinds = list(CaseEvent.objects.filter(case=case).values_list("kind", flat=True))
    assert kinds.count("documents_asked_for") == kinds.count("documents_received") == 1


def test_a_document_that_turns_out_to_be_what_was_asked_for_ends_the_wait_too(
    handler: Client, case: Case
) -> None:
    asked(handler, case, kinds=["medical"])
    send(handler, case, kind="other", arrived_on=today())
    assert states(case)["medical"] is DocumentState.ASKED
    fields = {"kind": "medical", "dated": "", "sender": "Legen", "based_on": "1"}
    handler.post(reverse("document", args=[case.number, 1]), fields)
    case.refresh_from_db()
    assert case.waits_for == "caseworker"


def test_the_case_waits_again_when_what_came_is_withdrawn(handler: Client, case: Case) -> None:
    asked(handler, case, kinds=["medical"])
    send(handler, case, arrived_on=today())
    case.refresh_from_db()
    assert case.waits_for == "caseworker"
    fields = {"why": "wrong_case", "reason": "Gjelder en annen"}
    handler.post(reverse("withdraw_document", args=[case.number, 1]), fields)
    case.refresh_from_db()
    assert case.waits_for == "applicant"
    assert states(case)["medical"] is DocumentState.ASKED


def test_a_second_letter_while_the_case_waits_is_one_wait(handler: Client, case: Case) -> None:
    asked(handler, case, kinds=["medical"])
    asked(handler, case, kinds=["school"])
    send(handler, case, arrived_on=today())
    case.refresh_from_db()
    assert case.waits_for == "applicant", "the second letter is still open"
    send(handler, case, made.png(), "skole.png", kind="school", arrived_on=today())
    case.refresh_from_db()
    assert case.waits_for == "caseworker"


def test_a_doctor_is_asked_only_with_consent_and_the_case_waits_for_her(handler: Client, case: Case) -> None:
    refused = asked(handler, case, asked_of="doctor", recipient="")
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'id="id_consent_error"' in page
    assert 'id="id_recipient_error"' in page
    assert not CaseLetter.objects.exists()
    sent = asked(handler, case, asked_of="doctor", consent="on", recipient="Legen\nLegegata 2")
    assert sent.status_code == 302
    case.refresh_from_db()
    assert case.waits_for == "doctor"
    assert CaseLetter.objects.get().document["letterhead"]["recipient"]["name"] == "Legen"
    for kind, content in (("medical", made.pdf()), ("application", made.png())):
        send(handler, case, content, "fil", kind=kind, arrived_on=today())
    case.refresh_from_db()
    assert case.waits_for == "caseworker"


def test_a_double_click_on_send_is_one_letter(handler: Client, case: Case) -> None:
    key = str(uuid4())
    for _click in range(2):
        assert asked(handler, case, form_key=key).status_code == 302
    assert CaseLetter.objects.count() == DocumentRequest.objects.count() == 1
    assert CaseEvent.objects.filter(case=case, kind="documents_asked_for").count() == 1


@pytest.mark.parametrize(
    "wrong", [{"answer_by": "01.01.2020"}, {"kinds": []}, {"kinds": ["nope"]}, {"asked_of": ""}]
)
def test_what_cannot_be_asked_is_said_and_nothing_is_sent(handler: Client, case: Case, wrong: dict) -> None:
    assert asked(handler, case, **wrong).status_code == 422
    assert not CaseLetter.objects.exists()


def test_nothing_is_asked_for_in_a_case_that_is_decided(handler: Client, case: Case) -> None:
    case.status = Status.DECIDED
    case.save()
    assert asked(handler, case).status_code == 302
    assert not CaseLetter.objects.exists()


def test_a_fault_on_the_way_leaves_neither_letter_nor_wait(
    handler: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(asking, "begin_wait", broken)
    with pytest.raises(DatabaseError):
        asked(handler, case)
    assert not CaseLetter.objects.exists()
    assert not DocumentRequest.objects.exists()


def test_the_front_page_says_what_is_missing_and_what_is_late(
    here: Place, handler: Client, case: Case
) -> None:
    user, now = here.people["caseworker"], timezone.localdate()
    [missing] = notices(case, user, now)
    assert missing.tone == "info"
    assert "2 dokumenter mangler" in missing.text
    asked(handler, case)
    assert list(notices(case, user, now)) == []
    [late] = notices(case, user, now + timedelta(days=30))
    assert late.tone == "warning"
    assert "Søknad" in late.text
    assert "Ta gjerne" not in handler.get(reverse("case", args=[case.number])).content.decode()


def kind_fields(**more: object) -> dict[str, object]:
    names = {f"name_{code}": "Attest" for code in ("nb", "nn", "en")}
    return {**names, "needed_for": ["new.adult"], "based_on": "0", "do": "save", **more}


def test_an_administrator_changes_what_the_municipality_asks_for(
    here: Place, elsewhere: Place, client: Client, case: Case
) -> None:
    client.force_login(here.people["administrator"])
    assert client.get(reverse("document_rules")).status_code == 200
    assert client.post(reverse("new_document_kind"), kind_fields()).status_code == 302
    assert "attest" in states(case)
    assert (
        client.post(
            reverse("document_kind", args=["attest"]), kind_fields(based_on="1", needed_for=[])
        ).status_code
        == 302
    )
    assert "attest" not in states(case)
    removed = client.post(reverse("document_kind", args=["medical"]), {"based_on": "2", "do": "remove"})
    assert removed.status_code == 302
    assert list(states(case)) == ["application"]
    assert DocumentRulesRevision.objects.count() == 3
    assert rules_revision(elsewhere.municipality.pk) is None, "the neighbour keeps the usual list"


def test_two_who_change_the_list_at_once_lose_nothing(here: Place, client: Client) -> None:
    client.force_login(here.people["administrator"])
    client.post(reverse("new_document_kind"), kind_fields())
    stale = client.post(reverse("new_document_kind"), kind_fields(name_nb="Annen attest"))
    assert stale.status_code == 422
    assert DocumentRulesRevision.objects.count() == 1
    assert client.post(reverse("new_document_kind"), kind_fields(name_en="", based_on="1")).status_code == 422


@pytest.mark.parametrize("role", ["caseworker", "team_leader", "auditor"])
def test_nobody_else_changes_the_list(here: Place, client: Client, role: str) -> None:
    client.force_login(here.people[role])
    assert client.get(reverse("document_rules")).status_code == 403
    assert client.post(reverse("new_document_kind"), kind_fields()).status_code == 403
