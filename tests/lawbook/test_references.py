"""Citations follow the date, in three languages, and say how certain they are."""

from datetime import date

import pytest

from rettvis.lawbook import references
from rettvis.lawbook.references import Certainty, Reference
from rettvis.rulekit.faults import Faulty

ALL = {name: value for name, value in vars(references).items() if isinstance(value, Reference)}
TODAY = date(2026, 7, 28)


def cited(reference: Reference, day: date, language: str, *, short: bool = False) -> str:
    """A citation with ordinary spaces."""
    return reference.on(day).cite(language, short=short).replace("\u00a0", " ")


def test_section_2_1_a_became_2_1_on_1_june_2024() -> None:
    assert cited(references.NECESSARY_SERVICES, date(2024, 5, 31), "nb", short=True) == "pbrl. § 2-1 a"
    assert cited(references.NECESSARY_SERVICES, date(2024, 6, 1), "nb", short=True) == "pbrl. § 2-1"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "helse- og omsorgstjenesteloven § 3-2 første ledd nr. 6 bokstav b"),
        ("nn", "helse- og omsorgstenestelova § 3-2 første ledd nr. 6 bokstav b"),
        ("en", "Health and Care Services Act § 3-2 first paragraph no. 6 letter b"),
    ],
)
def test_personal_assistance_is_cited_to_the_letter(language: str, text: str) -> None:
    assert cited(references.PERSONAL_ASSISTANCE, TODAY, language) == text


def test_respite_is_not_cited_before_it_stood_there() -> None:
    assert cited(references.RESPITE, date(2017, 10, 1), "nb", short=True) == "hol. § 3-6 første ledd nr. 2"
    with pytest.raises(Faulty):
        references.RESPITE.on(date(2017, 9, 30))


def test_the_right_to_bpa_is_not_cited_before_it_existed() -> None:
    with pytest.raises(Faulty):
        references.RIGHT_TO_BPA.on(date(2014, 12, 31))


@pytest.mark.parametrize("reference", ALL.values(), ids=ALL.keys())
def test_every_provision_can_be_cited_today_with_title_and_public_link(reference: Reference) -> None:
    basis = reference.on(TODAY)
    assert basis.link.startswith("https://lovdata.no/")
    assert " " not in basis.link
    assert isinstance(reference.certainty, Certainty)
    for language in ("nb", "nn"):
        assert basis.name(language) != basis.title
        assert basis.cite(language) != basis.cite("en")
