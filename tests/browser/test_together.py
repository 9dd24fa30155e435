"""Several people at one case: at the same time, one after the other, and those who must not see it."""

import pytest

from rettvis.web.demo.vignettes import VIGNETTES, read_vignette
from tests.browser import case_three
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

STEPS = ("", "soknad/", "kartlegging/", "kartlegging/dognklokke/", "utmaling/", "vilkar/", "vedtak/", "brev/")


def number_of(name: str) -> str:
    """The case number of a vignette."""
    received = read_vignette(name, case_three.today(), "").application.received_on
    assert received is not None
    place = [vignette.name for vignette in VIGNETTES].index(name) + 1
    return f"{received.year}-{place:06}"


def test_the_second_who_saves_sees_what_the_first_changed_and_loses_nothing(arrive):
    first, second = arrive("kari"), arrive("jonas")
    address = f"/sak/{number_of('sak-2')}/kartlegging/periode/"
    for visitor in (first, second):
        visitor.go(address)
    first.page.fill("#id_summary-summary", "Skrevet av Kari.")
    save(first, "Lagre")
    second.page.fill("#id_summary-summary", "Skrevet av Jonas.")
    second.expected.add(second.page.url)
    save(second, "Lagre")
    conflict = second.page.locator(".conflict")
    assert "Kari Lunde" in conflict.inner_text()
    assert "Skrevet av Kari." in conflict.inner_text()
    assert second.page.input_value("#id_summary-summary") == "Skrevet av Jonas."
    second.look()
    save(second, "Lagre")
    first.go(address)
    assert first.page.input_value("#id_summary-summary") == "Skrevet av Jonas."


def test_two_who_save_different_parts_both_keep_what_they_wrote(arrive):
    first, second = arrive("kari"), arrive("jonas")
    case = f"/sak/{number_of('sak-2')}/kartlegging"
    first.go(f"{case}/husstand/")
    second.go(f"{case}/periode/")
    first.page.fill("#id_household-work", "Arbeider to dager i uka.")
    save(first, "Lagre")
    second.page.fill("#id_summary-summary", "Klarer det meste selv.")
    save(second, "Lagre")
    first.go(f"{case}/periode/")
    assert first.page.input_value("#id_summary-summary") == "Klarer det meste selv."
    first.go(f"{case}/husstand/")
    assert first.page.input_value("#id_household-work") == "Arbeider to dager i uka."


def test_a_decision_is_returned_with_a_reason_sent_again_and_becomes_one_letter(arrive):
    tone, jonas = arrive("tone"), arrive("jonas")
    address = waiting_case(tone)
    tone.go(f"{address}vedtak/")
    tone.page.get_by_label("Begrunnelsen sier ikke hvorfor").check()
    tone.page.fill("#reason", "Skriv hvorfor kvelden tar 25 minutter.")
    save(tone, "Returner")
    jonas.go(f"{address}vedtak/")
    assert "Skriv hvorfor kvelden tar 25 minutter." in jonas.page.locator("main").inner_text()
    jonas.look()
    jonas.page.locator("textarea[id$=-considerations]").last.fill("Kvelden tar 25 minutter, som morgenen.")
    save(jonas, "Lagre og send til godkjenning")
    tone.go(f"{address}vedtak/")
    save(tone, "Godkjenn vedtaket")
    with tone.page.expect_navigation():
        tone.page.get_by_role("button", name="Send brevet").dblclick()
    tone.page.wait_for_load_state("networkidle")
    tone.go(f"{address}vedtak/")
    assert tone.page.locator(".history").inner_text().count("\nSendt, ") == 1
    tone.look()
    tone.go(f"{address}brev/")
    tone.look()
    tone.go(f"{address}brev/internt/")
    tone.look()
    jonas.go(f"{address}kartlegging/periode/")
    assert jonas.page.locator("#id_summary-summary").is_disabled()


def test_a_neighbour_finds_nothing_of_another_municipality(arrive):
    nora = arrive("nora")
    assert "Eksempel" not in nora.page.content()
    for step in STEPS:
        nora.go(f"/sak/{number_of('sak-1')}/{step}", 404)
        assert "Aslak" not in nora.page.content()


def test_every_blocker_leads_to_where_it_is_mended(arrive):
    kari = arrive("kari")
    kari.go(f"/sak/{number_of('sak-4')}/vedtak/")
    links = kari.page.locator(".gate ol a")
    addresses = {
        links.nth(place).get_attribute("href"): links.nth(place).inner_text()
        for place in range(links.count())
    }
    assert len(addresses) > 5
    for address, words in addresses.items():
        kari.page.goto(kari.running.address + address)
        mended = kari.page.locator(f"[id='{address.partition('#')[2]}']")
        assert mended.count() == 1, f"“{words}” leads to {address}, where nothing is"
        assert mended.is_visible(), f"“{words}” leads to {address}, which is hidden"


def test_without_scripts_a_row_is_added_saved_and_calculated(arrive):
    kari = arrive("kari", java_script_enabled=False)
    case = f"/sak/{number_of('sak-1')}"
    kari.go(f"{case}/kartlegging/dognklokke/")
    before = kari.page.locator("table.clock-table tbody").count()
    save(kari, "Legg til et gjøremål")
    rows = kari.page.locator("table.clock-table tbody")
    assert rows.count() == before + 1
    rows.last.locator("[id$=-words]").fill("Hjelp til protesen")
    rows.last.locator("[id$=-kind]").select_option("personal_care")
    rows.last.locator("[id$=-part]").select_option("morning")
    rows.last.locator("[id$=-minutes]").first.fill("10")
    rows.last.locator("[id$=-times]").first.fill("7")
    save(kari, "Lagre", exact=True)
    kari.go(f"{case}/utmaling/")
    assert "Hjelp til protesen" in kari.page.locator("#explanation").inner_text()


def save(visitor: Visitor, button: str, *, exact: bool = False) -> None:
    """Press a button that opens a page."""
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name=button, exact=exact or button == "Lagre").last.click()


def waiting_case(visitor: Visitor) -> str:
    """The address of the case that awaits approval."""
    visitor.go("/saker/?whose=all&status=awaiting_approval")
    link = visitor.page.locator("tr", has_text="Leif Eksempel").locator("a").first
    return str(link.get_attribute("href"))
