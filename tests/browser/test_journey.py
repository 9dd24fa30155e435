"""A case from application to a sent letter, by keyboard alone."""

import subprocess
from pathlib import Path

import pytest

from tests.browser import case_three
from tests.browser.keyboard import Keyboard
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.pdf]

CASE = "-000003"


def test_case_three_goes_from_application_to_a_sent_letter_by_keyboard(arrive, tmp_path):
    case = case_three.whole_case()
    kari = arrive()
    keys = Keyboard(kari)
    log_in(keys, "kari")
    open_case(keys)

    keys.follow("Kartlegging")
    keys.follow("Før inn en samtale")
    case_three.contacts(keys, case.assessment)
    case_three.household(keys, case.assessment)
    case_three.day_clock(keys, case.assessment)
    case_three.participation(keys, case.assessment)
    case_three.period(keys, case.assessment)
    keys.follow("Kartlegging")
    assert "mangler" not in words(kari, "main ol.parts").replace("Ingenting mangler", "")
    kari.look()

    keys.follow("Utmåling")
    case_three.calculation(keys, case.choices)
    assert "10 timer i uka" in words(kari, "#explanation")
    kari.look()

    keys.follow("Vilkår")
    kari.look()
    assert "Mangler 18 timer 30 minutter på grensen på 25 timer" in words(kari, "main")
    keys.follow("Lagre svarene")

    keys.follow("Vedtak")
    assert "står i veien" in words(kari, ".gate")
    kari.look()
    case_three.decision(keys, case.decision, case.party.address)
    assert "Ingenting står i veien" in words(kari, ".gate")
    kari.look()
    keys.follow("Lagre og send til godkjenning")
    assert "Sendt til godkjenning" in words(kari, "main")
    kari.look()

    tone = arrive()
    keys = Keyboard(tone)
    log_in(keys, "tone")
    open_case(keys)
    keys.follow("Vedtak")
    keys.follow("Godkjenn vedtaket")
    keys.follow("Send brevet")
    assert "Vedtatt" in words(tone, ".case-head")
    keys.follow("Brev")
    tone.look()
    keys.reach("Last ned som PDF")
    with tone.page.expect_download() as waiting:
        keys.keys.press("Enter")
    letter = tmp_path / "brev.pdf"
    waiting.value.save_as(letter)
    check_letter(read_pdf(letter))


def check_letter(text: str) -> None:
    """The letter refuses BPA, grants the three other services, and says how to complain."""
    for said in (
        "Mari Eksempel",
        "Lillegata 12 B",
        "1 time 30 minutter i uka",
        "3 timer 30 minutter i uka",
        "5 timer i uka",
        "Statsforvalteren i Fjordfylket",
        "Kari Lunde",
        "Tone Haugland",
        "Syntetisk",
    ):
        assert said.casefold() in text.casefold(), f"the letter does not say “{said}”:\n{text}"


def read_pdf(path: Path) -> str:
    """The text of a letter, as a reader's programme reads it, with plain spaces."""
    read = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    return " ".join(read.stdout.replace("\xa0", " ").split())


def log_in(keys: Keyboard, username: str) -> None:
    """Log in with the keys."""
    keys.visitor.go("/logg-inn/")
    keys.write("Brukernavn", username)
    keys.reach("Passord")
    keys.over(keys.visitor.running.password)
    with keys.page.expect_navigation():
        keys.keys.press("Enter")


def open_case(keys: Keyboard) -> None:
    """From the list of cases to the case."""
    number = keys.page.locator("main a", has_text=CASE).first.inner_text()
    keys.follow(number)


def words(visitor: Visitor, selector: str) -> str:
    """What stands there, with plain spaces."""
    return visitor.page.locator(selector).inner_text().replace("\xa0", " ")
