"""The letters of the scheme: what is given, what it may be used for, and that the decision stands."""

from dataclasses import replace
from datetime import date

import pytest

from rettvis.edges.letters import render_pdf
from rettvis.journey.decision.document import Letterhead, Recipient
from rettvis.journey.supplement import (
    SupplementGrant,
    SupplementTold,
    condition_lapsed_letter,
    supplement_letter,
)
from tests.journey.supplement.test_introducing import SEPTEMBER, VERSION

HEAD = Letterhead(
    "Fjordvik", "Kontoret", date(2026, 8, 20), "2026-000001", Recipient("Ola Berg"), ("Telefon 1",)
)
TOLD = SupplementTold(
    replace(VERSION, may_be_used_for=("trening",), may_not_be_used_for=("billetter",)),
    SupplementGrant(2, 120, SEPTEMBER),
)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_letter_says_what_from_when_for_what_and_whom_to_ask(language: str) -> None:
    letter = supplement_letter(TOLD, language, HEAD)
    text = repr(letter)
    for said in ("2026", "trening", "billetter", "Vedtak 1/2026", "støttekontakt", "Telefon 1"):
        assert said in text
    assert render_pdf(letter).startswith(b"%PDF")


def test_the_letter_says_that_the_ordinary_decision_is_not_changed() -> None:
    assert "not changed" in repr(supplement_letter(TOLD, "en", HEAD))
    assert "not changed" in repr(condition_lapsed_letter(TOLD, "Flyttet.", "en", HEAD))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_letter_of_the_end_says_the_last_day_and_why(language: str) -> None:
    told = replace(TOLD, grant=replace(TOLD.grant, last=date(2026, 10, 31)))
    text = repr(condition_lapsed_letter(told, "Samtalen 1. oktober.", language, HEAD))
    assert "31" in text
    assert "Samtalen 1. oktober." in text
    assert render_pdf(condition_lapsed_letter(told, "x", language, HEAD)).startswith(b"%PDF")


def test_hours_that_never_began_are_told_as_such() -> None:
    told = replace(TOLD, grant=replace(TOLD.grant, last=date(2026, 8, 31)))
    assert "do not get" in repr(condition_lapsed_letter(told, "x", "en", HEAD))
