"""A file is what its content is; what is not received is refused in one sentence with the mend."""

from io import BytesIO
from random import Random
from struct import pack
from zipfile import ZIP_BZIP2, ZIP_LZMA
from zlib import compress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.edges.received import MOST_BYTES, FileType, inspect, office, pdf, pictures, sniffing
from rettvis.rulekit.wording import Sentence
from tests.edges.received import made

GOOD = {
    FileType.PDF: made.pdf(),
    FileType.PNG: made.png(),
    FileType.JPEG: made.jpeg(),
    FileType.TIFF: made.tiff(),
    FileType.DOCX: made.docx(),
    FileType.XLSX: made.xlsx(),
    FileType.ODT: made.odf("text"),
    FileType.ODS: made.odf("spreadsheet"),
}


def seen(content: bytes, name: str = "fil") -> FileType | Sentence:
    return inspect(BytesIO(content), name)


@pytest.mark.parametrize("kind", GOOD)
def test_every_kind_is_known_by_its_content_and_needs_no_ending(kind: FileType) -> None:
    assert seen(GOOD[kind]) is kind
    for ending in kind.endings:
        assert seen(GOOD[kind], f"brev.{ending.upper()}") is kind


@pytest.mark.parametrize("kind", GOOD)
def test_an_ending_that_says_something_else_is_refused_with_the_right_one(kind: FileType) -> None:
    for ending in ("txt", "exe", "pdf" if kind is not FileType.PDF else "docx"):
        found = seen(GOOD[kind], f"brev.{ending}")
        assert isinstance(found, Sentence)
        assert f".{kind.ending}" in found.say("en")
        assert f".{ending}" in found.say("nb")


@pytest.mark.parametrize("kind", GOOD)
def test_a_file_that_was_cut_off_is_refused(kind: FileType) -> None:
    content = GOOD[kind]
    for length in (len(content) - 1 if kind is not FileType.PDF else len(content) - 6, len(content) // 2, 9):
        assert isinstance(seen(content[:length]), Sentence), length


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", sniffing.EMPTY),
        (b"MZ\x90\0" + b"\0" * 200, sniffing.PROGRAM),
        (b"\x7fELF" + b"\0" * 200, sniffing.PROGRAM),
        (b"#!/bin/sh\nrm -rf /\n", sniffing.SCRIPT),
        (b"  <html><script>alert(1)</script></html>", sniffing.SCRIPT),
        (b'<?xml version="1.0"?><svg/>', sniffing.SCRIPT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, sniffing.OLD_OFFICE),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, sniffing.HEIC),
        (b"GIF89a" + b"\0" * 100, sniffing.OTHER_PICTURE),
        (b"Rar!\x1a\x07\0", sniffing.PACKED),
        (b"vanlig tekst", sniffing.UNKNOWN),
        (made.pdf(password="hemmelig"), pdf.ENCRYPTED),
        (made.pdf(script=True), pdf.RUNS),
        (made.pdf() + b"\0" * 5000 + b"mer", pdf.DAMAGED),
        (b"%PDF-1.7\nikke mer enn dette\n%%EOF", pdf.DAMAGED),
        (made.pdf() + made.packed({"a": b"b"}), sniffing.TWO_IN_ONE),
        (made.jpeg() + made.packed({"a.exe": b"MZ"}), sniffing.TWO_IN_ONE),
        (made.jpeg() + b"\0" * 1024 + b"<script>alert(1)</script>", pictures.MORE_BEHIND),
        (made.jpeg() + b"<script>alert(1)</script>", sniffing.TWO_IN_ONE),
        (made.png() + b"MZ something", pictures.MORE_BEHIND),
        (made.png(said=(60_000, 60_000)), pictures.TOO_LARGE),
        (made.tiff(width=65_000, height=65_000), pictures.TOO_LARGE),
        (made.jpeg(65_000, 65_000), pictures.TOO_LARGE),
        (made.packed({"brev.txt": b"hei"}), office.UNKNOWN),
        (made.docx({"word/vbaProject.bin": b"x"}), office.MACROS),
        (made.docx(kind="application/vnd.ms-word.document.macroEnabled.main+xml"), office.MACROS),
        (made.odf("text", {"Basic/Standard/script.xml": b"x"}), office.MACROS),
        (made.docx({"word/media/x.png": b"MZ\x90\0"}), office.MACROS),
        (made.docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}), office.MACROS),
        (made.docx({"word/x.zip": made.packed({"a": b"b"})}), office.NESTED),
        (made.docx({"word/x.gz": b"\x1f\x8b\x08"}), office.NESTED),
        (made.docx({"../../etc/x": b"y"}), office.DAMAGED),
        (made.docx() + b"MZ hidden behind", office.DAMAGED),
        (made.odf("text", manifest=b"<manifest:encryption-data/>"), office.ENCRYPTED),
        (made.docx({"word/styles.xml": b'<!DOCTYPE x [<!ENTITY a "b">]>'}), office.BOMB),
        (made.docx({"word/big.xml": b"\0" * 30_000_000}), office.BOMB),
        (made.docx({f"word/{number}.xml": b"" for number in range(3100)}), office.BOMB),
    ],
)
def test_what_is_refused_and_why(content: bytes, why: Sentence) -> None:
    assert seen(content, "brev.pdf") == why
    assert why.say("nb") != why.say("en")


def test_a_workbook_behind_a_chart_is_let_in_but_no_archive_within_it() -> None:
    assert seen(made.docx({"word/embeddings/sheet.xlsx": made.xlsx()})) is FileType.DOCX
    within = made.xlsx({"xl/embeddings/more.xlsx": made.xlsx()})
    assert seen(made.docx({"word/embeddings/sheet.xlsx": within})) == office.NESTED


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_is_read() -> None:
    content = bytearray(made.docx({"word/big.xml": b"\0" * 900_000}))
    place = content.rfind(b"PK\x01\x02", 0, content.rfind(b"word/big.xml"))
    content[place + 24 : place + 28] = pack("<I", 10)
    assert isinstance(seen(bytes(content)), Sentence)


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_a_part_packed_as_no_office_file_is_packed_is_refused_before_it_is_expanded(method: int) -> None:
    """Python expands such a part whole: a kilobyte of it that lies about its size takes gigabytes."""
    content = bytearray(made.packed({"word/media/a.bin": Random(1).randbytes(4_000)}, method=method))
    assert seen(bytes(content)) == office.PACKED_OTHERWISE
    place = content.find(b"a.bin") + 40
    content[place : place + 20] = b"\xff" * 20
    assert seen(bytes(content)) == office.PACKED_OTHERWISE


def test_a_file_of_more_than_twenty_megabytes_is_refused() -> None:
    assert seen(b"%PDF-" + b"\0" * MOST_BYTES) == sniffing.TOO_BIG


def test_a_telephone_s_own_things_behind_a_jpeg_are_let_be() -> None:
    assert seen(made.jpeg() + b"\0\0SEFT\x6a\0\0\0") is FileType.JPEG


def test_a_picture_whose_content_was_changed_on_the_way_is_damaged() -> None:
    content = bytearray(made.png())
    content[-20] ^= 1
    assert seen(bytes(content)) == pictures.DAMAGED


@given(st.sampled_from(list(GOOD)), st.integers(0, 2_000), st.binary(max_size=40))
def test_whatever_is_put_into_a_file_it_is_judged_and_never_breaks_the_judge(
    kind: FileType, place: int, more: bytes
) -> None:
    content = GOOD[kind]
    place %= len(content)
    assert isinstance(seen(content[:place] + more + content[place + len(more) :]), (FileType, Sentence))


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xd8\xff", b"II*\0"])
)
def test_no_bytes_break_the_judge(content: bytes, signature: bytes) -> None:
    assert isinstance(seen(signature + content), (FileType, Sentence))


def test_many_streams_without_an_end_take_no_long_time() -> None:
    content = b"%PDF-1.7\n" + b">>stream\n" * 500_000 + compress(b"x") + b"startxref\n0\n%%EOF"
    assert seen(content) == pdf.DAMAGED
