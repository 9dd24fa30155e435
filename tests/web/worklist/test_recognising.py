"""The search box understands what people type, says how, and never repeats a national identity number."""

import re
from datetime import date
from pathlib import Path

import pytest

from rettvis.web.worklist.recognising import Sought, recognised
from tests.web.worklist.numbers import INVENTED, WRONG

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "text", ["2026-000123", "2026-123", "26-123", "2026/123", "sak 2026-123", "Saksnr. 26/123", "2026000123"]
)
def test_a_case_number_with_its_year(text: str) -> None:
    found = recognised(text, TODAY, synthetic=True)
    assert found.kind is Sought.CASE
    assert found.numbers == ("2026-000123",)


def test_a_case_number_without_a_year_is_one_of_any_year() -> None:
    found = recognised("123", TODAY, synthetic=True)
    assert {"2026-000123", "2019-000123"} <= set(found.numbers)
    assert found.beginnings == ()


@pytest.mark.parametrize(
    ("text", "beginning"), [("2026-", "2026-"), ("2026", "2026-"), ("2026-12", "2026-12")]
)
def test_the_beginning_of_a_case_number(text: str, beginning: str) -> None:
    assert beginning in recognised(text, TODAY, synthetic=True).beginnings


@pytest.mark.parametrize(
    "text",
    [
        "1.5.1980",
        "01.05.1980",
        "01.05.80",
        "1/5-1980",
        "1-5-80",
        "1 5 1980",
        "1980-05-01",
        "01051980",
        "19800501",
        "1. mai 1980",
        "1 MAI 80",
        "1 May 1980",
        "May 1, 1980",
    ],
)
def test_a_date_of_birth_in_every_way_it_is_written(text: str) -> None:
    found = recognised(text, TODAY, synthetic=True)
    assert found.kind is Sought.BIRTH_DATE
    assert found.births == (date(1980, 5, 1),)


def test_two_figures_of_a_year_are_those_of_both_centuries_as_far_as_they_have_been() -> None:
    assert recognised("1.5.20", TODAY, synthetic=True).births == (date(1920, 5, 1), date(2020, 5, 1))
    assert recognised("1.5.80", TODAY, synthetic=True).births == (date(1980, 5, 1),)


def test_six_figures_may_be_a_date_or_a_case_number() -> None:
    found = recognised("010580", TODAY, synthetic=True)
    assert found.kind is Sought.CASE_OR_BIRTH_DATE
    assert found.births == (date(1980, 5, 1),)
    assert "2026-010580" in found.numbers


@pytest.mark.parametrize(
    "text", [INVENTED, f"{INVENTED[:6]} {INVENTED[6:]}", f" {INVENTED[:6]}-{INVENTED[6:]} "]
)
def test_a_national_identity_number_is_checked_and_not_shown(text: str) -> None:
    found = recognised(text, TODAY, synthetic=True)
    assert found.kind is Sought.NATIONAL_ID
    assert found.national_id == INVENTED
    assert INVENTED not in repr(found)


def test_a_mistyped_national_identity_number_is_not_looked_for_nor_repeated() -> None:
    found = recognised(WRONG, TODAY, synthetic=True)
    assert found.national_id == ""
    assert found.fault is not None
    assert WRONG not in found.fault.say("nb")


def test_an_invented_number_may_be_looked_for_also_in_a_real_municipality() -> None:
    assert recognised(INVENTED, TODAY, synthetic=False).fault is None


def test_a_name_and_a_date_of_birth_together() -> None:
    found = recognised("Berg, Ola 1.5.1980", TODAY, synthetic=True)
    assert found.kind is Sought.NAME_AND_BIRTH_DATE
    assert found.words == ("berg", "ola")
    assert found.births == (date(1980, 5, 1),)


@pytest.mark.parametrize(
    "text", ["%", "_", "'", "31.2.1980", "1.5.2080", "123456789", "12345678901234", "–", "٣٤"]
)
def test_what_cannot_be_read_is_said_with_examples(text: str) -> None:
    found = recognised(text, TODAY, synthetic=True)
    assert found.kind is Sought.NOTHING
    assert found.fault is not None
    assert "2026-000123" in found.fault.say("nb")


def test_ten_thousand_words_are_few_words() -> None:
    assert len(recognised("ola kari per " * 4000, TODAY, synthetic=True).words) == 3
    many = " ".join(f"navn{number}x" for number in range(2000))
    assert len(recognised(many, TODAY, synthetic=True).words) == 8


HANDBOOK = Path(__file__).parents[3] / "docs" / "handbook" / "sakslista.md"
KINDS = {
    "saksnummer": Sought.CASE,
    "begynnelsen": Sought.CASE,
    "fødselsdato": Sought.BIRTH_DATE,
    "navn:": Sought.NAME,
    "navn": Sought.NAME_AND_BIRTH_DATE,
}
ROWS = re.findall(r"^\| (`.+`) \| (.+) \|$", HANDBOOK.read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize(
    ("text", "words"), [(text, words) for row, words in ROWS for text in re.findall(r"`(.+?)`", row)]
)
def test_the_handbooks_examples_are_read_as_it_says(text: str, words: str) -> None:
    found = recognised(text, TODAY, synthetic=True).kind
    assert found is KINDS[words.split()[0].strip(",")] or (text == "010580" and "BIRTH_DATE" in found.name)
