"""A leader of two municipalities: each has rules for decisions of its own, and both are reached."""

from typing import Any

from django.test import Client
from django.urls import reverse

from rettvis.web.access.models import Role
from rettvis.web.decision.control import AuthorityRow, DecisionSettings, ReturnReasonList
from rettvis.web.decision.returns import reasons_for
from tests.web.conftest import Place, make_place
from tests.web.decision.levels import a_level
from tests.web.follow_up.made import both_places

LEVEL = {"who": "team_leader", "most_minutes": "20", "from_on": "01.01.2026"}
REASONS = {"key": "", "text": "Noe vi har bestemt selv", "based_on": "0"}
DAYS = {"warn_evaluation_days": "30", "warn_end_days": "40", "answer_days": "21", "source": "Vedtatt hos oss"}


def sent(client: Client, name: str, fields: dict[str, Any], number: str = "", *args: object) -> Any:
    named = {"municipality": number} if number else {}
    return client.post(reverse(name, args=args), {**fields, **named})


def test_the_rules_of_each_are_shown_and_saved_by_the_municipality_that_is_named(
    here: Place, elsewhere: Place, client: Client
) -> None:
    both_places(here, elsewhere, Role.TEAM_LEADER)
    client.force_login(here.people[Role.TEAM_LEADER])
    for done, place in enumerate((here, elsewhere), start=1):
        number, ours = place.municipality.number, {"municipality": place.municipality}
        back = f"{reverse('decision_rules')}?municipality={number}"
        assert sent(client, "set_level", LEVEL, number)["Location"] == back
        assert sent(client, "set_reasons", REASONS, number)["Location"] == back
        assert sent(client, "set_settings", DAYS, number)["Location"] == back
        for model in (AuthorityRow, ReturnReasonList, DecisionSettings):
            assert model.objects.filter(**ours).count() == 1
            assert model.objects.count() == done
        shown = client.get(back).content.decode()
        assert f'value="{number}" selected' in shown
        assert "Noe vi har bestemt selv" in shown
        assert f"{reverse('set_level')}?municipality={number}" in shown
        assert shown.count(f'type="hidden" name="municipality" value="{number}"') == 3
        form = client.get(f"{reverse('set_level')}?municipality={number}").content.decode()
        assert f'type="hidden" name="municipality" value="{number}"' in form
        assert back in form


def test_a_level_is_ended_in_the_municipality_it_is_of(here: Place, elsewhere: Place, client: Client) -> None:
    both_places(here, elsewhere, Role.TEAM_LEADER)
    client.force_login(here.people[Role.TEAM_LEADER])
    row = a_level(elsewhere)
    sent(client, "end_level", {}, here.municipality.number, row.pk)
    assert AuthorityRow.objects.count() == 1, "the other municipality has no such level"
    sent(client, "end_level", {}, elsewhere.municipality.number, row.pk)
    assert AuthorityRow.objects.get(withdrawn=True).municipality == elsewhere.municipality


def test_a_fault_in_a_form_is_shown_among_the_rules_of_the_same_municipality(
    here: Place, elsewhere: Place, client: Client
) -> None:
    both_places(here, elsewhere, Role.TEAM_LEADER)
    client.force_login(here.people[Role.TEAM_LEADER])
    number = here.municipality.number
    for name, fields in (("set_reasons", {"based_on": "7"}), ("set_settings", {"answer_days": "x"})):
        answer = sent(client, name, fields, number)
        assert answer.status_code == 422
        assert f'value="{number}" selected' in answer.content.decode()


def test_rules_of_somebody_else_are_refused_and_none_are_changed(
    here: Place, elsewhere: Place, client: Client
) -> None:
    third = make_place("9903", "Aaremoen")
    both_places(here, elsewhere, Role.TEAM_LEADER)
    client.force_login(here.people[Role.TEAM_LEADER])
    for number in (third.municipality.number, "0000", ""):
        asked = {"municipality": number} if number else {}
        status = client.get(reverse("decision_rules"), asked).status_code
        assert status == (403 if number else 200)
        for name, fields in (("set_level", LEVEL), ("set_reasons", REASONS), ("set_settings", DAYS)):
            assert sent(client, name, fields, number).status_code == 403
        assert sent(client, "end_level", {}, number, a_level(third).pk).status_code == 403
    assert reasons_for(here.municipality.pk)[0] == 0
    assert not AuthorityRow.objects.exclude(municipality=third.municipality).exists()
    assert not DecisionSettings.objects.exists()


def test_who_sets_rules_in_one_and_reads_those_of_the_other_is_shown_which_she_may_change(
    here: Place, elsewhere: Place, client: Client
) -> None:
    user = here.people[Role.TEAM_LEADER]
    elsewhere.people[Role.AUDITOR].assignments.update(user=user)
    client.force_login(user)
    theirs = client.get(reverse("decision_rules"), {"municipality": elsewhere.municipality.number})
    assert reverse("set_level") not in theirs.content.decode()
    assert sent(client, "set_settings", DAYS, elsewhere.municipality.number).status_code == 403
    back = sent(client, "set_settings", DAYS, here.municipality.number)["Location"]
    assert back.endswith(f"?municipality={here.municipality.number}")


def test_who_has_one_municipality_chooses_none(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.TEAM_LEADER])
    assert (
        '<select class="ds-input" id="municipality"'
        not in client.get(reverse("decision_rules")).content.decode()
    )
    assert sent(client, "set_settings", DAYS)["Location"] == reverse("decision_rules")
