"""The case clock in the browser: a hold, a correction, a preliminary reply, and figures without a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

pytestmark = pytest.mark.browser


def typed(days: int) -> str:
    """A day from today as a caseworker types it."""
    return f"{timezone.localdate() + timedelta(days=days):%d.%m.%Y}"


def press(visitor, words: str) -> None:
    """Press the button with these words, and wait for the page that follows."""
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name=words, exact=True).click()


def test_a_hold_is_written_down_corrected_and_lifted(arrive, demo):
    kari = arrive("kari")
    timeline = f"/sak/{demo.guests['empty']}/tidslinje/"
    kari.go(timeline)
    kari.page.get_by_role("link", name="Sett saken på vent").click()
    kari.expected.add(kari.page.url)
    press(kari, "Skriv det inn")
    assert kari.page.title().startswith("Feil:")
    kari.look()
    kari.page.select_option("#id_waits_for", "applicant")
    kari.page.fill("#id_on", typed(-2))
    kari.page.fill("#id_expected", typed(10))
    kari.page.fill("#id_reason", "Innlagt på sykehus.")
    press(kari, "Skriv det inn")
    assert "La saken ligge" in kari.page.inner_text(".next-step")
    kari.look()
    kari.page.get_by_role("link", name="Rett «Satt på vent»").click()
    kari.look()
    kari.page.fill("#id_on", typed(-1))
    kari.page.fill("#id_reason", "Feil dag.")
    press(kari, "Skriv inn rettingen")
    assert "Feil dag." in kari.page.inner_text(".happened")
    kari.page.get_by_role("link", name="Ta opp saken igjen").click()
    press(kari, "Skriv det inn")
    assert "La saken ligge" not in kari.page.inner_text(".next-step")


def test_a_preliminary_reply_is_looked_at_and_sent_without_a_script(arrive, demo):
    kari = arrive("kari", java_script_enabled=False)
    kari.go(f"/sak/{demo.guests['empty']}/tidslinje/forelopig-svar/")
    kari.page.check("#id_why_0")
    kari.page.fill("#id_expected", typed(40))
    press(kari, "Vis på nytt med disse valgene")
    assert "Foreløpig svar på søknaden din" in kari.page.inner_text("main")
    press(kari, "Send brevet")
    assert "/brevene/" in kari.page.url
    kari.go(f"/sak/{demo.guests['empty']}/tidslinje/")
    assert "Foreløpig svar sendt" in kari.page.inner_text(".happened")


@pytest.mark.parametrize("who", ["gunn", "eva"])
def test_figures_are_read_by_those_who_see_no_case(arrive, who):
    reader = arrive(who)
    reader.go("/saksbehandlingstid/")
    reader.look()
    assert reader.page.locator("a[href*='/saksbehandlingstid/saker/']").count() == 0
    assert reader.page.locator(".month-chart svg").count() == 1
