"""What a person has written comes out as she wrote it, whatever it is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.edges.letters import render_pdf
from rettvis.edges.letters.coverage import printable
from rettvis.edges.letters.data import as_json
from rettvis.journey.decision.document import (
    BulletList,
    Callout,
    Column,
    Document,
    FactTable,
    Heading,
    Paragraph,
    Recipient,
    Signature,
    Signer,
)
from tests.edges.letters.examples import head
from tests.edges.letters.reading import text

MARKUP = [
    '#import "x": *',
    "#panic()",
    "*fet* _kursiv_ `kode` $x^2$",
    "<script>alert(1)</script>",
    "@kari <merke> // kommentar /* og */",
    r"C:\brev\nytt \u{41} \#",
    "= Overskrift",
    "- punkt + punkt / ord: ",
    "\"anførsel\" 'apostrof' ... -- --- ~",
    "{page} av {pages}",
    "https://eksempel.kommune.no/en/lang/adresse",
]


def everywhere(words: str) -> Document:
    """A document with ``words`` in every place that may hold what somebody wrote."""
    table = FactTable(words, (Column(words), Column(words, "end")), ((words, words),))
    blocks = (
        Heading(words),
        Paragraph(words),
        BulletList((words,)),
        BulletList((words,), numbered=True),
        table,
        Callout(words, (words,)),
        Signature(words, (Signer(words, words),), words),
    )
    letterhead = replace(
        head(), recipient=Recipient(words, (words,)), unit=words, contact=(words,), exempt=words
    )
    return Document("nb", letterhead, words, blocks, synthetic=True)


PLACES = 21


@pytest.mark.parametrize("words", MARKUP)
def test_markup_is_shown_and_never_obeyed(words: str) -> None:
    shown = text(render_pdf(everywhere(words)))
    assert shown.count("".join(words.split())) == PLACES


@pytest.mark.parametrize(
    "words", ["Čearru Šáŋŋi Ŧđž", "Ærlig Øystein Åse", "Müller-Łukasz Ñandú", "Ελένη Юлия"]
)
def test_sami_norwegian_and_other_european_names_are_shown(words: str) -> None:
    assert "".join(words.split()) in text(render_pdf(everywhere(words)))


@pytest.mark.parametrize(
    "words",
    ["محمد علي", "שרה כהן", "Kari 😀 Eksempel", "👩‍👧 ❤️", "中文 ቋንቋ", "e\u0301", "a\u202eb\x00c\ufeff"],
)
def test_a_name_in_any_script_gives_a_letter(words: str) -> None:
    assert render_pdf(everywhere("Navn: " + words)).startswith(b"%PDF")


def test_a_line_never_ends_inside_a_section_or_a_date() -> None:
    data = as_json(everywhere("§ 2-1 fra 1. juli, 3. person"))
    assert "§\u00a02-1 fra 1.\u00a0juli, 3. person" in data


def test_hebrew_letters_are_kept_from_first_to_last() -> None:
    assert set("שרהכהן") <= set(text(render_pdf(everywhere("שרה כהן"))))


def test_a_script_without_a_font_is_written_with_its_code_points() -> None:
    assert printable("王 Kari") == "[U+738B] Kari"


def test_characters_that_turn_the_text_around_them_are_left_out() -> None:
    assert printable("Kari\u202e Nordmann\u2066\x00\x1b") == "Kari Nordmann"


def test_a_word_of_500_letters_is_shown_whole_and_within_the_page() -> None:
    word = "".join(chr(ord("a") + place % 26) for place in range(500))
    assert text(render_pdf(everywhere(word)), furniture=False).count(word) == PLACES


@given(st.text(min_size=1, max_size=60).filter(lambda words: printable(words).strip() != ""))
def test_any_text_at_all_gives_a_letter(words: str) -> None:
    assert render_pdf(everywhere(words)).startswith(b"%PDF")
