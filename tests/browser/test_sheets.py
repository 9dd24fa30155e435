"""The application and the assessment by keyboard alone, with scripts and without."""

import pytest

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


def focused(visitor: Visitor) -> str:
    return visitor.page.evaluate("document.activeElement.id")


def press(visitor: Visitor, selector: str) -> None:
    """Reach a button and press Enter; wait until the form has come again."""
    old = visitor.page.locator("#sheet").element_handle()
    visitor.page.locator(selector).first.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_function("(form) => !form.isConnected", arg=old)
    visitor.page.wait_for_selector("#sheet")


def test_an_application_is_registered_and_filled_in_by_keyboard(arrive):
    visitor = arrive("kari")
    visitor.go("/saker/ny/")
    visitor.look()
    page = visitor.page
    page.fill("#id_name", "Randi Registrert")
    page.fill("#id_birth_date", "3.2.1971")
    page.select_option("#id_channel", "phone")
    with page.expect_navigation():
        page.press("#id_name", "Enter")
    assert page.url.endswith("/soknad/")
    page.fill("#id_about-own_words", "Jeg vil klare meg selv.")
    press(visitor, "#add-requests")
    assert page.locator("input[name=requests]").count() == 2
    assert focused(visitor).endswith("-activity")
    assert page.input_value("#id_about-own_words") == "Jeg vil klare meg selv."
    page.keyboard.type("Fro")
    page.locator("fieldset.row").nth(1).get_by_label("eller timer i uka").fill("3,5")
    visitor.look()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Søknaden er lagret." in page.inner_text("main")
    assert page.locator("input[name=requests]").count() == 1
    visitor.look()


def test_faults_come_together_and_a_link_leads_into_the_field(arrive, demo):
    visitor = arrive("kari")
    address = f"/sak/{demo.guests['empty']}/kartlegging/dognklokke/"
    visitor.go(address)
    visitor.expected.add(visitor.page.url)
    page = visitor.page
    row = page.locator("tbody[id^=row]").first
    row.locator("[name$=words]").fill("Lese post")
    row.locator("[name$='-minutes']").first.fill("tretti")
    row.locator("[name$='-times']").first.fill("x")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".ds-error-summary li").count() == 2
    assert page.evaluate("document.activeElement.className") == "ds-error-summary"
    visitor.look()
    page.locator(".ds-error-summary a").first.focus()
    page.keyboard.press("Enter")
    assert focused(visitor).endswith("-minutes")


def test_the_dial_follows_the_table_and_is_walked_with_the_arrow_keys(arrive, demo):
    visitor = arrive("kari")
    visitor.go(f"/sak/{demo.guests['odd']}/kartlegging/dognklokke/")
    page = visitor.page
    for number, (words, start) in enumerate((("Lese post", "07:30"), ("Lage middag", "16.00"))):
        row = page.locator("tbody[id^=row]").nth(number)
        row.locator("[name$=words]").fill(words)
        row.locator("[name$=start]").fill(start)
        row.locator("[name$='-minutes']").first.fill("30")
        row.locator("[name$='-times']").first.fill("7")
        press(visitor, "#add-clock")
    press(visitor, "#update-clock")
    assert page.locator("a.arc").count() == 2
    page.locator("a.arc").first.focus()
    page.keyboard.press("ArrowRight")
    assert "Lage middag: fra 16:00 til 16:30" in page.inner_text(".dial-words")
    assert page.locator("a.arc[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    assert focused(visitor) == page.locator("tbody[id^=row]").nth(1).locator("select").first.get_attribute(
        "id"
    )
    visitor.look()


def test_everything_works_without_scripts(arrive, demo):
    visitor = arrive("kari", java_script_enabled=False)
    visitor.go(f"/sak/{demo.guests['empty']}/kartlegging/medvirkning/")
    page = visitor.page
    page.locator("[name^=wishes][name$=words]").fill("Å bestemme selv")
    with page.expect_navigation():
        page.locator("#add-wishes").press("Enter")
    assert page.locator("input[name=wishes]").count() == 2
    with page.expect_navigation():
        page.locator("button[value^='remove:wishes']").nth(1).press("Enter")
    with page.expect_navigation():
        page.locator("button[value=save]").last.press("Enter")
    assert "Lagret: Medvirkning." in page.inner_text("main")
    assert page.locator("[name^=wishes][name$=words]").input_value() == "Å bestemme selv"


def test_two_who_save_the_same_section_the_second_sees_what_changed(arrive, demo):
    kari, tone = arrive("kari"), arrive("tone")
    address = f"/sak/{demo.guests['odd']}/kartlegging/periode/"
    for visitor in (kari, tone):
        visitor.go(address)
    tone.page.fill("#id_need-start", "1.7.2026")
    kari.page.fill("#id_summary-summary", "Karis tekst")
    kari.expected.add(kari.page.url)
    for visitor in (tone, kari):
        with visitor.page.expect_navigation():
            visitor.page.locator("button[value=save]").last.press("Enter")
    assert "1. juli 2026" in kari.page.inner_text(".conflict").replace("\xa0", " ")
    assert kari.page.input_value("#id_summary-summary") == "Karis tekst"
    assert kari.page.input_value("#id_need-start") == "01.07.2026"
    kari.look()
    with kari.page.expect_navigation():
        kari.page.locator("button[value=save]").last.press("Enter")
    assert "Lagret" in kari.page.inner_text("main")
