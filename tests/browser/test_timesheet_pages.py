"""Every page of the timesheets, as a controller and a caseworker come to it: wide, on 320 px, and by axe."""

import re
from pathlib import Path

from tests.browser.conftest import Arrive
from tests.browser.visitor import Visitor

HEADER = "ordning_ref;dato;start;slutt;assistent_ref"


def a_file(folder: Path, name: str, *lines: str) -> Path:
    """A timesheet on the visitor's own machine."""
    path = folder / name
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return path


def sent(visitor: Visitor, path: Path) -> None:
    """The file is uploaded, and what was understood of it stands open."""
    visitor.go("/timelister/")
    visitor.page.get_by_label("Leverandør").select_option(index=1)
    visitor.page.get_by_label("Timeliste som CSV eller XLSX").set_input_files(path)
    visitor.page.get_by_role("button", name="Les fila").click()
    visitor.page.wait_for_url(re.compile("/timelister/venter/"))


def follow(visitor: Visitor, link: str) -> None:
    """Follow a link of the page itself, and look at what it leads to."""
    with visitor.page.expect_navigation():
        visitor.page.locator("main").get_by_role("link", name=link).first.click()
    visitor.look()


def press(visitor: Visitor, button: str, *, refused: bool = False) -> None:
    """Press a button, and look at the answer."""
    if refused:
        visitor.expected.add(visitor.page.url)
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name=button).click()
    visitor.look()


def test_a_controller_takes_in_a_file_maps_its_columns_and_settles(arrive: Arrive, tmp_path: Path) -> None:
    gunn = arrive("gunn")
    gunn.go("/timelister/")
    gunn.look()
    number = gunn.page.locator("tbody th a").first.inner_text()[:11]
    sent(
        gunn,
        a_file(tmp_path, "feil.csv", f"{number};2026-02-30;08:00;25:00;A-1", ";2026-02-03;=1+1;12:00;A-1"),
    )
    gunn.look()
    press(gunn, "Forkast fila")
    lines = [f"{number};2026-02-03;06:00;23:30;NY-1"] * 2
    sent(
        gunn,
        a_file(
            tmp_path, "lang-liste.csv", *lines, "ukjent-referanse-som-er-lang;2026-02-04;08:00;12:00;NY-2"
        ),
    )
    gunn.look()
    follow(gunn, "Velg hvilken kolonne som er hvilken")
    gunn.page.go_back()
    press(gunn, "Ta inn linjene")
    follow(gunn, "Avklar det som avviker")
    for state in ("?hva=info", "?hva=settled", ""):
        gunn.go(f"/timelister/avvik/{state}")
        gunn.look()
    gunn.page.locator("tbody th a").first.click()
    gunn.look()
    press(gunn, "Avklar avviket", refused=True)
    gunn.page.get_by_label("Hvordan det avklares").select_option(index=1)
    gunn.page.get_by_label("Hvorfor", exact=True).fill("Avklart på telefon.")
    press(gunn, "Avklar avviket")
    follow(gunn, "Timelister")
    follow(gunn, "Hva timelistene kontrolleres med")
    press(gunn, "Lagre", refused=True)
    gunn.page.get_by_label("Fra og med").fill("1.1.2026")
    gunn.page.get_by_label(re.compile("Hvor mye av en hvilende natt")).fill("50")
    gunn.page.get_by_label("Hvor det er bestemt").fill("Særavtalen § 4")
    press(gunn, "Lagre")
    gunn.go(f"/sak/{number}/timelister/2026/2/")
    gunn.look()
    gunn.page.get_by_text("Trekk linjer", exact=True).click()
    gunn.expected.add(gunn.page.url + "trekk/")
    press(gunn, "Trekk de merkede linjene", refused=True)


def test_a_caseworker_approves_unlocks_and_writes_what_the_decision_allows(arrive: Arrive) -> None:
    kari = arrive("kari")
    kari.go("/timelister/")
    kari.look()
    with kari.page.expect_navigation():
        kari.page.locator("tbody th a").first.click()
    kari.look()
    month = kari.page.url
    press(kari, "Skriv godkjenningen", refused=True)
    kari.page.get_by_label("Arbeidsleder", exact=True).fill("Ola Oppdiktet")
    kari.page.get_by_label("Godkjent dato").fill("21.11.2026")
    kari.page.get_by_label("Slik godkjente arbeidsleder").fill("Signert timeliste")
    press(kari, "Skriv godkjenningen")
    follow(kari, "Hva timelistene måles mot")
    press(kari, "Lagre", refused=True)
    kari.page.goto(month)
    kari.page.get_by_text("Lås opp", exact=True).first.click()
    kari.look()
    kari.page.goto(re.sub(r"\d{4}/\d+/$", "", month))
    kari.look()
    kari.page.get_by_text("Registrer dødsfall").click()
    press(kari, "Lagre dagen", refused=True)
