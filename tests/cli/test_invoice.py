"""``rettvis invoice`` on files that are right, wrong and no invoices: the document, and the exit status."""

import json
from base64 import b64encode
from pathlib import Path

import pytest

from rettvis.cli.main import run
from tests.edges.e_invoice.made import invoice
from tests.edges.e_invoice.test_receiving import TIMESHEET

BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'


@pytest.fixture(autouse=True)
def _no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder of rules is named."""
    monkeypatch.delenv("RETTVIS_EHF_RULES", raising=False)


def a_file(tmp_path: Path, content: bytes, name: str = "faktura.xml") -> str:
    (tmp_path / name).write_bytes(content)
    return str(tmp_path / name)


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_the_document_has_every_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["invoice", a_file(tmp_path, invoice()), "--json"]) == 0
    answer = told(capsys)
    assert (answer["file"], answer["kind"], answer["number"]) == ("faktura.xml", "invoice", "F-2026-17")
    assert (answer["valid"], answer["rules"], answer["total"]) == (True, [], 83688.60)
    sets = answer["rule_sets"]
    assert isinstance(sets, list)
    assert [name.split()[0] for name in sets] == ["UBL", "CEN"]
    lines = answer["lines"]
    assert isinstance(lines, list)
    assert {key: lines[0][key] for key in ("id", "quantity", "unit", "price", "amount", "from", "to")} == {
        "id": "1",
        "quantity": 120.5,
        "unit": "HUR",
        "price": 552.40,
        "amount": 66564.20,
        "from": "2026-10-01",
        "to": "2026-10-31",
    }
    assert lines[0]["item"].startswith("BPA-timer")
    [file] = answer["attachments"]  # type: ignore[misc]
    assert (file["name"], file["kind"], file["found"], file["refused"]) == (
        "timeliste.csv",
        "text/csv",
        "csv",
        None,
    )


def test_a_broken_rule_gives_1_with_its_id_severity_message_and_location(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = invoice(("<cbc:InvoiceTypeCode>380<", "<cbc:InvoiceTypeCode>999<"))
    assert run(["invoice", a_file(tmp_path, content), "--json"]) == 1
    answer = told(capsys)
    assert answer["valid"] is False
    rules = answer["rules"]
    assert isinstance(rules, list)
    assert "BR-CL-01" in {one["id"] for one in rules}
    assert all(set(one) == {"id", "severity", "message", "location"} for one in rules)


def test_what_must_be_settled_gives_1_though_no_official_rule_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = invoice(("<cbc:DueDate>2026-11-30<", "<cbc:DueDate>2026-10-30<"))
    assert run(["invoice", a_file(tmp_path, content), "--json"]) == 1
    answer = told(capsys)
    assert answer["valid"] is True
    assert [one["code"] for one in answer["remarks"]] == ["due_before_issue"]  # type: ignore[attr-defined]


def test_a_price_with_a_comma_is_told_and_no_trace_of_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = invoice(("552.40</cbc:PriceAmount>", "600,00</cbc:PriceAmount>"))
    assert run(["invoice", a_file(tmp_path, content), "--json"]) == 1
    captured = capsys.readouterr()
    answer = json.loads(captured.out)
    assert {one["id"] for one in answer["rules"]} == {"UBL-XSD"}
    assert answer["rule_sets"] == ["UBL 2.1"]
    assert [one["code"] for one in answer["remarks"]] == ["rules_not_run"]
    assert captured.err == ""


def test_a_program_inside_is_told_by_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    disguised = b64encode(b"MZ" + bytes(100)).decode()
    changes = ((TIMESHEET, disguised), ("text/csv", "application/pdf"), ("timeliste.csv", "timeliste.pdf"))
    assert run(["invoice", a_file(tmp_path, invoice(*changes)), "--json", "--lang", "en"]) == 1
    [file] = told(capsys)["attachments"]  # type: ignore[misc]
    assert (file["kind"], file["found"]) == ("application/pdf", None)
    assert "program" in file["refused"]


def test_every_faulty_file_and_a_wrong_folder_of_rules_are_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETTVIS_EHF_RULES", str(tmp_path / "typo"))
    files = [
        a_file(tmp_path, invoice()),
        a_file(tmp_path, b"", "tom.xml"),
        a_file(tmp_path, BOMB, "bombe.xml"),
        str(tmp_path / "borte.xml"),
    ]
    assert run(["invoice", *files, "--lang", "en"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    for part in ("RETTVIS_EHF_RULES", "tom.xml", "bombe.xml", "borte.xml"):
        assert part in captured.err
    assert "faktura.xml" not in captured.err


def test_a_good_file_beside_a_faulty_one_is_not_answered_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [a_file(tmp_path, invoice()), a_file(tmp_path, BOMB, "bombe.xml")]
    assert run(["invoice", *files, "--json"]) == 2
    answer = told(capsys)
    assert list(answer) == ["faults"]
    assert [fault["place"] for fault in answer["faults"]] == ["bombe.xml"]  # type: ignore[attr-defined]


def test_several_files_are_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [a_file(tmp_path, invoice()), a_file(tmp_path, invoice(), "to.xml")]
    assert run(["invoice", *files, "--json"]) == 0
    assert [one["file"] for one in told(capsys)["files"]] == ["faktura.xml", "to.xml"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_language_says_which_rules_were_not_run(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["invoice", a_file(tmp_path, invoice()), "--lang", language]) == 0
    text = capsys.readouterr().out
    assert "RETTVIS_EHF_RULES" in text
    assert ("120.5" if language == "en" else "120,5") in text
