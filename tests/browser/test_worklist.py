"""The list of cases by keyboard and on a narrow screen: filters, search, giving out, and who has what."""

import pytest

from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.browser


def test_cases_are_given_out_and_back_by_keyboard(arrive):
    visitor = arrive("tone")
    visitor.go("/saker/?whose=all")
    keys = Keyboard(visitor)
    numbers = visitor.page.locator("td.tick input").evaluate_all(
        "boxes => boxes.slice(0, 2).map((b) => b.value)"
    )
    for value in numbers:
        keys.tick(f"Velg sak {value.split('.')[0]}")
    assert visitor.page.locator("[data-chosen]").inner_text() == "Valgt: 2"
    keys.choose("Hvem skal ha dem", "Jonas Berget")
    keys.follow("Fordel sakene")
    visitor.look()
    assert "behandles nå av Jonas Berget" in visitor.page.locator("[role=status]").first.inner_text()
    keys.follow("Angre")
    assert "gitt tilbake" in visitor.page.locator("[role=status]").first.inner_text()
    after = visitor.page.goto(visitor.running.address + "/saker/?whose=all")
    assert after is not None
    again = visitor.page.locator("td.tick input").evaluate_all("boxes => boxes.map((b) => b.value)")
    assert set(numbers) <= set(again)


def test_all_on_the_page_are_chosen_and_left_again_without_asking_the_server(arrive):
    visitor = arrive("kari")
    visitor.go("/saker/?whose=all")
    boxes = visitor.page.locator("td.tick input")
    visitor.page.click("[data-tick-all]")
    assert boxes.evaluate_all("boxes => boxes.every((box) => box.checked)")
    visitor.page.click("[data-tick-all]")
    assert not boxes.evaluate_all("boxes => boxes.some((box) => box.checked)")


def test_without_a_script_all_are_chosen_and_given_to_nobody_who_is_not_chosen(arrive):
    visitor = arrive("kari", java_script_enabled=False)
    visitor.go("/saker/?whose=all")
    visitor.page.click("[data-tick-all]")
    assert (
        visitor.page.locator("td.tick input:checked").count() == visitor.page.locator("td.tick input").count()
    )
    visitor.expected.add(visitor.page.url)
    visitor.page.click("button[value=assign]")
    assert "Velg hvem som skal ha sakene." in visitor.page.locator(".ds-error-summary").inner_text()


def test_filters_and_their_faults_are_looked_at(arrive):
    visitor = arrive("tone")
    for query in ("whose=team&due=late&order=waiting", "whose=all&waits=doctor", "kind=tull&unit=99&after=x"):
        visitor.go(f"/saker/?{query}")
        visitor.look()
    visitor.page.select_option("#status", "any")
    visitor.page.click(".narrow-acts button")
    assert "status=any" in visitor.page.url
    visitor.page.click("text=Nullstill filtrene")
    assert "status=any" not in visitor.page.url


@pytest.mark.parametrize("text", ["eksempel", "000001", "18.6.1971", "12345678901", "%"])
def test_a_search_says_how_it_was_understood_and_stands_in_no_address(text, arrive):
    visitor = arrive("kari")
    visitor.go("/saker/")
    visitor.page.fill("#text", text)
    visitor.page.press("#text", "Enter")
    visitor.page.wait_for_selector(".understood")
    visitor.look()
    assert text not in visitor.page.url
    if len(text) == 11:
        assert text not in visitor.page.content()


def test_a_leader_sees_who_has_how_many_and_goes_to_them(arrive):
    visitor = arrive("tone")
    visitor.go("/saker/")
    visitor.page.click("text=Hvem har hvor mange")
    visitor.look()
    visitor.page.locator("td.number a").first.click()
    assert "handler=" in visitor.page.url
    assert visitor.page.locator("td.tick").count() > 0
