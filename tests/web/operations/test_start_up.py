"""The service does not start with anything of a demonstration in it, and says all that is wrong at once."""

import pytest
from django.test import Client

from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Person
from rettvis.web.demo.fill import PASSWORD
from rettvis.web.operations.accounts import First, found, new_password
from rettvis.web.operations.start_up import unfit
from tests.web.conftest import Place


@pytest.fixture
def real(settings: object) -> None:
    """The settings as they are in production."""
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def said() -> str:
    """Every fault, in English."""
    return "\n".join(fault.say("en") for fault in unfit())


def test_a_new_installation_may_start(db: None, real: None) -> None:
    found(First("3205", "Lillestrøm", "Kontoret", "siri", "Siri Lien", "et langt passord"))
    assert said() == ""


def test_everything_of_a_demonstration_is_named_at_once(here: Place, settings: object) -> None:
    municipality = Municipality.objects.create(number="3205", name="Lillestrøm")
    Person.objects.create(
        municipality=municipality, name="Ola", birth_date="1980-01-01", national_id="01818012345"
    )
    User.objects.create_user("kari", "Kari Lunde", PASSWORD)
    settings.DEBUG = True
    text = said()
    assert "Fjordvik is invented" in text
    assert "Invented national identity numbers: 1" in text
    assert "kari: The user has the password of the demonstration" in text
    assert "DEBUG" in text
    assert "SESSION_COOKIE_SECURE" in text


def test_a_demonstration_is_asked_only_whether_somebody_in_it_is_real(here: Place, settings: object) -> None:
    settings.DEMO = True
    assert unfit() == []
    Municipality.objects.create(number="3205", name="Lillestrøm")
    assert "RETTVIS_DEMO: The database holds Lillestrøm, which is not invented" in said()


def test_a_password_is_rescued_by_the_same_rules_as_in_the_application(here: Place, client: Client) -> None:
    from rettvis.rulekit.faults import Faulty

    user = here.people["auditor"]
    with pytest.raises(Faulty):
        new_password(user.username, "kort")
    new_password(user.username, "et helt nytt passord")
    user.refresh_from_db()
    assert user.check_password("et helt nytt passord")


def test_a_municipality_is_founded_once_with_all_faults_told(here: Place) -> None:
    from rettvis.rulekit.faults import Faulty

    taken = here.people["auditor"].username
    with pytest.raises(Faulty) as refusal:
        found(First("9901", "", " ", taken, "", "kort"))
    assert {fault.place for fault in refusal.value.faults} == {
        "--municipality",
        "--name",
        "--unit",
        "--full-name",
        "--administrator",
        "--password-file",
    }
    assert Municipality.objects.count() == 1
