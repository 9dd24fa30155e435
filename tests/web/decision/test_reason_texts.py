"""Texts of the reasons library in a decision: chosen, filled, frozen by version, never the only reason."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from rettvis.journey.decision import Act
from rettvis.journey.decision.words import Words
from rettvis.web.access.models import Role
from rettvis.web.decision.models import DecisionRevision
from rettvis.web.decision.services import do
from rettvis.web.decision.store import draft_in
from rettvis.web.reasons.services import approve, retire, save_text
from tests.web.conftest import Place, make_place
from tests.web.decision.browsing import address, page, typed
from tests.web.decision.ready import TODAY, Ready, make_ready
from tests.web.follow_up.made import both_places
from tests.web.reasons.made import NORM, TEXT, a_text


@pytest.fixture
def ready(here: Place, client: Client) -> Ready:
    a_text(here)
    a_text(here, replace(NORM, services=()), "norm")
    made = make_ready(here)
    client.force_login(made.caseworker)
    return made


def saved(ready: Ready):
    return draft_in(DecisionRevision.objects.filter(case=ready.case).latest("number").content).decision


def line_of(ready: Ready):
    """The first line that grants something."""
    return next(line for line in saved(ready).lines if line.granted)


def choose(client: Client, ready: Ready, *names: str, **more: object):
    """Save the decision as its form stands, with these texts for that line."""
    form = typed(page(client, ready, "vedtak"))
    row = f"lines-{line_of(ready).key}"
    form[f"{row}-texts"] = list(names)
    form |= {f"{row}-{name}": value for name, value in more.items()}
    return client.post(address(ready, "vedtak"), {**form, "do": "save"})


def test_a_text_is_filled_for_its_line_and_kept_with_its_version(client: Client, ready: Ready) -> None:
    assert choose(client, ready, "tekst/1").status_code == 302
    line = line_of(ready)
    [used] = line.reasons[0].texts
    assert (used.key, used.version, used.title, used.language) == ("tekst", 1, TEXT.title, "nb")
    assert line.extent is not None
    assert line.extent.words().say("nb") in used.words
    assert "{" not in used.words
    assert "necessary_services" in line.reasons[0].rules
    assert used.words.replace("\xa0", " ") in page(client, ready, "vedtak")
    assert used.words.replace("\xa0", " ") in page(client, ready, "brev")


def test_the_text_is_opened_in_the_library_of_the_case_s_municipality(
    here: Place, client: Client, ready: Ready
) -> None:
    both_places(here, make_place("9903", "Aaremoen"), Role.CASEWORKER)
    choose(client, ready, "tekst/1")
    link = f"{reverse('reason_text', args=['tekst'])}?municipality={here.municipality.number}"
    assert link in page(client, ready, "vedtak")
    assert TEXT.title in client.get(link).content.decode()


def test_it_follows_the_line_while_the_decision_is_written(client: Client, ready: Ready) -> None:
    choose(client, ready, "tekst/1")
    choose(client, ready, "tekst/1", amount="3", per="week", every_weeks="")
    assert "3 timer" in line_of(ready).reasons[0].texts[0].words.replace("\xa0", " ")


def test_a_new_version_or_an_end_of_use_changes_nothing_that_is_written(
    client: Client, ready: Ready, here: Place
) -> None:
    choose(client, ready, "tekst/1")
    before = line_of(ready).reasons[0].texts
    new = replace(TEXT, words=Words(nb="Helt nye ord."))
    leader, now = here.people["team_leader"], ready.case.opened_at
    save_text(here.municipality, "tekst", 1, new, here.people["caseworker"], now)
    approve(here.municipality, "tekst", 2, leader, now)
    assert retire(here.municipality, "tekst", 2, TODAY.replace(year=2099), "Senere", leader, now)
    opened = typed(page(client, ready, "vedtak"))
    answer = client.post(address(ready, "vedtak"), {**opened, "do": f"texts:{line_of(ready).key}"})
    form = answer.content.decode()
    assert 'value="tekst/1"' in form
    assert 'value="tekst/2"' in form
    choose(client, ready, "tekst/1")
    assert line_of(ready).reasons[0].texts == before


def test_what_was_sent_for_approval_holds_the_words(client: Client, ready: Ready) -> None:
    choose(client, ready, "tekst/1")
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    [used] = line_of(ready).reasons[0].texts
    assert used.words
    assert used.version == 1


def test_a_norm_alone_stops_the_decision(client: Client, ready: Ready) -> None:
    choose(client, ready, "norm/1", considerations="")
    assert "En norm er veiledende og er aldri selve begrunnelsen" in page(client, ready, "vedtak")


def test_a_text_that_is_not_approved_or_not_there_cannot_be_chosen(
    client: Client, ready: Ready, here: Place, elsewhere: Place
) -> None:
    a_text(elsewhere, TEXT, "deres")
    save_text(here.municipality, "utkast", 0, TEXT, here.people["caseworker"], ready.case.opened_at)
    for name in ("deres/1", "utkast/1", "tekst/9", "tull", "../1"):
        assert choose(client, ready, name).status_code == 422


def test_a_text_that_is_not_written_in_the_letter_s_language_stops_it(client: Client, ready: Ready) -> None:
    form = typed(page(client, ready, "vedtak"))
    form[f"lines-{line_of(ready).key}-texts"] = ["norm/1"]
    client.post(address(ready, "vedtak"), {**form, "letter-language": "en", "do": "save"})
    assert "ikke skrevet på språket i brevet" in page(client, ready, "vedtak")
