"""The handbook of the caseworker uses the words that stand on the screen."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import rettvis
from rettvis.web.demo.fill import ACCOUNTS, PASSWORD

ROOT = Path(__file__).parents[3]
HANDBOOK = ROOT / "docs" / "handbook"
CATALOGUES = Path(rettvis.__file__).parent / "locale" / "nb" / "LC_MESSAGES"
PAGES = ("saksbehandlerens-dag.md", "tilgang-og-logg.md", "sakslista.md", "statistikk.md")
TEXT = "\n".join((HANDBOOK / page).read_text(encoding="utf-8") for page in PAGES)


@cache
def on_screen() -> frozenset[str]:
    """Every text in bokmål, with figures as #."""
    said = set()
    for path in CATALOGUES.glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                texts = message.string if isinstance(message.string, tuple) else (message.string,)
                said |= {re.sub(r"%\(\w+\)s|\{[\w:]+\}", "#", text) for text in texts}
    return frozenset(said)


@pytest.mark.parametrize(
    "words", sorted({" ".join(bold.split()) for bold in re.findall(r"\*\*(.+?)\*\*", TEXT, re.S)})
)
def test_every_word_of_the_screen_in_the_handbook_stands_there(words):
    assert re.sub(r"\d+", "#", words) in on_screen()


def test_every_account_of_the_demonstration_is_told():
    page = (HANDBOOK / "demo.md").read_text(encoding="utf-8")
    assert PASSWORD in page
    assert all(f"`{account.username}` | {account.name}" in page for account in ACCOUNTS)
