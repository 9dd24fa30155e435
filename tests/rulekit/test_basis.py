"""A legal basis cites itself in three languages."""

from rettvis.rulekit.basis import LegalBasis, part_text

BASIS = LegalBasis("Benefit Act", "2-1 d", "fourth paragraph first sentence", short="bl.")


def test_a_basis_cites_act_section_and_part_in_english() -> None:
    assert BASIS.cite("en") == "Benefit Act §\u00a02-1 d fourth paragraph first sentence"


def test_a_basis_cites_its_part_with_norwegian_legal_words() -> None:
    assert BASIS.cite("nb", short=True) == "bl. §\u00a02-1 d fjerde ledd første punktum"


def test_numbers_and_letters_of_a_section_are_named() -> None:
    assert part_text("first paragraph no. 6 letter b", "nn") == "første ledd nr. 6 bokstav b"


def test_several_sections_have_two_section_marks() -> None:
    assert LegalBasis("Benefit Act", "148 and 149").cite("nb") == "Benefit Act §§\u00a0148 og 149"


def test_a_basis_without_section_is_the_act_alone() -> None:
    assert LegalBasis("Benefit Act", "").cite("nn") == "Benefit Act"
