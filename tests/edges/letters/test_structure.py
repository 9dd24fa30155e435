"""The PDF claims to be archivable and accessible, and is built so."""

import subprocess

import page
import pikepdf
import pytest

from rettvis.edges.letters import labels
from rettvis.journey.decision.document import Document
from tests.edges.letters.reading import IDENTIFICATION, opened, tags, text

Example = tuple[Document, bytes]


def test_every_letter_is_tagged_and_says_its_language(example: Example) -> None:
    document, pdf = example
    root = opened(pdf).Root
    assert bool(root.MarkInfo.Marked)
    assert "/StructTreeRoot" in root
    assert str(root.Lang).startswith(document.language)
    assert bool(root.ViewerPreferences.DisplayDocTitle)


def test_every_letter_claims_pdf_a_2a_and_pdf_ua_1_in_one_file(example: Example) -> None:
    metadata = opened(example[1]).open_metadata()
    claims = {use: metadata.get(name) for use, name in IDENTIFICATION.items()}
    assert claims == {"part": "2", "conformance": "A", "accessible": "1"}


@pytest.mark.parametrize("profile", ["PDF_A_2A", "PDF_UA_1"])
def test_a_second_opinion_finds_no_fault(example: Example, profile: str, tmp_path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(example[1])
    result = page.validate_pdf(file, profile=getattr(page.ValidationProfile, profile))
    assert result.is_compliant, [(failure.rule_id, failure.message) for failure in result.failures]


def test_title_date_and_author_are_properties_of_the_file(example: Example) -> None:
    document, pdf = example
    metadata = opened(pdf).open_metadata()
    assert metadata["dc:title"] == document.title
    assert metadata["dc:creator"] == [document.letterhead.municipality]
    assert metadata["xmp:CreateDate"].startswith(document.letterhead.day.isoformat())


def test_a_letter_has_one_title_and_its_headings_below_it(example: Example) -> None:
    document, pdf = example
    headings = [tag for tag in tags(pdf) if tag.startswith("/H")]
    levels = [getattr(block, "level", None) for block in document.blocks if block.kind == "heading"]
    assert headings == ["/H1", *(f"/H{level}" for level in levels)]


def test_a_table_has_a_caption_and_one_header_cell_for_each_column(example: Example) -> None:
    document, pdf = example
    tables = [block for block in document.blocks if block.kind == "table"]
    found = tags(pdf)
    assert found.count("/Table") == len(tables)
    assert found.count("/Caption") == len(tables)
    assert found.count("/TH") == sum(len(table.columns) for table in tables)
    assert found.count("/TD") == sum(len(table.columns) * len(table.rows) for table in tables)


def test_every_font_is_embedded(example: Example) -> None:
    for sheet in opened(example[1]).pages:
        for font in sheet.obj.Resources.Font.values():
            (inner,) = font.DescendantFonts
            assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())


def test_the_pages_are_a4_and_say_their_number_in_the_readers_language(example: Example) -> None:
    document, pdf = example
    pages = opened(pdf).pages
    assert all([round(float(side)) for side in sheet.mediabox] == [0, 0, 595, 842] for sheet in pages)
    footer = labels(document.language)["page_of"].format(page=len(pages), pages=len(pages))
    assert footer.replace(" ", "") in text(pdf)


def test_every_page_of_a_synthetic_document_says_so(example: Example) -> None:
    document, pdf = example
    mark = labels(document.language)["synthetic"].replace(" ", "")
    count = len(opened(pdf).pages) if document.synthetic else 0
    assert text(pdf).count(mark) == count


def test_what_is_read_aloud_follows_the_order_of_the_page(example: Example) -> None:
    document, pdf = example
    words = [document.letterhead.municipality, document.title]
    words += [block.text for block in document.blocks if block.kind == "heading"]
    places = [text(pdf).find(word.replace(" ", "").replace("\u00a0", "")) for word in words]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.pdf
def test_a_reader_that_copies_the_text_gets_it_in_order(example: Example) -> None:
    document, pdf = example
    copied = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    words = "".join(copied.split())
    beginnings = ["".join(block.text[:60].split()) for block in document.blocks if block.kind == "paragraph"]
    places = [words.find(beginning) for beginning in dict.fromkeys(beginnings)]
    assert -1 not in places
    assert places == sorted(places)


def test_nothing_in_the_file_runs_or_reaches_out(example: Example) -> None:
    root = opened(example[1]).Root
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root.keys())
    assert all(
        not isinstance(obj, pikepdf.Dictionary) or obj.get("/S") != "/JavaScript"
        for obj in opened(example[1]).objects
    )
