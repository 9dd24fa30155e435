"""A document is added, a disguised one refused, and a text of the library chosen, by hand."""

from pathlib import Path

import pytest

from tests.edges.received import made

pytestmark = pytest.mark.browser

OPEN = "/saker/?whose=all&status=open"


def first_case(visitor) -> str:
    """The address of an open case that the visitor may change."""
    visitor.go(OPEN)
    address = visitor.page.locator("main a[href^='/sak/']").first.get_attribute("href")
    return address or ""


def add(visitor, path: Path, kind: str = "other") -> None:
    visitor.page.set_input_files("#id_file", str(path))
    visitor.page.select_option("#id_kind", kind)
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="Legg til dokumentet").click()


def test_a_document_is_added_opened_and_withdrawn(arrive, tmp_path):
    visitor = arrive("kari")
    visitor.go(f"{first_case(visitor)}dokumenter/")
    file = tmp_path / "Bildet mitt.png"
    file.write_bytes(made.png(40, 40))
    add(visitor, file)
    visitor.look()
    visitor.page.get_by_role("link", name="Bildet mitt.png").click()
    visitor.look()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="Last ned filen").click()
    assert Path(download.value.path()).read_bytes() == file.read_bytes()
    assert download.value.suggested_filename.startswith("dokument-")
    visitor.page.locator("summary", has_text="Trekk dokumentet").click()
    visitor.page.get_by_label("Det ble lagt til ved en feil").check()
    visitor.page.fill("#id_reason", "Lagt til for å prøve.")
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="Trekk dokumentet").click()
    assert visitor.page.get_by_text("er trukket").first.is_visible()
    visitor.look()


def test_a_disguised_file_and_one_that_is_too_large_are_refused_on_pages_that_help(arrive, tmp_path):
    visitor = arrive("kari")
    visitor.go(f"{first_case(visitor)}dokumenter/")
    visitor.expected.add(visitor.page.url)
    disguised = tmp_path / "uttalelse.pdf"
    disguised.write_bytes(b"MZ\x90\0" + b"\0" * 500)
    add(visitor, disguised)
    assert visitor.page.title().startswith("Feil:")
    assert visitor.page.get_by_text("Dette er et program").first.is_visible()
    visitor.look()
    large = tmp_path / "stor.pdf"
    large.write_bytes(b"%PDF-1.7" + b"\0" * 30_000_000)
    add(visitor, large)
    assert visitor.page.get_by_text("20 MB").first.is_visible()
    visitor.look()
    assert visitor.page.locator("main a").count()


def test_a_text_of_the_library_is_chosen_and_stands_in_the_decision(arrive):
    visitor = arrive("kari")
    visitor.go("/sak/2026-000001/vedtak/")
    button = visitor.page.get_by_role("button", name="Finn tekster i biblioteket").first
    button.click()
    chosen = visitor.page.get_by_label("Retten til nødvendig hjelp").first
    chosen.wait_for(state="visible")
    chosen.check()
    visitor.look()
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="Lagre vedtaket", exact=True).last.click()
    assert visitor.page.locator(".used-text").first.is_visible()
    visitor.look()
