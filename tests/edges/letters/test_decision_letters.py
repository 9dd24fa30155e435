"""The letters of the golden cases as PDF: the answer, the hours and the deadline are in the file."""

from dataclasses import replace
from datetime import date

import pytest

from rettvis.edges.holidays import public_holidays
from rettvis.edges.letters import render_pdf
from rettvis.journey.decision import Act, CaseSnapshot, Decision, Event
from rettvis.journey.decision.letter import internal_record, letter
from tests.edges.letters.reading import text
from tests.journey.decision.complete import CASEWORKER, changed, complete

SENT = date(2026, 11, 23)
HOLIDAYS = public_holidays(2026, 2029)


def sent(name: str) -> CaseSnapshot:
    case = complete(name)
    decision = case.decision.after(Event(Act.SEND, CASEWORKER, SENT))
    assert isinstance(decision, Decision)
    return replace(case, decision=decision)


def squeezed(words: str) -> str:
    return "".join(words.split())


ANSWERS = {
    "sak-1": ("Du får BPA", "31 timer 30 minutter", "Du får BPA", "31 timar 30 minutt"),
    "sak-2": ("men ikke BPA", "5 timer i uka", "men ikkje BPA", "5 timar i veka"),
    "sak-3": ("men ikke BPA", "10 timer i uka", "men ikkje BPA", "10 timar i veka"),
    "sak-4": ("Dere får avlastning", "1 helg i måneden", "De får avlasting", "1 helg i månaden"),
}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_the_letter_and_the_record_become_pdf_with_the_answer_in_it(name: str, language: str) -> None:
    case = sent(name)
    read = text(render_pdf(letter(case, language, SENT, HOLIDAYS)))
    assert text(render_pdf(internal_record(case, language, SENT)))
    assert case.number in read
    assert "None" not in read
    if language != "en":
        at = 0 if language == "nb" else 2
        for expected in (*ANSWERS[name][at : at + 2], "21. desember 2026"):
            assert squeezed(expected) in read.replace("\u00ad", "")


def test_what_somebody_wrote_comes_out_as_it_was_written() -> None:
    name = "Mari #let <script>alert(1)</script> $x$ \\n"
    case = changed(changed(sent("sak-3"), "party.name", name), "application.own_words", "*Hei* _du_ @meg")
    read = text(render_pdf(letter(case, "nb", SENT, HOLIDAYS)))
    assert squeezed(name) in read
    assert "*Hei*_du_@meg" in read
