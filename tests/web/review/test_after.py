"""After a decision: less with a notice, annulment, the history, and what is due."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError
from django.test import Client

from rettvis.journey.application import Representative, RepresentativeKind, Service
from rettvis.journey.decision import Act, Decision, Extent, Official, ServiceLine, State
from rettvis.journey.handling import EventKind
from rettvis.journey.review import AnnulGround, LineStanding
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.application.models import ApplicationRevision, Case
from rettvis.web.application.revisions import current_revision, save_revision
from rettvis.web.application.store import content_of as application_content
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.decision.finished import Finished, as_sent, keep_finished
from rettvis.web.decision.in_force import in_force
from rettvis.web.decision.models import SentLetter
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import Blocked, do, prepare
from rettvis.web.decision.whole_case import whole_case
from rettvis.web.review import annulling
from rettvis.web.review.annulling import Asked
from rettvis.web.review.annulment_control import approve_annulment, propose_annulment
from rettvis.web.review.due import due_cases, due_of
from rettvis.web.review.history import history_of
from rettvis.web.review.notice import send_advance_notice, write_answer
from tests.web.conftest import Place, new_case
from tests.web.decision.ready import TODAY, Ready, make_ready

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 20, 12, tzinfo=OSLO)
UNTIL = date(2026, 12, 11)
BEGAN = date(2025, 3, 3)
MORE = ServiceLine("contact", Service.SUPPORT_CONTACT, True, extent=Extent(600), start=BEGAN)


def decided(place: Place, *lines: ServiceLine) -> Case:
    """A decided case of somebody."""
    case = new_case(place)
    case.decided_on = BEGAN
    case.save()
    people = Official("1", "Kari"), Official("2", "Lise", may_approve=True)
    decision = as_sent(Decision(lines=lines), *people, (BEGAN, BEGAN, BEGAN))
    keep_finished([Finished(case, decision)], place.people[Role.CASEWORKER])
    return case


@pytest.fixture
def today() -> object:
    """The application's day is the day of the tests."""
    day = patch("django.utils.timezone.localdate", lambda value=None: value.date() if value else TODAY)
    with day, patch("django.utils.timezone.now", lambda: NOW):
        yield


@pytest.fixture
def less(here: Place, today: None) -> Ready:
    """Case 3, whose person has more support contact by an earlier decision."""
    earlier = decided(here, MORE)
    ready = make_ready(here)
    ready.case.person = earlier.person
    ready.case.save()
    return ready


def state(case: Case) -> State:
    return whole_case(case).snapshot.decision.state


def later(ready: Ready) -> None:
    """What becomes less begins after the notice has run."""
    whole = whole_case(ready.case)
    lines = tuple(replace(line, start=UNTIL + timedelta(days=1)) for line in whole.draft.decision.lines)
    draft = replace(whole.draft, decision=replace(whole.draft.decision, lines=lines))
    prepare(ready.case, whole.number, draft, whole.snapshot.application, ready.caseworker)


def test_less_is_not_sent_for_approval_before_a_notice_has_run(less: Ready) -> None:
    later(less)
    with pytest.raises(Blocked, match="advance notice"):
        do(less.case, Act.SEND_FOR_APPROVAL, less.caseworker, TODAY)
    send_advance_notice(less.case, less.caseworker, NOW, UNTIL)
    with pytest.raises(Blocked, match="Wait for the answer"):
        do(less.case, Act.SEND_FOR_APPROVAL, less.caseworker, TODAY)
    do(less.case, Act.SEND_FOR_APPROVAL, less.caseworker, UNTIL + timedelta(days=1))
    assert state(less.case) is State.FOR_APPROVAL


def test_an_answer_is_written_down_and_must_be_weighed(less: Ready) -> None:
    later(less)
    with pytest.raises(Faulty, match="No notice"):
        write_answer(less.case, less.caseworker, "Jeg trenger alle timene.", TODAY, NOW)
    send_advance_notice(less.case, less.caseworker, NOW, UNTIL)
    for _twice in range(2):
        write_answer(less.case, less.caseworker, "Jeg trenger alle timene.", TODAY, NOW)
    assert less.case.events.filter(kind=EventKind.ADVANCE_NOTICE_ANSWERED).count() == 1
    with pytest.raises(Blocked, match="weighed"):
        do(less.case, Act.SEND_FOR_APPROVAL, less.caseworker, TODAY)
    whole = whole_case(less.case)
    notice = whole.draft.decision.advance_notice
    assert notice is not None
    weighed = replace(notice, weighed="Du har fått en gruppe med egen leder i stedet.")
    draft = replace(whole.draft, decision=replace(whole.draft.decision, advance_notice=weighed))
    prepare(less.case, whole.number, draft, whole.snapshot.application, less.caseworker)
    do(less.case, Act.SEND_FOR_APPROVAL, less.caseworker, TODAY)


def test_a_notice_sent_twice_is_one_and_a_new_decision_needs_a_new_one(less: Ready) -> None:
    later(less)
    first = send_advance_notice(less.case, less.caseworker, NOW, UNTIL)
    assert send_advance_notice(less.case, less.caseworker, NOW, UNTIL).pk == first.pk
    assert CaseLetter.objects.count() == 1
    assert bytes(first.pdf).startswith(b"%PDF")
    assert "5\xa0timer" in json.dumps(first.document, ensure_ascii=False)
    whole = whole_case(less.case)
    lines = tuple(
        replace(line, extent=Extent(60)) if line.service is Service.SUPPORT_CONTACT else line
        for line in whole.draft.decision.lines
    )
    draft = replace(whole.draft, decision=replace(whole.draft.decision, lines=lines))
    prepare(less.case, whole.number, draft, whole.snapshot.application, less.caseworker)
    with pytest.raises(Blocked, match="Send a new notice"):
        do(less.case, Act.SEND_FOR_APPROVAL, less.caseworker, UNTIL + timedelta(days=1))


def test_the_young_person_gets_a_notice_of_her_own_at_her_own_address(less: Ready) -> None:
    later(less)
    person = less.case.person
    person.birth_date, person.street = date(2010, 5, 1), "Ungdomsveien 2"
    person.postcode, person.post_town = "0000", "EKSEMPELVIK"
    person.save()
    whole = whole_case(less.case)
    parent = Representative(RepresentativeKind.PARENT, "Mor Berg")
    content = application_content(replace(whole.snapshot.application, representative=parent))
    newest = current_revision(ApplicationRevision, less.case)
    assert newest
    save_revision(ApplicationRevision, less.case, newest.number, content, less.caseworker)
    send_advance_notice(less.case, less.caseworker, NOW, UNTIL)
    assert send_advance_notice(less.case, less.caseworker, NOW, UNTIL).kind == "advance_notice"
    first, own = CaseLetter.objects.order_by("pk")
    assert own.key == f"{first.key}:young"
    recipients = [one.document["letterhead"]["recipient"] for one in (first, own)]
    assert recipients[1] == {"name": person.name, "lines": ["Ungdomsveien 2", "0000 EKSEMPELVIK"]}
    assert recipients[0] != recipients[1]
    assert own.document["blocks"] == first.document["blocks"]


def test_no_notice_where_nothing_is_less_and_none_before_today(here: Place, today: None, less: Ready) -> None:
    alone = make_ready(here)
    with pytest.raises(Faulty, match="nothing less"):
        send_advance_notice(alone.case, alone.caseworker, NOW, UNTIL)
    with pytest.raises(Faulty, match="after today"):
        send_advance_notice(less.case, less.caseworker, NOW, TODAY)
    with pytest.raises(Faulty, match="since you opened"):
        send_advance_notice(less.case, less.caseworker, NOW, UNTIL, seen=99)
    with pytest.raises(Refused):
        send_advance_notice(less.case, less.auditor, NOW, UNTIL)
    assert not CaseLetter.objects.exists()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_of_the_notice_shows_the_letter_and_sends_it(
    less: Ready, client: Client, language: str
) -> None:
    client.force_login(less.caseworker)
    address = f"/sak/{less.case.number}/forhandsvarsel/"
    assert f'lang="{language}"' in client.get(address, {"sprak": language}).content.decode()
    assert client.get(f"{address}utkast/").content.startswith(b"%PDF")
    wrong = client.post(address, {"do": "send", "answer_by": "20.11.2026", "based_on": 1})
    assert wrong.status_code == 422
    sent = {"do": "send", "answer_by": "11.12.2026", "based_on": 1}
    assert client.post(address, sent).status_code == 302
    assert (
        client.post(address, {"do": "answer", "answered_on": "20.11.2026", "answer": ""}).status_code == 422
    )
    answer = {"do": "answer", "answered_on": "20.11.2026", "answer": "Nei, jeg trenger mer."}
    assert client.post(address, answer).status_code == 302
    assert "Nei, jeg trenger mer." in client.get(address).content.decode()
    assert "Nei, jeg trenger mer." in client.get(f"/sak/{less.case.number}/vedtak/").content.decode()


@pytest.fixture
def sent(here: Place) -> Ready:
    """Case 3, decided."""
    ready = make_ready(here)
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    send(ready.case, ready.caseworker, NOW)
    ready.case.refresh_from_db()
    return ready


ASKED = Asked(
    AnnulGround.INVALID,
    "Vedtaket bygde på feil person i saken.",
    TODAY,
    True,
    "Personen er ringt og er enig.",
)


def annul(ready: Ready, asked: Asked = ASKED) -> CaseLetter:
    """Proposed by the caseworker, and approved by the leader."""
    proposal = propose_annulment(ready.case, asked, ready.caseworker, NOW)
    return approve_annulment(ready.case, proposal.number, ready.leader, NOW)


def test_an_annulled_decision_stands_as_it_was_sent_and_its_lines_stop(sent: Ready) -> None:
    before = SentLetter.objects.get(case=sent.case).sha256
    far = date(2027, 6, 1)
    assert in_force(far).filter(case=sent.case).exists()
    letter = annul(sent)
    assert approve_annulment(sent.case, 0, sent.leader, NOW).pk == letter.pk
    assert state(sent.case) is State.ANNULLED
    assert not in_force(far).filter(case=sent.case).exists()
    assert SentLetter.objects.get(case=sent.case).sha256 == before
    with pytest.raises(DatabaseError):
        CaseLetter.objects.filter(pk=letter.pk).update(sha256="")


def test_annulling_lets_what_was_replaced_count_again(here: Place, sent: Ready) -> None:
    earlier = decided(here, replace(MORE, extent=Extent(60)))
    earlier.person = sent.case.person
    earlier.save()
    again = make_ready(here)
    again.case.person = sent.case.person
    again.case.save()
    with patch("rettvis.web.decision.services.check_gate"), patch("rettvis.web.decision.sending.check_gate"):
        do(again.case, Act.SEND_FOR_APPROVAL, again.caseworker, TODAY)
        do(again.case, Act.APPROVE, again.leader, TODAY)
        send(again.case, again.caseworker, NOW)
    assert state(sent.case) is state(earlier) is State.REPLACED
    far = date(2027, 6, 1)
    assert not in_force(far).filter(case__in=[sent.case, earlier]).exists()
    annul(again)
    assert in_force(far).filter(case=earlier).count() == 1
    assert not in_force(far).filter(case=again.case).exists()
    history = history_of(again.case, again.leader, far)
    standings = {one.case.pk: {line.standing for line in one.lines} for one in history.decided}
    assert standings[earlier.pk] == {LineStanding.IN_FORCE}
    assert LineStanding.ANNULLED in standings[again.case.pk]


def test_what_cannot_be_annulled_says_everything_that_is_wrong(here: Place, sent: Ready) -> None:
    open_ = make_ready(here)
    with pytest.raises(Faulty) as caught:
        propose_annulment(open_.case, Asked(None, "", TODAY, restore=False), open_.leader, NOW)
    assert [fault.place for fault in caught.value.faults] == ["annul", "ground", "why", "heard"]
    with pytest.raises(Faulty, match="before the decision"):
        propose_annulment(sent.case, replace(ASKED, from_on=BEGAN), sent.leader, NOW)
    with pytest.raises(Refused):
        propose_annulment(sent.case, ASKED, sent.auditor, NOW)


@pytest.mark.parametrize("step", ["send_letter", "keep", "_restore_lines", "record_event"])
def test_a_power_cut_in_the_middle_annuls_nothing(sent: Ready, step: str) -> None:
    with patch.object(annulling, step, side_effect=SystemExit), pytest.raises(SystemExit):
        annul(sent)
    assert state(sent.case) is State.SENT
    assert not CaseLetter.objects.exists()
    assert in_force(date(2027, 6, 1)).filter(case=sent.case).exists()


def test_the_history_shows_what_is_annulled(sent: Ready, client: Client) -> None:
    annul(sent)
    client.force_login(sent.leader)
    html = client.get(f"/sak/{sent.case.number}/historikk/").content.decode()
    assert "Annullert" in html
    assert "<svg" in html


def test_a_history_holds_only_cases_that_the_reader_may_see(
    here: Place, elsewhere: Place, sent: Ready
) -> None:
    other = decided(elsewhere, MORE)
    other.person = sent.case.person
    other.save()
    found = history_of(sent.case, sent.leader, TODAY)
    assert [one.case.pk for one in found.decided] == [sent.case.pk]


def dated(place: Place, evaluate_on: date | None, ends_on: date | None) -> Case:
    return decided(place, replace(MORE, evaluate_on=evaluate_on, end=ends_on))


@pytest.mark.parametrize(
    ("evaluate_in", "end_in", "is_due"),
    [
        (60, None, True),
        (61, None, False),
        (-5, 400, True),
        (None, 90, True),
        (None, 91, False),
        (None, -3, True),
    ],
)
def test_a_decision_is_due_in_the_days_that_the_office_has_set(
    here: Place, evaluate_in: int | None, end_in: int | None, is_due: bool
) -> None:
    days = [None if add is None else TODAY + timedelta(days=add) for add in (evaluate_in, end_in)]
    case = dated(here, *days)
    found, more = due_cases(here.people[Role.CASEWORKER], TODAY)
    assert ([one.case.pk for one in found] == [case.pk]) is is_due
    assert more == ""


def test_the_list_is_paged_and_a_case_under_way_is_named(here: Place, client: Client, today: None) -> None:
    cases = [dated(here, TODAY - timedelta(days=number), None) for number in range(53)]
    first, more = due_cases(here.people[Role.CASEWORKER], TODAY)
    rest, end = due_cases(here.people[Role.CASEWORKER], TODAY, after=more)
    assert {one.case.pk for one in [*first, *rest]} == {case.pk for case in cases}
    assert (len(first), end) == (50, "")
    client.force_login(here.people[Role.CASEWORKER])
    for _twice in range(2):
        opened = client.post(f"/sak/{cases[0].number}/ny-vurdering/", {"kind": "review"}, follow=True)
    assert opened.status_code == 200, opened.content.decode()
    assert Case.objects.filter(person=cases[0].person, kind="review").count() == 1
    new = Case.objects.get(person=cases[0].person, kind="review")
    rows, _more = due_cases(here.people[Role.CASEWORKER], TODAY, after=more)
    assert {row.under_way for row in rows} == {"", new.number}
    assert client.get("/evaluering/?hvem=mine&hva=evaluation&etter=tull_9").status_code == 200
    assert due_of(cases[1], TODAY)
    assert "Skulle vært evaluert" in client.get(f"/sak/{cases[1].number}/").content.decode()


def test_another_municipality_sees_nothing_due(here: Place, elsewhere: Place) -> None:
    dated(elsewhere, TODAY, None)
    assert due_cases(here.people[Role.CASEWORKER], TODAY) == ([], "")


SETS: list[tuple[str, dict[str, object]]] = [
    ("fullmakt", {"who": "team_leader", "unit": "", "most_minutes": "20", "from_on": "1.1.2026"}),
    ("returgrunner", {"based_on": "0", "key": ["hours", ""], "text": ["Timene", "Ny grunn"]}),
    (
        "dager",
        {"warn_evaluation_days": "30", "warn_end_days": "45", "answer_days": "14", "price_bpa": "450"},
    ),
]


@pytest.mark.parametrize(("address", "data"), SETS)
def test_a_leader_sets_rules_and_nobody_else(
    here: Place, client: Client, address: str, data: dict[str, object]
) -> None:
    client.force_login(here.people[Role.TEAM_LEADER])
    for _twice in range(2):
        client.post(f"/vedtaksregler/{address}/", data)
    html = client.get("/vedtaksregler/").content.decode()
    assert {"fullmakt": "20", "returgrunner": "Ny grunn", "dager": "450"}[address] in html
    client.force_login(here.people[Role.CASEWORKER])
    assert client.post(f"/vedtaksregler/{address}/", data).status_code == 403
    client.force_login(here.people[Role.AUDITOR])
    assert client.get("/vedtaksregler/").status_code == 200
    assert client.post(f"/vedtaksregler/{address}/", data).status_code == 403


def test_a_rule_that_is_typed_wrong_is_said_and_not_saved(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.TEAM_LEADER])
    wrong: list[tuple[str, dict[str, object]]] = [
        ("fullmakt", {"who": "nobody", "from_on": "32.1.2026"}),
        ("returgrunner", {"based_on": "0", "key": [""], "text": ["x" * 201]}),
        ("dager", {"warn_evaluation_days": "-1", "warn_end_days": "", "answer_days": "9999"}),
    ]
    for address, data in wrong:
        assert client.post(f"/vedtaksregler/{address}/", data).status_code == 422
