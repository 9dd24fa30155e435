"""Nobody is logged in before the code from her telephone; a code is good once; a lost one is replaced."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from rettvis.web.access.append_only import is_protected
from rettvis.web.access.models import LogEntry, Role, User
from rettvis.web.second_factor import services
from rettvis.web.second_factor.codes import STEP_SECONDS, address_for_telephone, step_of
from rettvis.web.second_factor.models import Reset, SecondFactor, SpareCode
from rettvis.web.second_factor.vault import Unreadable, opened, seal
from tests.web.conftest import PASSWORD, Place

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def code(secret: str, now: datetime, steps: int = 0) -> str:
    """What the telephone shows then."""
    return str(pyotp.TOTP(secret).at(now + timedelta(seconds=steps * STEP_SECONDS)))


def with_factor(user: User, now: datetime = NOW) -> tuple[str, list[str]]:
    """Give ``user`` a second factor; its secret and the spare codes."""
    secret, _sealed = services.propose(user)
    return secret, services.set_up(user, secret, code(secret, now), now)


def after_password(client: Client, user: User, **more: str) -> Client:
    """Half logged in."""
    client.post("/logg-inn/", {"username": user.username, "password": PASSWORD, **more})
    return client


@pytest.fixture
def required(settings: object) -> None:
    """As in production."""
    settings.SECOND_FACTOR_REQUIRED = True


def test_a_right_password_alone_opens_no_page(here: Place, client: Client, required: None) -> None:
    user = here.people[Role.CASEWORKER]
    with_factor(user)
    after_password(client, user)
    for address in ("/", "/saker/", "/passord/", "/saker/ny/", "/helt/annet/"):
        answer = client.get(address)
        assert answer.status_code in (302, 404)
        assert answer.status_code == 404 or answer["Location"].startswith("/logg-inn/kode/")
        assert user.name not in answer.content.decode()
    assert client.post("/passord/", {"old": PASSWORD, "new": "et nytt langt passord"}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_code_leads_on_to_where_the_person_was_going(here: Place, client: Client, required: None) -> None:
    user = here.people[Role.CASEWORKER]
    now = timezone.now()
    secret, _spare = with_factor(user, now - timedelta(minutes=5))
    answer = client.post(
        "/logg-inn/", {"username": user.username, "password": PASSWORD, "next": "/saker/?whose=all"}
    )
    way = client.get(answer["Location"])["Location"]
    assert "/logg-inn/kode/" in way
    assert client.get(way).status_code == 200
    before = client.session.session_key
    answer = client.post("/logg-inn/kode/", {"code": code(secret, now), "next": "/saker/?whose=all"})
    assert answer["Location"] == "/saker/?whose=all"
    assert client.get("/saker/").status_code == 200
    assert client.session.session_key != before


def test_a_code_that_was_used_is_refused_also_in_another_browser(here: Place, required: None) -> None:
    user = here.people[Role.CASEWORKER]
    secret, _spare = with_factor(user, NOW)
    later = NOW + timedelta(seconds=STEP_SECONDS * 2)
    assert services.passes(user, code(secret, later), later)
    assert not services.passes(user, code(secret, later), later)
    assert not services.passes(user, code(secret, later, -1), later), "an older one is refused too"
    assert not services.passes(user, code(secret, NOW), NOW)


def test_a_spare_code_is_good_once_and_is_not_kept_in_the_clear(here: Place) -> None:
    user = here.people[Role.CASEWORKER]
    _secret, spare = with_factor(user)
    assert len(set(spare)) == 10
    kept = set(SpareCode.objects.values_list("digest", flat=True))
    assert not kept & set(spare)
    assert services.passes(user, f"{spare[0][:5]}-{spare[0][5:]}".upper(), NOW)
    assert not services.passes(user, spare[0], NOW)
    assert not services.passes(here.people[Role.AUDITOR], spare[1], NOW)
    assert services.spare_codes_left(user) == 9


def test_new_spare_codes_end_the_old(here: Place) -> None:
    user = here.people[Role.CASEWORKER]
    _secret, spare = with_factor(user)
    new = services.renew_spare_codes(user)
    assert not services.passes(user, spare[0], NOW)
    assert services.passes(user, new[0], NOW)


def test_the_secret_is_sealed_in_the_database(here: Place, settings: object) -> None:
    user = here.people[Role.CASEWORKER]
    secret, _spare = with_factor(user)
    sealed = SecondFactor.objects.get(user=user).sealed_secret
    assert secret not in sealed
    assert opened(sealed) == secret
    settings.ENCRYPTION_KEY = "another key " * 6
    with pytest.raises(Unreadable):
        opened(sealed)
    assert not services.passes(user, code(secret, NOW), NOW)


def test_a_proposed_secret_is_for_one_person_only(here: Place) -> None:
    caseworker, leader = here.people[Role.CASEWORKER], here.people[Role.TEAM_LEADER]
    secret, sealed = services.propose(caseworker)
    assert services.proposed(caseworker, sealed) == secret
    assert services.proposed(leader, sealed) is None
    assert services.proposed(caseworker, seal("noe annet")) is None
    assert services.proposed(caseworker, "tull") is None


def test_where_it_is_required_the_first_log_in_sets_it_up(
    here: Place, client: Client, required: None
) -> None:
    user = here.people[Role.CASEWORKER]
    after_password(client, user)
    answer = client.get("/logg-inn/kode/")
    assert answer["Location"] == "/totrinn/"
    page = client.get("/totrinn/")
    text = page.content.decode()
    sealed = re.findall(r'name="sealed" value="([^"]+)"', text)[0]
    secret = services.proposed(user, sealed)
    assert secret
    assert secret in text.replace(" ", "")
    assert "<svg" in text
    wrong = client.post("/totrinn/", {"sealed": sealed, "code": "000000"})
    assert wrong.status_code == 422
    assert sealed in wrong.content.decode(), "the same QR code stays"
    done = client.post("/totrinn/", {"sealed": sealed, "code": code(secret, timezone.now())})
    assert done.status_code == 200
    assert done.content.decode().count("<li><code>") == 10
    assert done["Cache-Control"] == "no-store"
    assert client.get("/saker/").status_code == 200
    again = client.post("/totrinn/", {"sealed": sealed, "code": code(secret, timezone.now())})
    assert again.content.decode().count("<li><code>") == 0, "the codes are shown once"


def test_half_a_log_in_cannot_put_another_telephone_in_place_of_the_first(
    here: Place, client: Client, required: None
) -> None:
    user = here.people[Role.CASEWORKER]
    with_factor(user)
    after_password(client, user)
    secret, sealed = services.propose(user)
    answer = client.post("/totrinn/", {"sealed": sealed, "code": code(secret, timezone.now())})
    assert answer["Location"] == "/logg-inn/kode/"
    assert services.set_up(user, secret, code(secret, NOW), NOW) == []


def test_it_is_not_asked_for_where_it_is_not_required_and_not_set_up(here: Place, client: Client) -> None:
    after_password(client, here.people[Role.CASEWORKER])
    assert client.get("/saker/").status_code == 200


def test_it_is_asked_for_by_whoever_has_set_it_up(here: Place, client: Client) -> None:
    user = here.people[Role.CASEWORKER]
    with_factor(user)
    after_password(client, user)
    assert client.get("/saker/")["Location"].startswith("/logg-inn/kode/")


def test_a_log_in_from_before_it_became_required_is_asked_for_it(
    here: Place, client: Client, settings: object
) -> None:
    after_password(client, here.people[Role.CASEWORKER])
    assert client.get("/saker/").status_code == 200
    settings.SECOND_FACTOR_REQUIRED = True
    assert client.get("/saker/")["Location"].startswith("/logg-inn/kode/")


def test_the_sixth_guess_at_a_code_must_wait(here: Place, client: Client, required: None) -> None:
    user = here.people[Role.CASEWORKER]
    now = timezone.now()
    secret, _spare = with_factor(user, now - timedelta(minutes=5))
    after_password(client, user)
    for _time in range(5):
        assert client.post("/logg-inn/kode/", {"code": "000000"}).status_code == 422
    answer = client.post("/logg-inn/kode/", {"code": code(secret, now)})
    assert answer.status_code == 422
    assert "For mange forsøk" in answer.content.decode()


def test_the_administrator_resets_it_and_that_is_logged(here: Place, client: Client) -> None:
    user, administrator = here.people[Role.CASEWORKER], here.people[Role.ADMINISTRATOR]
    with_factor(user)
    client.force_login(administrator)
    assert user.name in client.get("/totrinn/brukere/").content.decode()
    client.post("/totrinn/brukere/", {"user": str(user.pk)})
    assert not services.has_factor(user)
    [written] = Reset.objects.all()
    assert (written.user_id, written.by_id) == (user.pk, administrator.pk)
    assert LogEntry.objects.filter(what="A second factor was reset", user=administrator).count() == 1


def test_an_administrator_of_another_municipality_cannot_reset_it(
    here: Place, elsewhere: Place, client: Client
) -> None:
    user = here.people[Role.CASEWORKER]
    with_factor(user)
    client.force_login(elsewhere.people[Role.ADMINISTRATOR])
    assert user.name not in client.get("/totrinn/brukere/").content.decode()
    client.post("/totrinn/brukere/", {"user": str(user.pk)})
    assert services.has_factor(user)


def test_resets_are_kept_as_they_were_written(here: Place) -> None:
    from django.db import connection

    assert is_protected(connection, Reset._meta.db_table)


def test_a_telephone_is_changed_with_a_code_from_the_old(here: Place, client: Client) -> None:
    user = here.people[Role.CASEWORKER]
    client.force_login(user)
    _secret, spare = with_factor(user)
    assert client.post("/totrinn/", {"code": "000000", "do": "renew"}).status_code == 422
    assert services.has_factor(user)
    client.post("/totrinn/", {"code": spare[3], "do": "renew"})
    assert not services.has_factor(user)
    assert "<svg" in client.get("/totrinn/").content.decode()


def test_the_code_of_a_clock_half_a_minute_off_is_taken_but_not_of_an_older_one(here: Place) -> None:
    secret, _sealed = services.propose(here.people[Role.CASEWORKER])
    assert step_of(secret, code(secret, NOW, -1), NOW)
    assert step_of(secret, code(secret, NOW, 1), NOW)
    assert step_of(secret, code(secret, NOW, 2), NOW) is None
    assert step_of(secret, "١٢٣٤٥٦", NOW) is None


def test_the_qr_code_says_what_the_standard_for_telephones_says() -> None:
    secret = "JBSWY3DPEHPK3PXP" * 2
    address = address_for_telephone(secret, "kari")
    assert address == f"otpauth://totp/Rettvis:kari?secret={secret}&issuer=Rettvis"
