"""The settlement letter says what the year gave, what becomes of what is left, and by which rule."""

from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.decision.document import (
    Callout,
    Document,
    FactTable,
    Letterhead,
    Paragraph,
    Recipient,
    Signer,
)
from rettvis.journey.hourbank import (
    Account,
    EntryKind,
    Ledger,
    Leftover,
    SettlementLetter,
    SettlementRule,
    balance,
    settle,
    settlement_letter,
)
from rettvis.rulekit.wording import LANGUAGES, hours_text, sentence
from tests.journey.hourbank.ledgers import ACCOUNT, YEAR, grant, ledgers, used

NOW = datetime(YEAR + 1, 1, 15, 9, tzinfo=UTC)
CARRY = SettlementRule(Leftover.CARRY_OVER, "sak 12/26", most_minutes=1000, most_share=Fraction(1, 8))
LAPSE = SettlementRule(Leftover.LAPSE, "sak 12/26")
REPAY = SettlementRule(Leftover.REPAY, "sak 12/26", advance_share=Fraction(9, 10))


def told(ledger: Ledger, rule: SettlementRule, account: Account = ACCOUNT) -> SettlementLetter:
    (settled,) = settle(ledger, YEAR, account.service, rule, NOW).accounts
    head = Letterhead(
        "Fjordvik kommune",
        "Tildelingskontoret",
        date(YEAR + 1, 1, 15),
        "2026-000001",
        Recipient("Ola Nordmann"),
        ("Telefon 22 22 22 22",),
    )
    return SettlementLetter(
        settled,
        balance(ledger, account, account.last),
        rule,
        sentence("Personal assistance"),
        head,
        Signer("Kari Nes", "Saksbehandler"),
    )


def a_year(minutes_used: int) -> Ledger:
    return Ledger((grant(minutes=100),), (), (used(date(YEAR, 6, 1), minutes_used),))


def text_of(document: Document) -> str:
    """Every text of the letter, a line each."""
    return "\n".join([document.title, *texts(*document.blocks)]).replace("\u00a0", " ")


def texts(*values: object) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from texts(*value)
        elif is_dataclass(value):
            yield from texts(*vars(value).values())


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (CARRY, ["10 timer 50 minutter overføres", "9 timer 10 minutter faller bort", "12,5 prosent"]),
        (LAPSE, ["20 timer faller bort"]),
        (REPAY, ["11 timer 20 minutter", "Du skal ikke betale noe", "8 timer 40 minutter faller bort"]),
    ],
)
def test_what_becomes_of_what_is_left_is_told_with_the_rule_and_its_source(
    rule: SettlementRule, words: list[str]
) -> None:
    text = text_of(settlement_letter(told(a_year(4000), rule), "nb"))
    for word in [*words, "20 timer", "sak 12/26", "Kari Nes"]:
        assert word in text


def test_more_used_than_given_takes_nothing_from_the_next_year() -> None:
    text = text_of(settlement_letter(told(a_year(6000), CARRY), "nb"))
    assert "13 timer 20 minutter mer" in text
    assert "Ingenting trekkes fra timene i 2027" in text


def test_a_letter_about_a_year_settled_again_says_that_it_replaces_the_earlier() -> None:
    letter = told(a_year(4000), LAPSE)
    again = replace(letter, settled=replace(letter.settled, times=2))
    before, after = settlement_letter(letter, "nb"), settlement_letter(again, "nb")
    assert [block for block in after.blocks if block not in before.blocks] == [
        Paragraph(
            sentence(
                "You have had a letter about this year before. Something has come since, such as a timesheet "
                "that was late, and we have settled the year again. This letter replaces the earlier one."
            ).say("nb")
        )
    ]


def test_the_municipality_adds_its_own_words_as_they_are() -> None:
    letter = replace(told(a_year(4000), LAPSE), own_words="Du kan klage *her*.", child="Lise")
    document = settlement_letter(letter, "nb")
    assert Paragraph("Du kan klage *her*.") in document.blocks
    assert "Lise" in document.title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", [CARRY, LAPSE, REPAY, replace(CARRY, most_share=None, most_minutes=None)])
def test_every_language_has_words_of_its_own(language: str, rule: SettlementRule) -> None:
    letter = told(a_year(4000), rule)
    own, english = (text_of(settlement_letter(letter, one)).splitlines() for one in (language, "en"))
    same = [line for line in own if line in english and "municipality" in line]
    assert (same == []) is (language != "en")


@given(ledgers(), st.sampled_from([CARRY, LAPSE, REPAY]), st.sampled_from(LANGUAGES))
def test_the_sum_of_the_letter_is_what_was_left(made: tuple, rule: SettlementRule, language: str) -> None:
    """With the account's settlement written or not, the letter shows the year before it was settled."""
    ledger, account = made
    if not ledger.accounts(YEAR):
        return
    letter = told(ledger, rule, account)
    after = ledger.with_entries(letter.settled.entries)
    written = replace(letter, end=balance(after, account, account.last))
    assert settlement_letter(written, language) == settlement_letter(letter, language)
    table = next(b for b in settlement_letter(letter, language).blocks if isinstance(b, FactTable))
    end = letter.end
    assert end.granted_year + end.opening - end.used + end.corrected + end.moved == letter.settled.left
    assert table.rows[-1][1] == hours_text(letter.settled.left, language)
    callout = settlement_letter(letter, language).blocks[0]
    assert isinstance(callout, Callout)
    kinds = {one.kind for one in letter.settled.entries}
    assert (len(callout.texts) > 1) is bool(
        kinds & {EntryKind.LAPSED, EntryKind.CARRIED_OUT, EntryKind.REPAID} or letter.settled.left < 0
    )
