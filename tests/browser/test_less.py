"""A reduction from beginning to end: what is due, the notice, its answer, and the history of it all."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_less_is_told_first_answered_and_seen_in_the_history(arrive):
    kari = arrive("kari")
    kari.go("/evaluering/?hvem=mine")
    kari.look()
    link = kari.page.get_by_role("link", name=re.compile("I gang i sak"))
    while not link.count():
        kari.page.get_by_role("link", name="Vis flere").click()
    with kari.page.expect_navigation():
        link.first.click()
    address = kari.page.url.removeprefix(kari.running.address)
    kari.go(f"{address}endringer/")
    kari.look()
    kari.page.get_by_role("button", name="Bekreft Medvirkning").click()
    assert "Som før, bekreftet" in kari.page.locator("#medvirkning").inner_text()
    kari.go(f"{address}kartlegging/dognklokke/")
    assert "Endret siden kopien. Før: –" in kari.page.locator("main").inner_text()
    kari.look()
    kari.go(f"{address}vedtak/")
    assert "Brukeren kan svare på forhåndsvarselet" in kari.page.locator(".gate").inner_text()
    kari.look()
    kari.go(f"{address}forhandsvarsel/")
    kari.look()
    kari.page.get_by_label("Hva personen svarte").fill("Jeg vil beholde timene mine.")
    kari.page.get_by_role("button", name="Lagre svaret").click()
    assert "Jeg vil beholde timene mine." in kari.page.locator("main").inner_text()
    kari.go(f"{address}vedtak/")
    assert "hvordan svaret på forhåndsvarselet er vurdert" in kari.page.locator(".gate").inner_text()
    kari.go(f"{address}historikk/")
    words = kari.page.locator("main").inner_text()
    for standing in ("Gjelder nå", "Erstattet av et nytt vedtak", "Annullert", "Forhåndsvarsel"):
        assert standing in words
    kari.look()


def test_a_leader_sets_how_much_each_may_decide(arrive):
    tone = arrive("tone")
    tone.go("/vedtaksregler/")
    tone.look()
    tone.go("/vedtaksregler/fullmakt/")
    tone.look()
