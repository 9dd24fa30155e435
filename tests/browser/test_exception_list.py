"""A controller works the exception list to zero with a keyboard: asks, settles, attests and rejects."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.browser.conftest import Arrive
from tests.browser.keyboard import Keyboard
from tests.browser.visitor import Visitor

MOST = 60
"""Invoices; the demonstration holds half as many that deviate."""
LATER = "31.12.2199"
SETTLED = 4
"""So many are settled and attested; the others are rejected, which makes room for new ones."""


def exceptions(gunn: Visitor) -> list[str]:
    """The numbers of the invoices that deviate, in the order of the list."""
    gunn.go("/faktura/")
    tables = gunn.page.locator("table").filter(has=gunn.page.get_by_text(re.compile("å avklare, gjelder")))
    return [text.split()[0] for text in tables.locator("tbody th a").all_inner_texts()]


def settle(gunn: Visitor, keys: Keyboard) -> None:
    """Everything that must be settled on the invoice that stands open, then the attestation, where it can."""
    for _time in range(12):
        if gunn.page.get_by_role("button", name="Attester").count():
            keys.follow("Attester")
            return
        if gunn.page.get_by_text("be om en ny").count():
            break
        if not gunn.page.get_by_label("Hvordan det avklares").count():
            break  # nothing is left to settle, and the seller is not registered
        keys.choose("Hvordan det avklares", "Godtatt som det står")
        keys.write("Kommentar", "Avtalt med leverandøren.")
        keys.follow("Avklar avviket")
    reject(keys)


def reject(keys: Keyboard) -> None:
    """The invoice that stands open is not to be paid."""
    keys.write("Hvorfor fakturaen ikke skal betales", "Leverandøren sender en ny.")
    keys.follow("Avvis fakturaen")


def ask(gunn: Visitor, keys: Keyboard) -> None:
    """Ask the provider about the invoice that stands open, and write the answer."""
    keys.follow("Spør leverandøren")
    gunn.look()
    keys.write("Det du spør om", "Hvilken timeliste gjelder dette?")
    keys.follow("Vis hvordan det ser ut")
    gunn.look()
    keys.follow("Skriv spørsmålet")
    gunn.look()
    keys.write("Hva svaret var", "Linja er feil. Kreditnota kommer.")
    keys.follow("Lagre svaret")
    keys.follow("Spørsmål til leverandører")
    gunn.look()


def breach(gunn: Visitor, keys: Keyboard) -> None:
    """Write down a breach on the invoice that stands open, and take the first step."""
    keys.follow("Skriv ned et brudd")
    gunn.look()
    keys.write("Hva som ikke ble gjort som avtalt", "Samme feil tre måneder på rad.")
    keys.follow("Lagre")
    gunn.look()
    keys.write("Punkt i avtalen", "12.1")
    keys.write("Hvorfor", "Prisen er feil.")
    keys.write("Skal rettes innen", LATER)
    keys.follow("Skriv trinnet")
    gunn.look()
    keys.follow("Brudd og sanksjoner")
    gunn.look()


LEFT = """
select invoice.number, found.code
from invoices_deviation found
join invoices_readinvoice invoice on invoice.id = found.invoice_id
where found.severity = 'fatal'
  and not exists (select 1 from invoices_attestation where invoice_id = invoice.id)
  and not exists (select 1 from invoices_settlement where deviation_id = found.id)
  and not exists (select 1 from invoices_gonedeviation where deviation_id = found.id)
"""
"""What must be settled on an invoice that is neither attested nor rejected, whatever the page shows."""


def left(home: Path) -> list[tuple[str, str]]:
    """What the database still holds to be settled."""
    with closing(sqlite3.connect(home / "rettvis.sqlite3", timeout=10)) as database:
        return database.execute(LEFT).fetchall()


def test_a_controller_works_the_exception_list_to_zero(arrive: Arrive) -> None:
    gunn = arrive("gunn")
    assert len(left(gunn.running.home)) > SETTLED
    keys, done = Keyboard(gunn), 0
    while found := exceptions(gunn):
        assert done < MOST, found
        if done == 0:
            gunn.look()
        keys.follow(found[0])
        address = gunn.page.url.removeprefix(gunn.running.address)
        gunn.look(axe=done < SETTLED)
        if done == 1:
            ask(gunn, keys)
            gunn.go(address)
        if done == 2:
            breach(gunn, keys)
            gunn.go(address)
        settle(gunn, keys) if done < SETTLED else reject(keys)
        done += 1
    assert done > SETTLED
    assert gunn.page.get_by_text("Ingenting avviker").is_visible()
    assert left(gunn.running.home) == []
    gunn.look()
