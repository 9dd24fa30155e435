"""Documents of a case: added once, told true, shown to those who may, withdrawn and never removed."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rettvis.web.access.models import LogEntry
from rettvis.web.application.models import Case
from rettvis.web.documents import services
from rettvis.web.documents.models import CaseDocument, DocumentMark, DocumentWithdrawal
from rettvis.web.documents.store import folder, paperwork_of
from tests.edges.received import made
from tests.web.conftest import Place, new_case
from tests.web.documents.sending import send


@pytest.fixture
def handler(here: Place, client: Client) -> Client:
    client.force_login(here.people["caseworker"])
    return client


def stored() -> list[Path]:
    """Every file in the folder of documents."""
    return [path for path in settings.DOCUMENTS.rglob("*") if path.is_file()]


def words(response) -> str:
    return response.content.decode()


def address(case: Case, name: str = "document_file", number: int = 1) -> str:
    return reverse(name, args=[case.number, number])


def test_a_document_comes_out_as_it_went_in(handler: Client, case: Case) -> None:
    content = made.pdf("Uttalelse")
    answer = send(handler, case, content, "Uttalelse fra legen.pdf", dated="27.02.2026")
    assert answer.status_code == 302, words(answer)
    document = CaseDocument.objects.get()
    assert (document.number, document.name, document.ending) == (1, "Uttalelse fra legen.pdf", "pdf")
    mark = DocumentMark.objects.get()
    assert (mark.kind, mark.sender, mark.dated.isoformat()) == ("medical", "Fastlegen", "2026-02-27")
    file = handler.get(address(case))
    assert b"".join(file.streaming_content) == content
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == f'attachment; filename="dokument-{case.number}-1.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in file["Content-Security-Policy"]
    assert file["Cache-Control"] == "no-store"


def test_only_a_picture_is_shown_in_the_browser_and_in_a_sandbox(handler: Client, case: Case) -> None:
    send(handler, case, made.png(), "bilde.png")
    send(handler, case, made.docx(), "brev.docx")
    picture, other = (
        handler.get(address(case, "document_picture")),
        handler.get(address(case, "document_picture", 2)),
    )
    assert picture["Content-Disposition"].startswith("inline")
    assert picture["Content-Type"] == "image/png"
    assert "sandbox" in picture["Content-Security-Policy"]
    assert other["Content-Disposition"].startswith("attachment")


def test_the_log_says_which_document_was_opened_and_never_its_name(handler: Client, case: Case) -> None:
    send(handler, case, name="Ola Berg hjerneslag.pdf")
    handler.get(address(case))
    said = list(LogEntry.objects.filter(action="see_document").values_list("what", flat=True))
    assert "The content of the document: 1" in said
    assert not LogEntry.objects.filter(what__contains="Berg").exists()
    assert "dokument" in words(handler.get(reverse("case_log", args=[case.number]))).lower()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ\x90" + b"\0" * 300, "uttalelse.pdf", "program"),
        (b"", "tom.pdf", "tom"),
        (made.pdf(password="x"), "låst.pdf", "passord"),
        (made.docx({"word/big.xml": b"\0" * 30_000_000}), "bombe.docx", "vokser"),
        (made.docx({"word/vbaProject.bin": b"x"}), "makro.docx", "makroer"),
        (made.png(), "bilde.pdf", ".png"),
        (made.pdf() + made.packed({"a": b"b"}), "to.pdf", "to filer"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence_and_leaves_nothing(
    handler: Client, case: Case, content: bytes, name: str, said: str
) -> None:
    answer = send(handler, case, content, name)
    assert answer.status_code == 422
    assert said in words(answer).lower()
    assert not CaseDocument.objects.exists()
    assert stored() == []


def test_a_file_of_more_than_twenty_megabytes_is_cut_off_with_a_sentence(handler: Client, case: Case) -> None:
    answer = send(handler, case, b"%PDF-" + b"x" * 20_000_001)
    assert answer.status_code == 422
    assert "20 MB" in words(answer)
    answer = send(handler, case, b"%PDF-" + b"x" * 22_000_000)
    assert answer.status_code == 413
    assert "20 MB" in words(answer)
    assert stored() == []


def test_every_fault_is_said_at_once(handler: Client, case: Case) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = send(handler, case, b"MZ", kind="", dated="32.13.2026", arrived_on=f"{tomorrow:%d.%m.%Y}")
    assert answer.status_code == 422
    for name in ("file", "kind", "dated", "arrived_on"):
        assert f'id="id_{name}_error"' in words(answer), name


def test_a_name_of_five_hundred_characters_is_shortened_and_said(handler: Client, case: Case) -> None:
    answer = send(handler, case, name="a" * 496 + ".pdf")
    assert answer.status_code == 302
    assert len(CaseDocument.objects.get().name) == 120
    assert "forkortet" in words(handler.get(reverse("documents", args=[case.number])))


def test_a_file_without_an_ending_gets_the_right_one(handler: Client, case: Case) -> None:
    send(handler, case, made.jpeg(), "IMG_0042")
    assert CaseDocument.objects.get().name == "IMG_0042.jpg"


def test_a_double_click_gives_one_document(handler: Client, case: Case) -> None:
    key = str(uuid4())
    assert {send(handler, case, form_key=key).status_code for _click in range(2)} == {302}
    assert CaseDocument.objects.count() == 1
    assert len(stored()) in (1, 2), "the content, and its mark until the transaction is committed"


def test_the_same_file_again_is_said_to_be_there_already(handler: Client, case: Case) -> None:
    send(handler, case, name="først.pdf")
    answer = send(handler, case, name="igjen.pdf")
    assert answer.status_code == 422
    assert "først.pdf" in words(answer)
    assert CaseDocument.objects.count() == 1


def test_a_full_disk_is_said_and_nothing_is_kept(
    handler: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    answer = send(handler, case)
    assert answer.status_code == 422
    assert "plass" in words(answer)
    assert not CaseDocument.objects.exists()
    assert stored() == []


def test_a_fault_after_the_file_is_written_takes_the_file_away(
    handler: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(services, "_marked", broken)
    with pytest.raises(DatabaseError), transaction.atomic():
        send(handler, case)
    assert not CaseDocument.objects.exists()
    assert stored() == []


@pytest.mark.django_db(transaction=True)
def test_two_who_add_at_once_get_a_number_each(here: Place) -> None:
    case = new_case(here)

    def add(grey: int) -> int:
        client = Client()
        client.force_login(here.people["caseworker"])
        try:
            return send(client, case, made.png(grey=grey), "bilde.png").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(add, range(4))) == {302}
    assert sorted(CaseDocument.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert len(stored()) == 4, "every mark is taken away once the row is committed"


@pytest.mark.django_db(transaction=True)
def test_what_was_interrupted_before_the_row_is_swept_when_the_next_document_comes(here: Place) -> None:
    from io import BytesIO

    lost, _digest, _size = folder().put(BytesIO(b"aldri ferdig"))
    long_ago = timezone.now().timestamp() - 7200
    os.utime(folder().incoming / lost, (long_ago, long_ago))
    client = Client()
    client.force_login(here.people["caseworker"])
    assert send(client, new_case(here)).status_code == 302
    assert [path.name for path in stored()] == [CaseDocument.objects.get().key]


def test_a_damaged_file_is_not_shown(handler: Client, case: Case) -> None:
    send(handler, case)
    folder().path(CaseDocument.objects.get().key).write_bytes(b"noe annet")
    answer = handler.get(address(case))
    assert answer.status_code == 500
    assert "sikkerhetskopien" in words(answer)


def test_nobody_in_another_municipality_finds_a_document(
    handler: Client, case: Case, elsewhere: Place
) -> None:
    send(handler, case)
    theirs = new_case(elsewhere)
    for role in ("caseworker", "team_leader", "auditor", "administrator"):
        handler.force_login(elsewhere.people[role])
        for name in ("document", "document_file", "document_picture"):
            assert handler.get(address(case, name)).status_code == 404
            assert handler.get(address(theirs, name)).status_code in (403, 404)


def test_an_auditor_reads_and_adds_nothing(here: Place, handler: Client, case: Case) -> None:
    send(handler, case)
    handler.force_login(here.people["auditor"])
    assert handler.get(address(case)).status_code == 200
    assert send(handler, case, made.png(), "b.png").status_code == 403
    answer = handler.post(address(case, "withdraw_document"), {"why": "mistake", "reason": "x"})
    assert answer.status_code == 403
    assert handler.post(address(case, "document"), {"kind": "other"}).status_code == 403


def test_what_a_document_is_can_be_said_anew_and_the_old_words_stay(handler: Client, case: Case) -> None:
    send(handler, case)
    fields = {"kind": "therapist", "dated": "01.03.2026", "sender": "Ergoterapeuten", "based_on": "1"}
    assert handler.post(address(case, "document"), fields).status_code == 302
    assert handler.post(address(case, "document"), fields).status_code == 302, (
        "the same again changes nothing"
    )
    assert [mark.kind for mark in DocumentMark.objects.order_by("number")] == ["medical", "therapist"]
    stale = handler.post(address(case, "document"), {**fields, "kind": "school"})
    assert stale.status_code == 422
    assert [one.kind for one in paperwork_of(case).received] == ["therapist"]


def withdrawn(client: Client, case: Case, why: str = "wrong_case", reason: str = "Gjelder en annen"):
    return client.post(address(case, "withdraw_document"), {"why": why, "reason": reason})


def test_a_withdrawn_document_no_longer_counts_and_is_still_there(handler: Client, case: Case) -> None:
    send(handler, case)
    assert withdrawn(handler, case, "replaced", "").status_code == 422
    assert withdrawn(handler, case, "replaced").status_code == 302
    assert withdrawn(handler, case, "replaced", "en gang til").status_code == 302
    assert DocumentWithdrawal.objects.get().reason == "Gjelder en annen"
    assert paperwork_of(case).received == ()
    assert handler.get(address(case)).status_code == 200
    assert send(handler, case).status_code == 302, "the same file may come again"


def test_what_belongs_to_another_person_is_opened_by_the_leader_alone(
    here: Place, handler: Client, case: Case
) -> None:
    send(handler, case, name="Kari Nilsen epikrise.pdf")
    handler.get(reverse("documents", args=[case.number]))
    withdrawn(handler, case)
    shown = words(handler.get(reverse("documents", args=[case.number])))
    assert "Nilsen" not in shown
    for name in ("document", "document_file"):
        assert handler.get(address(case, name)).status_code == 403
    handler.force_login(here.people["team_leader"])
    assert handler.get(address(case)).status_code == 200
    assert "Nilsen" in words(handler.get(address(case, "document")))


def test_rows_of_documents_are_never_changed_or_removed(handler: Client, case: Case) -> None:
    send(handler, case)
    for statement in ("UPDATE documents_casedocument SET name = 'x'", "DELETE FROM documents_documentmark"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_request_without_a_file_says_so(handler: Client, case: Case) -> None:
    answer = handler.post(
        reverse("documents", args=[case.number]),
        {"form_key": str(uuid4()), "kind": "medical", "arrived_on": "02.03.2026"},
    )
    assert answer.status_code == 422
    assert "Velg fila" in words(answer) or "Velg filen" in words(answer)
