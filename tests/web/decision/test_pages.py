"""The pages of the calculation, the conditions, the decision and the letter, as a person meets them."""

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rettvis.journey.decision import Act
from rettvis.web.access.models import LogEntry, Role, User
from rettvis.web.application.models import Status
from rettvis.web.application.revisions import save_revision
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.decision.models import DecisionRevision, OfficeDetails, SentLetter
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import do
from rettvis.web.decision.whole_case import whole_case
from tests.web.conftest import Place, new_case
from tests.web.decision.browsing import address, page, typed
from tests.web.decision.ready import TODAY, Ready, make_ready

PAGES = ("utmaling", "vilkar", "vedtak", "brev", "brev/internt", "vedtak/kontor")
LogIn = Callable[[User], Client]


@pytest.fixture
def ready(here: Place) -> Ready:
    """Case 3, ready to be sent for approval."""
    return make_ready(here)


@pytest.mark.parametrize("step", PAGES)
def test_a_page_takes_at_most_ten_queries(
    ready: Ready,
    log_in: LogIn,
    step: str,
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    client = log_in(ready.caseworker)
    with django_assert_max_num_queries(10):
        client.get(address(ready, step))


@pytest.mark.parametrize("step", PAGES)
def test_every_look_up_is_logged_and_another_municipality_sees_nothing(
    ready: Ready, elsewhere: Place, log_in: LogIn, step: str
) -> None:
    page(log_in(ready.caseworker), ready, step)
    assert LogEntry.objects.filter(case_number=ready.case.number, user=ready.caseworker).count() == 1
    page(log_in(elsewhere.people[Role.TEAM_LEADER]), ready, step, 404)
    page(log_in(ready.auditor), ready, step)


@pytest.mark.parametrize("step", PAGES)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_an_empty_case_has_every_page_in_every_language(
    here: Place, log_in: LogIn, step: str, language: str
) -> None:
    client = log_in(here.people[Role.CASEWORKER])
    client.cookies["django_language"] = language
    case = new_case(here)
    assert client.get(f"/sak/{case.number}/{step}/").status_code == 200


def test_the_decision_comes_back_as_it_was_saved(ready: Ready, log_in: LogIn) -> None:
    client = log_in(ready.caseworker)
    before = whole_case(ready.case).draft
    sent = {**typed(page(client, ready, "vedtak")), "do": "save"}
    assert client.post(address(ready, "vedtak"), sent).status_code == 302
    assert whole_case(ready.case).draft == before


def test_a_draft_to_start_from_has_no_outcome(here: Place, log_in: LogIn) -> None:
    ready = make_ready(here, with_decision=False)
    client = log_in(ready.caseworker)
    sent = {**typed(page(client, ready, "vedtak")), "do": "save"}
    assert client.post(address(ready, "vedtak"), sent).status_code == 302
    decision = whole_case(ready.case).draft.decision
    assert {line.granted for line in decision.lines} == {None}
    assert (decision.right.answer, decision.necessary_help.answer) == (None, None)
    assert {key for line in decision.lines for key in line.answers} == {
        request.key for request in ready.file.case.application.requests
    }


def test_every_blocker_is_a_sentence_with_a_link(here: Place, log_in: LogIn) -> None:
    case = new_case(here)
    client = log_in(here.people[Role.CASEWORKER])
    html = client.get(f"/sak/{case.number}/vedtak/").content.decode()
    gate = html[html.index('class="gate"') : html.index('id="acts"')]
    links = re.findall(r'<li><a class="ds-link" href="([^"]+)">([^<]+)</a>', gate)
    assert len(links) > 8
    for link, text in links:
        assert text.strip().endswith((".", "?"))
        assert client.get(link.split("#")[0]).status_code == 200


def test_the_links_of_the_gate_lead_to_something_on_the_page(here: Place, log_in: LogIn) -> None:
    ready = make_ready(here, with_decision=False)
    client = log_in(ready.caseworker)
    client.post(address(ready, "vedtak"), {**typed(page(client, ready, "vedtak")), "do": "save"})
    html = page(client, ready, "vedtak")
    gate = html[html.index('class="gate"') : html.index('id="acts"')]
    for link in re.findall(r'href="([^"]+)"', gate):
        path, _hash, anchor = link.partition("#")
        assert f'id="{anchor}"' in client.get(path).content.decode(), link


def test_from_draft_to_letter_in_the_browser(ready: Ready, log_in: LogIn) -> None:
    client = log_in(ready.caseworker)
    sent = {**typed(page(client, ready, "vedtak")), "do": "send_for_approval"}
    assert client.post(address(ready, "vedtak"), sent).status_code == 302
    ready.case.refresh_from_db()
    assert ready.case.status == Status.AWAITING_APPROVAL
    client = log_in(ready.leader)
    number = whole_case(ready.case).number
    client.post(address(ready, "vedtak/gjor"), {"do": "approve", "based_on": number})
    for _twice in range(2):
        client.post(address(ready, "vedtak/gjor"), {"do": "send", "based_on": number + 1})
    assert SentLetter.objects.count() == 1
    html = page(client, ready, "brev")
    assert "Du får praktisk bistand" in html
    assert "UTKAST" not in html


def test_the_letter_is_a_draft_until_it_is_sent_and_then_the_bytes_that_were_sent(
    ready: Ready, log_in: LogIn
) -> None:
    client = log_in(ready.caseworker)
    assert "UTKAST" in page(client, ready, "brev")
    draft = client.get(address(ready, "brev/pdf"))
    assert draft.content.startswith(b"%PDF")
    assert "utkast" in draft["Content-Disposition"]
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    letter = send(ready.case, ready.caseworker, datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Oslo")))
    OfficeDetails.objects.update(county_governor="Noen andre")
    sent = client.get(address(ready, "brev/pdf"))
    assert sent.content == bytes(letter.pdf)
    assert sent["Content-Disposition"] == f'attachment; filename="vedtak-{ready.case.number}.pdf"'
    assert client.get(address(ready, "brev/internt/pdf")).content == bytes(letter.record_pdf)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_letter_is_shown_in_the_language_that_is_asked_for(
    ready: Ready, log_in: LogIn, language: str
) -> None:
    html = log_in(ready.caseworker).get(address(ready, "brev") + f"?sprak={language}").content.decode()
    assert f'<article class="letter" lang="{language}">' in html


def test_markup_and_very_long_texts_are_shown_as_they_were_written(ready: Ready, log_in: LogIn) -> None:
    client = log_in(ready.caseworker)
    text = "<script>alert(1)</script> #import " + "langt ord " * 1500 + "\u202eאבג"
    sent = {**typed(page(client, ready, "vedtak")), "right-considerations": text, "do": "save"}
    assert client.post(address(ready, "vedtak"), sent).status_code == 302
    raw = client.get(address(ready, "brev")).content.decode()
    assert "<script>alert" not in raw
    assert "&lt;script&gt;alert" in raw
    assert client.get(address(ready, "brev/pdf")).content.startswith(b"%PDF")


def test_two_who_save_the_decision_at_the_same_time_both_keep_what_they_wrote(
    ready: Ready, log_in: LogIn
) -> None:
    first = log_in(ready.caseworker)
    mine = {**typed(page(first, ready, "vedtak")), "right-facts": "Mitt", "do": "save"}
    second = Client()
    second.force_login(ready.leader)
    theirs = {**typed(page(second, ready, "vedtak")), "offer_after_no-facts": "Sitt", "do": "save"}
    assert second.post(address(ready, "vedtak"), theirs).status_code == 302
    response = first.post(address(ready, "vedtak"), mine)
    html = response.content.decode()
    assert response.status_code == 409
    assert ready.leader.name in html
    assert first.post(address(ready, "vedtak"), {**typed(unescape(html)), "do": "save"}).status_code == 302
    decision = whole_case(ready.case).draft.decision
    assert (decision.right.reason.facts, decision.offer_after_no.reason.facts) == ("Mitt", "Sitt")


def test_only_who_approves_changes_what_letters_say_of_the_unit(ready: Ready, log_in: LogIn) -> None:
    sent = {"contact": "Telefon 1", "county_governor": "Statsforvalteren", "exempt": ""}
    assert log_in(ready.caseworker).post(address(ready, "vedtak/kontor"), sent).status_code == 403
    assert log_in(ready.leader).post(address(ready, "vedtak/kontor"), sent).status_code == 302
    assert OfficeDetails.objects.get().contact == "Telefon 1"


def test_a_decided_case_is_shown_and_not_changed(ready: Ready, log_in: LogIn) -> None:
    client = log_in(ready.caseworker)
    sent = {step: typed(page(client, ready, step)) for step in ("utmaling", "vilkar", "vedtak")}
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    send(ready.case, ready.caseworker, datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Oslo")))
    rows = DecisionRevision.objects.count()
    for step, fields in sent.items():
        response = client.post(address(ready, step), {**fields, "do": "save"})
        assert response.status_code in (409, 422)
        page(client, ready, step)
    assert DecisionRevision.objects.count() == rows


def test_a_case_changed_under_approval_says_so(ready: Ready, log_in: LogIn) -> None:
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    whole = whole_case(ready.case)
    changed = {**whole.newest.content(AssessmentRevision), "summary": "Noe annet"}
    save_revision(AssessmentRevision, ready.case, 1, changed, ready.caseworker)
    assert "kartleggingen" in page(log_in(ready.leader), ready, "vedtak")


def test_whoever_approves_reads_what_was_answered(ready: Ready, log_in: LogIn) -> None:
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    html = page(log_in(ready.leader), ready, "vedtak")
    assert "Ditt svar: <strong>Nei</strong>" in html
    assert "Svar: <strong>Avslått</strong>" in html


def test_an_empty_day_clock_asks_for_nothing_that_it_will_answer_itself(here: Place, log_in: LogIn) -> None:
    case = new_case(here)
    html = log_in(here.people[Role.CASEWORKER]).get(f"/sak/{case.number}/vedtak/").content.decode()
    assert "barnets" not in html
    html = log_in(here.people[Role.CASEWORKER]).get(f"/sak/{case.number}/utmaling/").content.decode()
    assert "0\xa0timer" not in html


def test_written_from_the_proposal_alone_a_decision_reaches_a_letter(here: Place, log_in: LogIn) -> None:
    ready = make_ready(here, with_decision=False)
    client = log_in(ready.caseworker)
    sent = typed(page(client, ready, "vedtak"))
    for question, answer in (("right", "no"), ("necessary_help", "yes"), ("offer_after_no", "no")):
        sent[f"{question}-answer"] = answer
        sent[f"{question}-facts"] = f"Fakta om {question} i denne saken"
        sent[f"{question}-considerations"] = f"Hensyn som har talt for {question} i denne saken"
    granted = {"practical_assistance": "1:30", "home_nursing": "3,5", "support_contact": "5"}
    for line in sent["lines"]:
        sent[f"lines-{line}-considerations"] = "Hensyn som har talt mest i denne saken"
        sent[f"lines-{line}-granted"] = "granted" if line in granted else "refused"
        if line in granted:
            sent[f"lines-{line}-amount"] = granted[line]
            sent[f"lines-{line}-organised"] = "municipal"
            sent[f"lines-{line}-start"] = "1.12.2026"
            sent[f"lines-{line}-evaluate_on"] = "01.06.2027"
    response = client.post(address(ready, "vedtak"), {**sent, "do": "send_for_approval"}, follow=True)
    ready.case.refresh_from_db()
    assert ready.case.status == Status.AWAITING_APPROVAL, response.content.decode()
    client = log_in(ready.leader)
    for act in ("approve", "send"):
        number = whole_case(ready.case).number
        client.post(address(ready, "vedtak/gjor"), {"do": act, "based_on": number})
    assert SentLetter.objects.count() == 1
    assert "UTKAST" not in page(client, ready, "brev")
