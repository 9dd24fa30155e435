"""A letter of a case is sent once, kept as it was sent, and seen by those who may see the case."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256

import pytest
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import LogEntry, Role
from rettvis.web.application.models import Case
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.correspondence.sending import send_letter
from tests.web.conftest import Place
from tests.web.correspondence.letters import KIND, NOW, a_document, a_letter

LogIn = Callable[..., Client]


def test_a_letter_keeps_its_blocks_its_bytes_and_its_last_day(here: Place, case: Case) -> None:
    user = here.people[Role.CASEWORKER]
    letter, new = send_letter(
        case, KIND, a_document(case), user, NOW, key="once", answer_by=date(2026, 12, 4)
    )
    assert new
    assert bytes(letter.pdf).startswith(b"%PDF")
    assert letter.sha256 == sha256(letter.pdf).hexdigest()
    assert letter.document["blocks"][0]["text"] == "Hei."
    assert letter.answer_by == date(2026, 12, 4)
    entry = LogEntry.objects.latest("id")
    assert (entry.action, entry.case_number, entry.user) == (Action.SEND_LETTER, case.number, user)


def test_the_same_letter_sent_twice_is_one(here: Place, case: Case) -> None:
    user = here.people[Role.CASEWORKER]
    first, _ = send_letter(case, KIND, a_document(case), user, NOW, key="once")
    second, new = send_letter(case, KIND, a_document(case, "Noe annet."), user, NOW, key="once")
    assert not new
    assert (second.pk, second.sha256) == (first.pk, first.sha256)
    assert CaseLetter.objects.count() == 1


def test_a_sent_letter_is_never_changed(here: Place, case: Case) -> None:
    letter = a_letter(case, here)
    with pytest.raises(Error), transaction.atomic():
        CaseLetter.objects.filter(pk=letter.pk).update(title="Et annet brev")
    with pytest.raises(Error), transaction.atomic():
        letter.delete()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_those_who_handle_the_case_send_letters(here: Place, case: Case, role: Role) -> None:
    with pytest.raises(Refused):
        send_letter(case, KIND, a_document(case), here.people[role], NOW, key="once")
    assert not CaseLetter.objects.exists()


def test_a_neighbour_sends_and_sees_nothing(here: Place, elsewhere: Place, case: Case, log_in: LogIn) -> None:
    letter = a_letter(case, here)
    with pytest.raises(Refused):
        send_letter(case, KIND, a_document(case), elsewhere.people[Role.CASEWORKER], NOW, key="theirs")
    client = log_in(elsewhere.people[Role.CASEWORKER])
    for name in ("case_letter", "case_letter_pdf"):
        assert client.get(reverse(name, args=[case.number, letter.pk])).status_code == 404


def test_a_letter_is_found_in_its_own_case_alone(
    here: Place, elsewhere: Place, case: Case, log_in: LogIn
) -> None:
    from tests.web.conftest import new_case

    other = new_case(here, "Eva Dal")
    letter = a_letter(other, here)
    client = log_in(here.people[Role.CASEWORKER])
    assert client.get(reverse("case_letter", args=[case.number, letter.pk])).status_code == 404


def test_the_list_the_page_and_the_file_say_the_same(here: Place, case: Case, log_in: LogIn) -> None:
    letter = a_letter(case, here)
    client = log_in(here.people[Role.CASEWORKER])
    listed = client.get(reverse("case_letters", args=[case.number])).content.decode()
    assert reverse("case_letter", args=[case.number, letter.pk]) in listed
    page = client.get(reverse("case_letter", args=[case.number, letter.pk])).content.decode()
    assert "Et brev" in page
    assert letter.sha256 in page
    file = client.get(reverse("case_letter_pdf", args=[case.number, letter.pk]))
    assert file.content == bytes(letter.pdf)
    assert case.person.name not in file["Content-Disposition"]
