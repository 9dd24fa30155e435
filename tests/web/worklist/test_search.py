"""A search finds what was meant, among the cases one may see alone, and leaves no trace of a number."""

from datetime import date

import pytest
from django.test import Client

from rettvis.web.access.models import LogEntry, Role
from rettvis.web.application.models import Case, Person
from rettvis.web.worklist import finding
from tests.web.conftest import Place, new_case
from tests.web.worklist.numbers import INVENTED, WRONG
from tests.web.worklist.test_worklist import numbers


@pytest.fixture
def found(here: Place, client: Client):
    """Searches as the caseworker, and gives the page."""

    def search(text: str) -> str:
        client.force_login(here.people[Role.CASEWORKER])
        answer = client.post("/saker/", {"text": text})
        assert answer.status_code == 200
        return answer.content.decode()

    return search


@pytest.mark.parametrize(
    "text", ["åse", "Aase", "ase", "BERG", "berg åse", "Åse Lie-Berg", "lie be", "ieb", "Åse 1.5.1980"]
)
def test_a_name_is_found_by_any_of_its_words_in_any_order(text: str, here: Place, found) -> None:
    case = new_case(here, "Åse Lie-Berg")
    new_case(here, "Ola Nordmann")
    assert numbers(found(text)) == [case.number]


@pytest.mark.parametrize("text", ["åse ola", "bergen", "åse 2.5.1980"])
def test_every_word_must_fit(text: str, here: Place, found) -> None:
    new_case(here, "Åse Lie-Berg")
    new_case(here, "Ola Nordmann")
    assert numbers(found(text)) == []


@pytest.mark.parametrize("text", ["1", "000001", "2026-1", "2026", "1.5.1980", "010580", INVENTED])
def test_other_things_that_are_known_find_the_case(text: str, here: Place, found) -> None:
    case = new_case(here, national_id=INVENTED)
    assert numbers(found(text)) == [case.number]


def test_a_national_identity_number_is_in_no_page_and_no_log(here: Place, found) -> None:
    new_case(here, national_id=INVENTED)
    for number in (INVENTED, WRONG):
        page = found(number)
        assert number not in page
        assert number[6:] not in page.replace("csrfmiddlewaretoken", "")
    row = LogEntry.objects.order_by("-pk").values_list("what", "cases")[1]
    assert row == ("Search by national identity number", " 2026-000001 ")
    assert not [entry for entry in LogEntry.objects.values() if INVENTED in str(entry) or WRONG in str(entry)]


@pytest.mark.parametrize(
    ("text", "what"),
    [("Ola", "Search by name"), ("12", "Search by case number"), ("1.5.1980", "Search by date of birth")],
)
def test_the_log_says_what_kind_of_search_it_was_and_not_what_was_typed(
    text: str, what: str, here: Place, found
) -> None:
    new_case(here)
    found(text)
    entry = LogEntry.objects.latest("pk")
    assert entry.what == what
    assert "Ola" not in str(LogEntry.objects.filter(pk=entry.pk).values())


def test_nobody_finds_a_neighbours_case_by_anything(here: Place, elsewhere: Place, found) -> None:
    new_case(elsewhere, national_id=INVENTED)
    for text in ("Ola", "Berg", "1.5.1980", "2026-000001", "1", INVENTED):
        assert numbers(found(text)) == []


@pytest.mark.parametrize("many", [2, 100], ids=["very many have them", "many have them"])
def test_a_name_that_thousands_have_is_found_as_one_that_few_have(
    here: Place, found, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    cases = [new_case(here, f"Ola Berg{number}") for number in range(4)]
    new_case(here, "Kari Lie")
    new_case(here, "Ola Lie")
    monkeypatch.setattr(finding, "FEW", 2)
    monkeypatch.setattr(finding, "MANY", many)
    for text in ("berg", "berg ola", "o b", "erg", "erg ola berg"):
        assert numbers(found(text)) == [case.number for case in cases]


def test_a_search_goes_on_over_several_pages_both_ways(here: Place, client: Client) -> None:
    people = Person.objects.bulk_create(
        Person(municipality=here.municipality, name=f"Ola N{number}", birth_date=date(1980, 5, 1))
        for number in range(120)
    )
    Case.objects.bulk_create(
        Case(
            number=f"2025-{number:06d}",
            municipality=here.municipality,
            unit=here.unit,
            person=person,
            group="adult",
            received_on=date(2025, 1, 1),
        )
        for number, person in enumerate(people)
    )
    client.force_login(here.people[Role.CASEWORKER])
    pages, place = [], {}
    for _again in range(3):
        page = client.post("/saker/", {"text": "ola", **place}).content.decode()
        pages.append(numbers(page))
        if 'name="after" value="' in page:
            place = {"after": page.split('name="after" value="')[1].split('"')[0]}
    assert [len(one) for one in pages] == [50, 50, 20]
    before = page.split('name="before" value="')[1].split('"')[0]
    assert numbers(client.post("/saker/", {"text": "ola", "before": before}).content.decode()) == pages[1]


@pytest.mark.parametrize(
    "text",
    ["\x00", "\x00a\x00", "x" * 10_000, "1" * 10_000, "%_'\"\\", "\U0010ffff", "\u202e", "🙂", "(", "[a-z]*"],
)
def test_whatever_is_typed_gets_a_page(text: str, here: Place, found) -> None:
    new_case(here)
    assert "<h1" in found(text)


def test_what_was_typed_is_shown_as_text(here: Place, found) -> None:
    assert "<b>x" not in found("<b>x</b> ola")
