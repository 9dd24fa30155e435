"""The settlement letter: what the year gave, what was used, what becomes of what is left, and why.

NOT AUTOMATED: whether a settlement is an individual decision that can be complained about. The law of the
services does not mention hour banks; the letter names the municipality's own rule, and the letterhead says
whom to ask. What else the person may do stands in ``own_words``, written by somebody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rettvis.journey.decision.document import (
    Block,
    BulletList,
    Callout,
    Column,
    Document,
    FactTable,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Signer,
)
from rettvis.journey.hourbank.balance import Balance
from rettvis.journey.hourbank.rule import Leftover, SettlementRule
from rettvis.journey.hourbank.settlement import SettledAccount
from rettvis.rulekit.wording import Sentence, hours_text, sentence


@dataclass(frozen=True)
class SettlementLetter:
    """What the letter is told from: the account as it was settled, its last day, and who writes to whom.

    ``service`` is the service's name as the person knows it; ``child`` the name of the child where the
    letter goes to the parents; ``own_words`` what the municipality adds.
    """

    settled: SettledAccount
    end: Balance
    rule: SettlementRule
    service: Sentence
    letterhead: Letterhead
    signer: Signer | None = None
    child: str = ""
    own_words: str = ""
    synthetic: bool = False


def settlement_letter(told: SettlementLetter, language: str) -> Document:
    """The letter in ``language``: one page, of the year as it was when it ended."""
    year = str(told.settled.account.year)
    title = sentence("Your hour bank for {year} is settled", year=year)
    if told.child:
        title = sentence("The hour bank of {name} for {year} is settled", name=told.child, year=year)
    blocks = (
        _answer(told, language),
        *_earlier(told, language),
        _figures(told, language),
        *_why(told, language),
        *_what_you_can_do(told, language),
    )
    return Document(language, told.letterhead, title.say(language), blocks, told.synthetic)


def _answer(told: SettlementLetter, language: str) -> Callout:
    left = told.settled.year.left
    title = sentence("{minutes:hours} was left when the year ended", minutes=left)
    if left == 0:
        title = sentence("All the hours were used")
        if told.settled.year.granted + told.settled.year.brought == 0:
            title = sentence("The year gave no hours")
    elif left < 0:
        title = sentence("{minutes:hours} more was used than the year gave", minutes=-left)
    return Callout(title.say(language), tuple(one.say(language) for one in _outcome(told)))


def _outcome(told: SettlementLetter) -> Iterator[Sentence]:
    parts, year = told.settled.parts, told.settled.account.year
    if told.settled.year.left < 0:
        yield sentence("Nothing is taken from the hours of {year}.", year=str(year + 1))
        yield sentence("Talk with us, so that we can see together whether the hours fit what is needed.")
    if parts.carried:
        yield sentence(
            "{minutes:hours} is carried over, and can be used in {year}.",
            minutes=parts.carried,
            year=str(year + 1),
        )
    if parts.repaid:
        yield sentence(
            "{minutes:hours} was invoiced in advance and is paid back to the municipality. You pay nothing.",
            minutes=parts.repaid,
        )
    if parts.lapsed:
        yield sentence(
            "{minutes:hours} lapses, and cannot be used in {year}.", minutes=parts.lapsed, year=str(year + 1)
        )
    yield sentence("The decision about the service is the same as before.")


def _earlier(told: SettlementLetter, language: str) -> Iterator[Block]:
    if told.settled.times > 1:
        text = sentence(
            "You have had a letter about this year before. Something has come since, such as a timesheet "
            "that was late, and we have settled the year again. This letter replaces the earlier one."
        )
        yield Paragraph(text.say(language))


def _figures(told: SettlementLetter, language: str) -> FactTable:
    """The year as a sum that can be followed: what came in, what went out, what was left."""
    end = told.end
    rows = [(sentence("Granted in the year"), end.granted_year)]
    if end.opening:
        rows.append((sentence("Brought in from before"), end.opening))
    rows.append((sentence("Used"), -end.used))
    if end.corrected:
        rows.append((sentence("Corrected"), end.corrected))
    if end.moved:
        rows.append((sentence("Moved between providers"), end.moved))
    rows.append((sentence("Left when the year ended"), told.settled.year.left))
    caption = sentence("{service}: the hours of {year}", service=told.service, year=str(end.account.year))
    return FactTable(
        caption.say(language),
        (Column(str(end.account.year), share=2), Column(sentence("Hours").say(language), "end")),
        tuple((label.say(language), hours_text(minutes, language)) for label, minutes in rows),
        last_row_is_sum=True,
    )


def _why(told: SettlementLetter, language: str) -> Iterator[Block]:
    yield Heading(sentence("Why it is so").say(language))
    yield Paragraph(
        " ".join(
            one.say(language)
            for one in (
                _rule_words(told.rule, language),
                sentence("Source: {source}.", source=told.rule.source),
            )
        )
    )


def _rule_words(rule: SettlementRule, language: str) -> Sentence:
    """The municipality's rule in words."""
    if rule.leftover is Leftover.LAPSE:
        return sentence("The municipality has decided that hours that are left lapse when the year ends.")
    if rule.leftover is Leftover.REPAY:
        return sentence(
            "The municipality has decided that hours that were invoiced in advance and not used are paid "
            "back when the year ends."
        )
    if rule.most_minutes is None and rule.most_share is None:
        return sentence("The municipality has decided that hours that are left are carried over.")
    if rule.most_share is None:
        return sentence(
            "The municipality has decided that at most {most:hours} can be carried over to the next year.",
            most=rule.most_minutes,
        )
    percent = _percent(rule, language)
    if rule.most_minutes is None:
        return sentence(
            "The municipality has decided that at most {percent} percent of the year's hours can be carried "
            "over to the next year.",
            percent=percent,
        )
    return sentence(
        "The municipality has decided that at most {most:hours}, and at most {percent} percent of the year's "
        "hours, can be carried over to the next year.",
        most=rule.most_minutes,
        percent=percent,
    )


def _percent(rule: SettlementRule, language: str) -> str:
    """The share in percent, exact: with at most two decimals, else as a fraction."""
    percent = (rule.most_share or 0) * Fraction(100)
    for places in range(3):
        if (percent * 10**places).denominator == 1:
            text = f"{Decimal(percent.numerator) / percent.denominator:.{places}f}"
            return text if language == "en" else text.replace(".", ",")
    return str(percent)


def _what_you_can_do(told: SettlementLetter, language: str) -> Iterator[Block]:
    yield Heading(sentence("What you can do").say(language))
    points = [
        sentence("Tell us if you think a figure is wrong. If it is, we settle the year again."),
        sentence("Ask to see every line of the hour bank, and who wrote it."),
        sentence("Tell us if you need more or other help than you have."),
    ]
    yield BulletList(tuple(point.say(language) for point in points))
    if told.own_words.strip():
        yield Paragraph(told.own_words.strip())
    if told.signer is not None:
        yield Signature(sentence("Kind regards").say(language), (told.signer,))
