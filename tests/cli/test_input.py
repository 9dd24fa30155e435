"""Files and dates from people: exact values, and for what cannot be read a sentence with its place."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.cli.input import LARGEST, read_date, read_document
from rettvis.edges.given.document import Document, plain_value
from rettvis.rulekit.faults import Fault, Faulty


def read(folder: Path, content: str | bytes, name: str = "facts.yaml") -> Document:
    """Write a file and read it."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(path)


def faults(folder: Path, content: str | bytes, name: str = "facts.yaml") -> list[str]:
    """Every fault of a file, as it is printed."""
    with pytest.raises(Faulty) as refused:
        read(folder, content, name)
    return [fault.say("en") for fault in refused.value.faults]


def test_values_are_exact_and_text_stays_text(tmp_path: Path) -> None:
    text = "number: 0301\nclock: 7:30\ncomma: 2,5\npoint: 2.50\nday: 2026-01-02\nquoted: '2026-01-02'\n"
    assert read(tmp_path, text).data == {
        "number": "0301",
        "clock": "7:30",
        "comma": "2,5",
        "point": Decimal("2.50"),
        "day": date(2026, 1, 2),
        "quoted": "2026-01-02",
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("null", None),
        ("yes", True),
        ("False", False),
        ("none", "none"),
        ("-12", -12),
        ("1e9", "1e9"),
        (".inf", ".inf"),
        ("9" * 30, "9" * 30),
        ("off", "off"),
    ],
)
def test_plain_text_means_what_a_reader_would_think(text: str, value: Any) -> None:
    assert plain_value(text) == value


def test_a_name_has_its_line_as_place(tmp_path: Path) -> None:
    document = read(tmp_path, "a: 1\nminutes:\n  respite: 30\nlist:\n- 1\n- 2\n")
    assert document.place("minutes.respite") == "facts.yaml:3 minutes.respite"
    assert document.place("list.2") == "facts.yaml:6 list.2"
    assert document.place() == "facts.yaml"


def test_a_date_that_the_calendar_does_not_have_stays_text_for_its_reader_to_refuse(tmp_path: Path) -> None:
    assert read(tmp_path, "day: 2026-02-30\n").data == {"day": "2026-02-30"}


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: \xc3\xa5\r\n").data == {"a": 1, "b": "å"}


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    assert faults(tmp_path, "a: 1\na: 2\n? [1]\n: 1\nc: !x 1\n") == [
        "facts.yaml:2: “a” is written twice. Keep one of them.",
        "facts.yaml:3: A name must be plain text.",
        "facts.yaml:5: A tag (a word that starts with “!”) cannot be used here.",
    ]


@pytest.mark.parametrize(
    ("content", "start"),
    [
        ("a: [1\nb: 2", "facts.yaml:2: The file is not YAML"),
        (b"\x00\x01", "facts.yaml: The file is not YAML"),
        ("<html>\n<body>hei: du</body>", "facts.yaml:2: The file is not YAML"),
        ("å: 1".encode("cp1252"), "facts.yaml:1: The text is not UTF-8"),
        ("a: 1\nb: &x [1]\nc: *x\n", "facts.yaml:3: An alias"),
        ("- 1\n", "facts.yaml: The file must hold names"),
        ("", "facts.yaml: The file must hold names"),
        ("a: 1\n---\nb: 2\n", "facts.yaml:2: The file holds several documents"),
        ("a: " + "[" * 100_000, "facts.yaml:1: The file has more than 40 levels"),
        ("a: !!python/object/apply:os.getcwd []", "facts.yaml:1: A tag"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    tmp_path: Path, content: str | bytes, start: str
) -> None:
    (told,) = faults(tmp_path, content)
    assert told.startswith(start)


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("the file was read"))
    with pytest.raises(Faulty, match="50,000,000 bytes"):
        read_document(path)
    assert LARGEST < 50_000_000


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match="There is no such file"):
        read_document(tmp_path / "nothing.yaml")
    with pytest.raises(Faulty, match="This is a folder"):
        read_document(tmp_path)


def test_json_is_read_as_strictly(tmp_path: Path) -> None:
    assert read(tmp_path, '{"a": 2.5, "b": {"c": true}}', "x.json").data == {
        "a": Decimal("2.5"),
        "b": {"c": True},
    }
    assert faults(tmp_path, '{"a": 1, "a": 2, "b": 1e99999999, "c": NaN}', "x.json") == [
        "x.json: “1e99999999” is not a number that can be used.",
        "x.json: “NaN” is not a number that can be used.",
        "x.json: “a” is written twice. Keep one of them.",
    ]
    assert faults(tmp_path, '{"a": 1,}', "x.json")[0].startswith("x.json:1: The file is not JSON")
    assert "levels" in faults(tmp_path, "[" * 100_000, "x.json")[0]
    assert faults(tmp_path, "[1]", "x.json")[0].startswith("x.json: The file must hold names")


def test_a_date_is_read_in_both_forms() -> None:
    assert read_date("2026-07-01", "day") == date(2026, 7, 1)
    assert read_date("1.7.2026", "day") == date(2026, 7, 1)


@pytest.mark.parametrize(
    "text", ["2026-7-1", "1/7/2026", "tomorrow", "", "20260701", "2026-02-29", "31.4.2026"]
)
def test_what_is_not_a_date_is_a_fault_with_its_place(text: str) -> None:
    fault = read_date(text, "--from")
    assert isinstance(fault, Fault)
    assert fault.place == "--from"


def outcome(content: str | bytes, name: str) -> Document | tuple[Fault, ...]:
    """The document, or its faults."""
    with TemporaryDirectory() as folder:
        try:
            return read(Path(folder), content, name)
        except Faulty as refused:
            return refused.faults


@given(st.binary(max_size=300), st.sampled_from(["facts.yaml", "facts.json"]))
def test_any_bytes_give_a_document_or_faults_and_never_fail(content: bytes, name: str) -> None:
    assert outcome(content, name)


@given(st.text(alphabet="ab:-[]{}#'\"|>*&!%@, \n\t0179.?~", max_size=60))
def test_any_text_near_yaml_gives_a_document_or_faults_and_never_fails(text: str) -> None:
    assert outcome(text, "facts.yaml")
