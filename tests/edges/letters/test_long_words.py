"""Long words are told to the template, so that a line may end within them; nothing of the text is lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.edges.letters import render_pdf
from rettvis.edges.letters.long_words import CELL, TEXT, pieces
from tests.edges.letters import examples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Korte ord står hele.", "Korte ord står hele."),
        (
            "et helseproblemløsningsarbeid.",
            [["et ", ""], ["helseproblemløsningsarbeid", "hyphenated"], [".", ""]],
        ),
        ("a" * 45, [["a" * 45, "broken"]]),
        ("https://" + "x" * 40, [["https://" + "x" * 40, "broken"]]),
    ],
)
def test_a_long_word_is_told_with_how_it_may_be_broken(text: str, expected: object) -> None:
    assert pieces(text, TEXT) == (expected if isinstance(expected, str) else {"pieces": expected})


@given(st.text(), st.sampled_from([TEXT, CELL]))
def test_the_pieces_are_the_text(text: str, most: int) -> None:
    found = pieces(text, most)
    whole = found if isinstance(found, str) else "".join(piece for piece, _ in found["pieces"])
    assert whole == text


def test_a_municipality_and_a_recipient_with_long_names_have_a_letter() -> None:
    head = replace(
        examples.head("Ola Kristoffersenmartinsen"),
        municipality="Storfjordvikkommunesamarbeid",
        unit="Tildelingskontorsamarbeidet",
        case_number="2026-" + "1" * 50,
    )
    assert render_pdf(replace(examples.short_letter(), letterhead=head, title="Helseomsorgstjenestevedtak"))
