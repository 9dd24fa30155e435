"""Who knows of one case: shut out, named for a protected one, or let in by herself in need."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import IN_NEED, Action
from rettvis.web.access.gate import Refused, may, visible
from rettvis.web.access.models import LogEntry, NeedReview, NeedToKnow, Role, RoleAssignment, Unit, User
from rettvis.web.access.need_to_know import Kind
from rettvis.web.application.cases import visible_cases
from rettvis.web.application.knowing import end_early, name_staff, open_in_need, review, shut_out
from rettvis.web.application.models import Case, Protection
from rettvis.web.application.protection import Address, change_address
from rettvis.web.application.services import assign, handlers_of
from tests.web.conftest import Place, new_case

WHY = "It is her brother’s case."
SOON = timezone.localdate() + timedelta(days=30)
HOME = Address("Storgata 1", "0150", "Fjordvik", Protection.STRICTLY_CONFIDENTIAL)


def again(user: User) -> User:
    """The same person as a new request reads her."""
    return User.objects.get(pk=user.pk)


def sees(user: User, case: Case) -> bool:
    """Whether the gate shows her the case, asked both ways."""
    user = again(user)
    listed = visible_cases(user).filter(pk=case.pk).exists()
    assert listed == may(user, Action.SEE_CASE, Case.objects.get(pk=case.pk))
    return listed


def one_more(place: Place, role: Role, name: str, unit: Unit | None = None) -> User:
    """Another person with a role."""
    user = User.objects.create_user(name, name.title(), "et langt passord")
    RoleAssignment.objects.create(
        user=user, role=role, municipality=place.municipality, unit=unit, starts_on=date(2020, 1, 1)
    )
    return user


@pytest.fixture
def other_unit(here: Place) -> User:
    """A caseworker of another unit of the same municipality."""
    unit = Unit.objects.create(municipality=here.municipality, name="Barn og familie")
    return one_more(here, Role.CASEWORKER, "berit", unit)


def test_who_is_shut_out_sees_the_case_nowhere_and_no_longer_handles_it(
    here: Place, case: Case, client: Client
) -> None:
    kari, tone = here.people[Role.CASEWORKER], here.people[Role.TEAM_LEADER]
    row = shut_out(case, kari, WHY, None, tone)
    assert not sees(kari, case)
    case.refresh_from_db()
    assert case.assigned_to is None
    assert kari not in handlers_of(case)
    client.force_login(kari)
    assert client.get(f"/sak/{case.number}/").status_code == 404
    assert case.person.name not in client.get("/saker/?whose=all&status=any").content.decode()
    found = client.post("/saker/", {"text": case.number}).content.decode()
    assert f"/sak/{case.number}/" not in found
    with pytest.raises(Faulty):
        assign(case, again(kari), tone)
    end_early(case, row, "They are no longer related.", tone)
    assert sees(kari, case)


def test_it_ends_by_itself_after_its_last_day(here: Place, case: Case) -> None:
    kari = here.people[Role.CASEWORKER]
    row = shut_out(case, kari, WHY, timezone.localdate(), here.people[Role.TEAM_LEADER])
    assert not sees(kari, case)
    assert row.until is not None
    assert timezone.localtime(row.until).hour == 0
    assert not NeedToKnow.objects.in_force(row.until).exists()


def test_somebody_must_be_left_to_lead_the_case(here: Place, case: Case) -> None:
    tone = here.people[Role.TEAM_LEADER]
    with pytest.raises(Faulty) as refused:
        shut_out(case, tone, "My own case", None, tone)
    assert [fault.place for fault in refused.value.faults] == ["user"]
    one_more(here, Role.TEAM_LEADER, "berit")
    shut_out(case, tone, "My own case", None, tone)
    assert not sees(tone, case)
    with pytest.raises(Refused):
        end_early(case, NeedToKnow.objects.get(), "I changed my mind.", again(tone))


def test_every_fault_is_said_at_once(here: Place, case: Case) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Faulty) as refused:
        shut_out(case, here.people[Role.TEAM_LEADER], " ", yesterday, here.people[Role.TEAM_LEADER])
    assert [fault.place for fault in refused.value.faults] == ["reason", "last_day", "user"]
    assert not NeedToKnow.objects.exists()


def test_only_a_leader_shuts_out_and_only_her_own_cases(here: Place, elsewhere: Place, case: Case) -> None:
    for by in (here.people[Role.CASEWORKER], elsewhere.people[Role.TEAM_LEADER]):
        with pytest.raises(Refused):
            shut_out(case, here.people[Role.CASEWORKER], WHY, None, by)


def test_what_is_said_is_never_changed(here: Place, case: Case) -> None:
    shut_out(case, here.people[Role.CASEWORKER], WHY, None, here.people[Role.TEAM_LEADER])
    for statement in ("UPDATE access_needtoknow SET kind = 'named'", "DELETE FROM access_needtoknow"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_protected_case_is_seen_by_those_who_are_named(here: Place, case: Case) -> None:
    kari, tone, arvid = (here.people[role] for role in (Role.CASEWORKER, Role.TEAM_LEADER, Role.AUDITOR))
    change_address(case, HOME, kari)
    assert sees(kari, case)
    assert not sees(tone, case)
    assert not sees(arvid, case)
    row = name_staff(case, tone, "Decides the case.", SOON, again(tone))
    assert sees(tone, case)
    end_early(case, row, "The case is decided.", again(tone))
    assert not sees(tone, case)
    assert not visible(again(arvid), Case.objects.all(), Action.NAME_STAFF).exists()


def test_naming_needs_a_last_day_and_somebody_with_a_role_there(
    here: Place, elsewhere: Place, case: Case
) -> None:
    change_address(case, HOME, here.people[Role.CASEWORKER])
    with pytest.raises(Faulty) as refused:
        name_staff(
            case, elsewhere.people[Role.CASEWORKER], "Shall help.", None, here.people[Role.TEAM_LEADER]
        )
    assert [fault.place for fault in refused.value.faults] == ["last_day", "user"]


def test_a_case_of_another_unit_is_opened_in_need_to_read_and_for_some_hours(
    here: Place, case: Case, other_unit: User, client: Client
) -> None:
    client.force_login(other_unit)
    assert client.get(f"/sak/{case.number}/").status_code == 404
    typed = {"asked": case.number, "reason": "He was found on the floor at home."}
    assert client.post("/saker/nod/", typed)["Location"] == f"/sak/{case.number}/"
    assert client.get(f"/sak/{case.number}/").status_code == 200
    assert client.post(f"/sak/{case.number}/soknad/", {}).status_code == 403
    entry = LogEntry.objects.filter(action=Action.OPEN_IN_NEED).get()
    assert (entry.basis, entry.case_number) == (IN_NEED, case.number)
    assert LogEntry.objects.filter(basis=IN_NEED, action=Action.SEE_CASE).count() == 1
    row = NeedToKnow.objects.get()
    assert row.until is not None
    assert timedelta(hours=3) < row.until - timezone.now() <= timedelta(hours=4)
    assert not NeedToKnow.objects.in_force(row.until).exists()
    client.post("/saker/nod/", typed)
    assert NeedToKnow.objects.count() == 1


def test_what_is_shut_on_purpose_cannot_be_opened_in_need(
    here: Place, elsewhere: Place, case: Case, other_unit: User
) -> None:
    hidden, protected = new_case(here, name="Kari Vik"), new_case(here, name="Nils Vik")
    shut_out(hidden, other_unit, WHY, None, here.people[Role.TEAM_LEADER])
    change_address(protected, HOME, here.people[Role.CASEWORKER])
    theirs = new_case(elsewhere)
    said = set()
    for asked in (hidden.number, protected.number, theirs.number, "2020-000001", "tull", ""):
        with pytest.raises(Faulty) as refused:
            open_in_need(asked, "He was found on the floor.", again(other_unit))
        said.add(tuple(str(fault.message) for fault in refused.value.faults))
    assert len(said) == 1, "the answer tells nothing of which cases there are"
    assert not NeedToKnow.objects.filter(kind=Kind.IN_NEED).exists()


def test_an_opening_is_settled_once_by_somebody_else(
    here: Place, case: Case, other_unit: User, client: Client
) -> None:
    open_in_need(case.number, "He was found on the floor.", other_unit)
    opening = NeedToKnow.objects.get()
    arvid, tone = here.people[Role.AUDITOR], here.people[Role.TEAM_LEADER]
    client.force_login(arvid)
    assert "He was found on the floor." in client.get("/saker/apnet-i-nod/").content.decode()
    faulty = client.post("/saker/apnet-i-nod/", {"opening": opening.pk, "comment": "ja"})
    assert faulty.status_code == 422
    client.post(
        "/saker/apnet-i-nod/", {"opening": opening.pk, "justified": "yes", "comment": "An ambulance came."}
    )
    assert review(opening, False, "Not at all so.", tone).justified is True
    assert NeedReview.objects.get().made_by == arvid
    with pytest.raises(Refused):
        review(opening, True, "I think that I did right.", again(other_unit))


def test_a_leader_who_opened_in_need_does_not_settle_it(here: Place, case: Case) -> None:
    unit = Unit.objects.create(municipality=here.municipality, name="Barn og familie")
    berit = one_more(here, Role.TEAM_LEADER, "berit", unit)
    open_in_need(case.number, "He was found on the floor.", berit)
    with pytest.raises(Refused):
        review(NeedToKnow.objects.get(), True, "I think that I did right.", again(berit))


def test_an_opening_of_a_case_that_one_may_not_see_cannot_be_settled(
    here: Place, elsewhere: Place, case: Case, other_unit: User, client: Client
) -> None:
    open_in_need(case.number, "He was found on the floor.", other_unit)
    client.force_login(elsewhere.people[Role.AUDITOR])
    assert "found on the floor" not in client.get("/saker/apnet-i-nod/").content.decode()
    typed = {"opening": NeedToKnow.objects.get().pk, "justified": "yes", "comment": "An ambulance came."}
    assert client.post("/saker/apnet-i-nod/", typed).status_code == 404


def test_the_leaders_list_of_protected_cases_shows_numbers_and_no_person(
    here: Place, elsewhere: Place, case: Case, client: Client
) -> None:
    change_address(case, HOME, here.people[Role.CASEWORKER])
    client.force_login(here.people[Role.TEAM_LEADER])
    page = client.get("/saker/skjermet/").content.decode()
    assert case.number in page
    assert case.person.name not in page
    assert "Storgata" not in page
    tone = here.people[Role.TEAM_LEADER]
    typed = {
        "case_number": case.number,
        "username": tone.username,
        "reason": "Decides the case.",
        "last_day": SOON.strftime("%d.%m.%Y"),
    }
    assert client.post("/saker/skjermet/", typed).status_code == 302
    assert client.get(f"/sak/{case.number}/").status_code == 200
    row = NeedToKnow.objects.get(user=tone)
    client.post(f"/saker/skjermet/{row.pk}/avslutt/", {"reason": "It is decided."})
    assert client.get(f"/sak/{case.number}/").status_code == 404
    client.force_login(elsewhere.people[Role.TEAM_LEADER])
    assert client.post(f"/saker/skjermet/{row.pk}/avslutt/", {"reason": "It is decided."}).status_code == 404
    assert case.number not in client.get("/saker/skjermet/").content.decode()
