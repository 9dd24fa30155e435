"""A file that could not be read waits, or stands on the page with its reason, and can be read again."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.models import Role
from rettvis.web.invoices import reading
from rettvis.web.invoices.models import ReadInvoice, ReceivedFile, UnreadFile
from rettvis.web.invoices.reading import read_received
from rettvis.web.invoices.receiving import receive_file
from rettvis.web.invoices.waiting import read_waiting
from rettvis.web.operations import health
from rettvis.web.operations.folder import check_rules
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import a_file, a_world


@pytest.fixture
def no_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """The setting names a folder that is not there."""
    monkeypatch.setenv("RETTVIS_EHF_RULES", str(tmp_path / "typo"))
    reading.rules.cache_clear()
    return monkeypatch


@pytest.fixture
def a_stop(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Something in a file that nobody had thought of."""

    def stopped(*_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(reading, "receive", stopped)
    return monkeypatch


def kept(place: Place) -> tuple[ReceivedFile, bytes]:
    """A good invoice, received and not read yet."""
    content = a_file(a_world(place)[0])
    file, _new = receive_file(place.people[Role.CONTROLLER], place.municipality, content, NOW)
    return file, content


def test_a_wrong_folder_of_rules_is_no_fault_of_the_invoice(
    here: Place, no_rules: pytest.MonkeyPatch, client: Client
) -> None:
    file, _content = kept(here)
    with pytest.raises(Faulty):
        read_received(file.pk, NOW)
    assert not UnreadFile.objects.exists()
    client.force_login(here.people[Role.CONTROLLER])
    text = client.get("/faktura/").text
    assert "De leses av seg selv" in text
    assert "RETTVIS_EHF_RULES" in text
    told = {one.name: one.well for one in health.checks(NOW)}
    assert told["invoice_rules"] is False


def test_it_is_read_by_itself_when_the_setting_is_mended(here: Place, no_rules: pytest.MonkeyPatch) -> None:
    file, _content = kept(here)
    with pytest.raises(Faulty):
        read_waiting(NOW)
    no_rules.delenv("RETTVIS_EHF_RULES")
    assert read_waiting(NOW) == 1
    assert ReadInvoice.objects.get().file == file
    assert read_waiting(NOW) == 0


def test_what_stops_the_reading_is_told_on_the_page_and_read_again_when_asked(
    here: Place, a_stop: pytest.MonkeyPatch, client: Client
) -> None:
    file, _content = kept(here)
    read_received(file.pk, NOW)
    client.force_login(here.people[Role.CONTROLLER])
    assert "stoppet lesingen" in client.get("/faktura/").text
    a_stop.undo()
    address = f"/faktura/fil/lest/{UnreadFile.objects.get().pk}/"
    assert client.post(address, {"do": "again"}).status_code == 302
    [task] = DBTaskResult.objects.order_by("-enqueued_at")[:1]
    assert task.args_kwargs == {"args": [file.pk], "kwargs": {"again": True}}
    read_received(file.pk, NOW, again=True)
    assert ReadInvoice.objects.get().file == file
    assert "stoppet lesingen" not in client.get("/faktura/").text


def test_read_again_and_stopped_again_it_stands_there_once(here: Place, a_stop: pytest.MonkeyPatch) -> None:
    file, _content = kept(here)
    for _time in range(2):
        read_received(file.pk, NOW, again=True)
    assert UnreadFile.objects.count() == 1


def test_read_again_and_stopped_by_something_else_it_tells_that(
    here: Place, a_stop: pytest.MonkeyPatch, client: Client
) -> None:
    file, content = kept(here)
    read_received(file.pk, NOW)
    stopped_by(a_stop, "Vedlegget er skadet.")
    read_received(file.pk, NOW, again=True)
    client.force_login(here.people[Role.CONTROLLER])
    text = client.get("/faktura/").text
    assert "Vedlegget er skadet." in text
    assert "stoppet lesingen" not in text
    told = UnreadFile.objects.order_by("-pk")[0]
    client.post(f"/faktura/fil/lest/{told.pk}/", {"what": "Ny fil er bedt om."})
    assert "Vedlegget er skadet." not in client.get("/faktura/").text
    file = SimpleUploadedFile("faktura.xml", content)
    assert "leses på nytt" in client.post("/faktura/", {"file": file}, follow=True).text
    read_received(told.file_id, NOW, again=True)
    assert "Vedlegget er skadet." in client.get("/faktura/").text


def stopped_by(patch: pytest.MonkeyPatch, what: str) -> None:
    """Let the reading be stopped by a fault that says ``what`` in every language."""

    def stopped(*_given: object) -> None:
        raise Faulty([Fault("", sentence(what))])

    patch.setattr(reading, "receive", stopped)


def test_the_same_file_uploaded_again_is_read_again(
    here: Place, a_stop: pytest.MonkeyPatch, client: Client
) -> None:
    file, content = kept(here)
    read_received(file.pk, NOW)
    before = DBTaskResult.objects.count()
    client.force_login(here.people[Role.CONTROLLER])
    client.post("/faktura/", {"file": SimpleUploadedFile("faktura.xml", content)})
    assert DBTaskResult.objects.count() == before + 1


def test_who_may_not_receive_does_not_have_it_read_again(
    here: Place, a_stop: pytest.MonkeyPatch, client: Client
) -> None:
    file, _content = kept(here)
    read_received(file.pk, NOW)
    client.force_login(here.people[Role.AUDITOR])
    address = f"/faktura/fil/lest/{UnreadFile.objects.get().pk}/"
    assert client.post(address, {"do": "again"}).status_code == 403
    assert "Les på nytt" not in client.get("/faktura/").text


@pytest.mark.django_db
def test_the_health_page_says_where_peppols_rules_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RETTVIS_EHF_RULES", raising=False)
    found = check_rules(NOW)
    assert found.well
    assert "CEN" in found.told
