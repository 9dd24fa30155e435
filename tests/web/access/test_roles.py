"""Giving and ending roles."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.granting import change_end, end_now, give_role, set_active
from rettvis.web.access.models import LogEntry, Role, RoleAssignment, Unit, User
from rettvis.web.application.models import Case
from tests.web.conftest import PASSWORD, Place


def asked(of: Place, **more: str) -> dict[str, str]:
    """A filled form for a new caseworker."""
    return {
        "username": "ny.person",
        "name": "Ny Person",
        "password": "et skikkelig langt passord",
        "role": Role.CASEWORKER,
        "place": f"u{of.unit.pk}",
        "starts_on": "01.03.2026",
        **more,
    }


def test_a_new_user_is_made_with_the_role(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    assert client.post("/roller/", asked(here)).status_code == 302
    given = User.objects.get(username="ny.person").assignments.get()
    assert (given.role, given.unit, given.municipality) == (Role.CASEWORKER, here.unit, here.municipality)


def test_all_faults_come_at_once_and_nothing_is_saved(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    answer = client.post("/roller/", asked(here, name="", password="kort", ends_on="1.1.2026"))
    page = answer.content.decode()
    for sentence in (
        "Skriv navnet på den nye brukeren",
        "Den siste dagen er før den første",
        "Passordet er for kort",
    ):
        assert sentence in page
    assert not User.objects.filter(username="ny.person").exists()


def test_a_role_in_another_municipality_cannot_be_given(
    here: Place, elsewhere: Place, client: Client
) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    assert client.post("/roller/", asked(here, place=f"u{elsewhere.unit.pk}")).status_code == 422


def test_a_role_ends_today_and_only_by_its_own_administrator(
    here: Place, elsewhere: Place, client: Client
) -> None:
    given = RoleAssignment.objects.get(user=here.people[Role.CASEWORKER])
    for place, ends_on in ((elsewhere, None), (here, timezone.localdate())):
        client.force_login(place.people[Role.ADMINISTRATOR])
        client.post(f"/roller/{given.pk}/", {"do": "end"})
        given.refresh_from_db()
        assert given.ends_on == ends_on


def of(place: Place, role: Role) -> RoleAssignment:
    """The role of the person who has it there."""
    return RoleAssignment.objects.get(user=place.people[role])


def test_a_last_day_is_changed_and_a_role_ended_at_once(here: Place, case: Case, client: Client) -> None:
    kari, given = here.people[Role.CASEWORKER], of(here, Role.CASEWORKER)
    client.force_login(here.people[Role.ADMINISTRATOR])
    page = f"/roller/{given.pk}/"
    day = timezone.localdate() + timedelta(days=9)
    assert client.post(page, {"do": "save", "ends_on": day.strftime("%d.%m.%Y")}).status_code == 302
    given.refresh_from_db()
    assert given.ends_on == day
    hers = Client()
    hers.force_login(kari)
    assert hers.get(f"/sak/{case.number}/").status_code == 200
    client.post(page, {"do": "end"})
    assert hers.get(f"/sak/{case.number}/").status_code == 404
    assert hers.get("/saker/").status_code == 403
    assert client.post(page, {"do": "save", "ends_on": ""}).status_code == 422, "what is ended stays so"
    whats = LogEntry.objects.filter(about=kari).order_by("pk").values_list("what", flat=True)
    assert list(whats) == ["The last day of a role was changed", "A role was ended"]


def test_a_last_day_that_has_passed_is_refused(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    answer = client.post(f"/roller/{of(here, Role.AUDITOR).pk}/", {"do": "save", "ends_on": "1.1.2021"})
    assert answer.status_code == 422
    assert "Den siste dagen er forbi" in answer.content.decode()


def test_nobody_changes_her_own_access(here: Place, client: Client) -> None:
    siri = here.people[Role.ADMINISTRATOR]
    client.force_login(siri)
    again = asked(here, username=siri.username, role=Role.TEAM_LEADER, place=f"m{here.municipality.pk}")
    assert client.post("/roller/", again).status_code == 422
    for do in ("end", "save", "shut_out"):
        assert client.post(f"/roller/{of(here, Role.ADMINISTRATOR).pk}/", {"do": do}).status_code == 422
    assert siri.assignments.count() == 1


def administrator(place: Place, username: str, ends_on: date | None = None) -> RoleAssignment:
    """One more of them."""
    data = {**asked(place, username=username, role=Role.ADMINISTRATOR), "starts_on": date(2026, 1, 1)}
    return give_role({**data, "ends_on": ends_on}, (place.municipality, None))


def test_the_last_administrator_is_not_removed(here: Place) -> None:
    first, soon = of(here, Role.ADMINISTRATOR), timezone.localdate() + timedelta(days=5)
    short = administrator(here, "vikar", soon)
    for act in (
        lambda: change_end(first, soon + timedelta(days=4), short.user),
        lambda: change_end(first, soon, short.user),
    ):
        with pytest.raises(Faulty):
            act()
    other = administrator(here, "ny")
    end_now(first, other.user)
    with pytest.raises(Refused):
        end_now(other, User.objects.get(pk=first.user_id))
    end_now(short, other.user)
    assert (
        RoleAssignment.objects.in_force(timezone.localdate()).filter(role=Role.ADMINISTRATOR).get() == other
    )


def test_a_user_who_is_shut_out_is_logged_out_at_once(here: Place, client: Client) -> None:
    kari = here.people[Role.CASEWORKER]
    hers = Client()
    hers.force_login(kari)
    assert hers.get("/saker/").status_code == 200
    client.force_login(here.people[Role.ADMINISTRATOR])
    client.post(f"/roller/{of(here, Role.CASEWORKER).pk}/", {"do": "shut_out"})
    assert hers.get("/saker/")["Location"].startswith("/logg-inn/")
    assert hers.post("/logg-inn/", {"username": kari.username, "password": PASSWORD}).status_code == 422
    client.post(f"/roller/{of(here, Role.CASEWORKER).pk}/", {"do": "let_in"})
    assert hers.post("/logg-inn/", {"username": kari.username, "password": PASSWORD}).status_code == 302


def test_another_municipality_s_staff_are_left_alone(here: Place, elsewhere: Place, client: Client) -> None:
    client.force_login(elsewhere.people[Role.ADMINISTRATOR])
    page = f"/roller/{of(here, Role.CASEWORKER).pk}/"
    assert client.get(page).status_code == 404
    assert client.post(page, {"do": "shut_out"}).status_code == 404
    kari = here.people[Role.CASEWORKER]
    give_role(
        {"username": kari.username, "role": Role.CASEWORKER, "starts_on": date(2026, 1, 1), "ends_on": None},
        (elsewhere.municipality, elsewhere.unit),
    )
    with pytest.raises(Faulty):
        set_active(kari, False, elsewhere.people[Role.ADMINISTRATOR])
    assert User.objects.get(pk=kari.pk).is_active


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.ANALYST])
def test_a_role_for_the_whole_municipality_is_not_given_for_one_unit(
    here: Place, client: Client, role: Role
) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    assert client.post("/roller/", asked(here, role=role)).status_code == 422
    assert not User.objects.filter(username="ny.person").exists()


def test_a_form_sent_twice_gives_one_role(here: Place, client: Client) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    for _ in range(2):
        client.post("/roller/", asked(here))
    assert RoleAssignment.objects.filter(user__username="ny.person").count() == 1


def test_units_say_whom_they_handle(here: Place, elsewhere: Place, client: Client) -> None:
    client.force_login(here.people[Role.ADMINISTRATOR])
    own = {"municipality": str(here.municipality.pk)}
    client.post("/enheter/", {**own, "name": "Barn og familie", "groups": ["children"]})
    made = Unit.objects.get(name="Barn og familie")
    assert (made.handles_adults, made.handles_children) == (False, True)
    client.post("/enheter/", {**own, "unit": here.unit.pk, "name": "Voksne", "groups": ["adults"]})
    here.unit.refresh_from_db()
    assert (here.unit.name, here.unit.handles_children) == ("Voksne", False)
    for faulty in ({"name": "Voksne", "groups": ["adults"]}, {"name": "Ny", "groups": []}):
        assert client.post("/enheter/", {**own, **faulty}).status_code == 422
    theirs = {"municipality": str(elsewhere.municipality.pk), "name": "Vår", "groups": ["adults"]}
    assert client.post("/enheter/", theirs).status_code == 422
    assert client.post("/enheter/", {**own, "unit": elsewhere.unit.pk, "name": "x"}).status_code == 404
