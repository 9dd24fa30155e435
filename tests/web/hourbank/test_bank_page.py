"""The bank of a person: a year at a glance that says the same in words, in the bar and in the tables."""

from datetime import date

from django.test import Client

from rettvis.journey.hourbank import balance
from rettvis.web.access.models import Role
from rettvis.web.hourbank.figures import figures_of, months_of, used_by_month
from rettvis.web.hourbank.services import correct, plan_use
from rettvis.web.hourbank.store import account_of, ledger_of
from tests.web.conftest import Place, new_case
from tests.web.hourbank.banks import SERVICE, act, granted, use

MAY = date(2026, 5, 4)
YEAR = 365 * 520


def page(client: Client, case: object, query: str = "?aar=2026") -> str:
    answer = client.get(f"/sak/{case.number}/timebank/{query}")  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_the_page_says_what_is_left_in_the_first_sentence(here: Place, client: Client) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    use(case, user, MAY, 240)
    client.force_login(user)
    assert "3 159 timer 20 minutter igjen av 3 163 timer 20 minutter." in page(client, case)


def test_the_months_add_up_to_the_year(here: Place) -> None:
    case, user = granted(here, weekly=1001), here.people[Role.CASEWORKER]
    use(case, user, MAY, 241, key="a")
    correct(act(case, user), SERVICE, 2026, "a", 60, "Vakten varte i tre timer.")
    ledger, account = ledger_of([case.person_id], 2026), account_of(case.person, SERVICE, 2026)
    figures, months = figures_of(ledger, account, account.last), months_of(ledger, account, account.last)
    assert sum(month.granted for month in months) == figures.given
    assert sum(used_by_month(ledger, account)) == figures.used == 181
    assert months[-1].left == figures.left == balance(ledger, account, account.last).left


def test_what_was_known_on_a_day_is_shown_as_it_was(here: Place, client: Client) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    use(case, user, MAY, 240)
    client.force_login(user)
    before = page(client, case, "?aar=2026&kjent=2026-06-30")
    assert "3 163 timer 20 minutter igjen av 3 163 timer 20 minutter." in before
    assert "30. juni 2026" in before


def test_use_without_a_grant_is_shown_to_whoever_reads(here: Place, client: Client) -> None:
    case, user = granted(here, last=date(2026, 4, 30)), here.people[Role.CASEWORKER]
    use(case, user, MAY, 240)
    client.force_login(here.people[Role.AUDITOR])
    assert "4. mai 2026" in page(client, case)


def test_a_plan_is_shown_as_a_part_of_what_is_left(here: Place, client: Client) -> None:
    case, user = granted(here, first=date(2027, 1, 1)), here.people[Role.CASEWORKER]
    plan_use(act(case, user), SERVICE, date(2027, 8, 1), date(2027, 8, 14), 600, "Ferie")
    client.force_login(user)
    assert "10 timer" in page(client, case, "?aar=2027")


def test_a_person_without_hours_is_told_so(here: Place, client: Client) -> None:
    case = new_case(here)
    client.force_login(here.people[Role.CASEWORKER])
    assert "2026" in page(client, case)


def test_what_cannot_be_read_of_the_address_is_taken_as_usual(here: Place, client: Client) -> None:
    case = granted(here)
    client.force_login(here.people[Role.CASEWORKER])
    for query in ("?aar=x", "?aar=9999&kjent=2026-13-01", "?tjeneste=%00bpa", "?kjent=0001-01-01"):
        page(client, case, query)
