"""A provider is asked about what deviates, once for each form, and the answer has its day."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from rettvis.edges.identity import synthetic_national_ids
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.invoices.asking import NewQuestion, ask_provider, record_answer
from rettvis.web.invoices.models import ProviderAnswer, ProviderQuestion
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import a_question, an_invoice

LATER = NOW + timedelta(days=9)


def test_the_letter_has_the_lines_and_no_name_of_a_person(here: Place) -> None:
    row = an_invoice(here)
    line = row.lines.select_related("case__person").get()
    asked = a_question(here)
    text = asked.document["message"]
    assert line.case.number in text
    assert asked.document["letterhead"]["case_number"] == line.case.number
    assert row.deviations.get().message["nb"] in text
    assert line.case.person.name not in text
    assert bytes(asked.pdf).startswith(b"%PDF")
    assert asked.about.get().deviation == row.deviations.get()


def test_the_same_form_twice_is_one_question(here: Place) -> None:
    an_invoice(here)
    assert a_question(here) == a_question(here)
    assert ProviderQuestion.objects.count() == 1


def test_how_long_the_answer_took_is_known(here: Place) -> None:
    an_invoice(here)
    asked, user = a_question(here), here.people[Role.CONTROLLER]
    day = asked.sent_on + timedelta(days=6)
    rows = [record_answer(user, asked, day, "Prisen var feil.", LATER) for _time in range(2)]
    assert rows[0] == rows[1]
    assert (rows[0].answered_on - asked.sent_on).days == 6
    with pytest.raises(Faulty):
        record_answer(user, asked, day, "Noe annet.", LATER)


@pytest.mark.parametrize("days", [-1, 10])
def test_an_answer_comes_after_the_question_and_not_in_the_future(here: Place, days: int) -> None:
    an_invoice(here)
    asked = a_question(here)
    day = asked.sent_on + timedelta(days=days)
    with pytest.raises(Faulty):
        record_answer(here.people[Role.CONTROLLER], asked, day, "Svar.", LATER)
    assert not ProviderAnswer.objects.exists()


def test_every_fault_of_a_question_is_told_at_once(here: Place) -> None:
    row, number = an_invoice(here), next(iter(synthetic_national_ids(date(1990, 5, 17))))
    new = NewQuestion([], f"Gjelder {number}.", date(2020, 1, 1), "nb")
    with pytest.raises(Faulty) as refusal:
        ask_provider(here.people[Role.CONTROLLER], row, new, "key", NOW)
    assert [fault.place for fault in refusal.value.faults] == ["deviations", "answer_by", "asked"]
    assert not ProviderQuestion.objects.exists()


def test_what_was_sent_is_never_changed(here: Place) -> None:
    an_invoice(here)
    asked = a_question(here)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProviderQuestion.objects.filter(pk=asked.pk).update(asked="Noe annet")


def test_a_question_is_shown_before_it_is_written_and_answered_on_its_page(
    here: Place, client: Client
) -> None:
    row = an_invoice(here)
    client.force_login(here.people[Role.CONTROLLER])
    page = f"/faktura/{row.pk}/sporsmal/"
    form = {
        "deviations": [row.deviations.get().pk],
        "asked": "Hvilken pris?",
        "answer_by": "01.09.2030",
        "language": "nn",
        "key": "k",
    }
    assert "Hvilken pris?" in client.post(page, {**form, "do": "preview"}).text
    assert not ProviderQuestion.objects.exists()
    for _time in range(2):
        assert client.post(page, {**form, "do": "send"}).status_code == 302
    [asked] = ProviderQuestion.objects.all()
    assert "Svar venta" not in client.get(f"/faktura/sporsmal/{asked.pk}/").text
    assert client.get(f"/faktura/sporsmal/{asked.pk}/pdf/").content == bytes(asked.pdf)
    day = asked.sent_on.strftime("%d.%m.%Y")
    done = client.post(f"/faktura/sporsmal/{asked.pk}/", {"answered_on": day, "text": "Feil."})
    assert done.status_code == 302
    assert "Feil." in client.get(f"/faktura/sporsmal/{asked.pk}/").text
    assert client.get("/faktura/sporsmal/").status_code == 200
    assert client.get(f"/faktura/{row.pk}/").status_code == 200


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CASEWORKER])
def test_only_controller_and_leader_ask(here: Place, role: Role) -> None:
    row = an_invoice(here)
    new = NewQuestion([row.deviations.get()], "", date(2030, 1, 1), "nb")
    with pytest.raises(Refused):
        ask_provider(here.people[role], row, new, "key", NOW)
