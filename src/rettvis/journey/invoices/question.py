"""The letter that asks a provider about an invoice: what deviates, line by line, and until when to answer.

It names decisions by their reference and persons not at all: neither the invoice's own texts nor any name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

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
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import Sentence, date_text, hours_text, kroner_text, sentence


@dataclass(frozen=True)
class QuestionedLine:
    """A line as it stands in the letter: minutes and øre, None where the invoice does not say.

    ``worked`` are the minutes of approved timesheets, ``agreed`` the agreed øre an hour.
    """

    number: str
    reference: str
    period: Period | None
    minutes: int | None
    amount: int
    worked: int | None = None
    agreed: int | None = None


@dataclass(frozen=True)
class Questioning:
    """What is asked: about which invoice and lines, what deviates, and in whose name.

    ``deviations`` are pairs of a line's number (empty for the whole) and what was told, in the letter's
    language; ``asked`` is what the writer adds in her own words, shown as it is.
    """

    letterhead: Letterhead
    invoice: str
    issued: date | None
    lines: tuple[QuestionedLine, ...]
    deviations: tuple[tuple[str, str], ...]
    answer_by: date
    by: Signer
    asked: str = ""
    synthetic: bool = False


def question_letter(asking: Questioning, language: str) -> Document:
    """The letter in ``language``."""
    title = sentence("Question about invoice {number}", number=asking.invoice).say(language)
    return Document(language, asking.letterhead, title, tuple(_blocks(asking, language)), asking.synthetic)


def as_message(document: Document) -> str:
    """The letter as plain text, for a portal or an e-mail."""
    return "\n\n".join([document.title, *(text for block in document.blocks for text in _text(block))])


def _blocks(asking: Questioning, language: str) -> Iterator[Block]:
    def say(text: Sentence) -> str:
        return text.say(language)

    yield Callout(say(sentence("Answer by {day:date}", day=asking.answer_by)))
    opening = sentence(
        "We have held invoice {number} against the agreement, the decisions and the approved timesheets. "
        "What follows does not agree. Tell us what is right, or send a credit note.",
        number=asking.invoice,
    )
    yield Paragraph(say(opening))
    yield Heading(say(sentence("What does not agree")))
    yield BulletList(tuple(_told(number, text, language) for number, text in asking.deviations))
    if asking.lines:
        yield _table(asking.lines, language)
    if asking.asked.strip():
        yield Heading(say(sentence("What we ask")))
        yield Paragraph(asking.asked.strip())
    last = sentence(
        "Give the number of the invoice and of the line in your answer. Name no user of the service in it: "
        "the reference of the decision is enough."
    )
    yield Paragraph(say(last))
    yield Signature(say(sentence("Regards")), (asking.by,))


def _told(number: str, text: str, language: str) -> str:
    return f"{sentence('Line {number}', number=number).say(language)}: {text}" if number else text


def _table(lines: tuple[QuestionedLine, ...], language: str) -> FactTable:
    headings = (
        (sentence("Line"), False),
        (sentence("Decision"), False),
        (sentence("Days"), False),
        (sentence("Hours invoiced"), True),
        (sentence("Hours approved"), True),
        (sentence("Amount"), True),
    )
    columns = tuple(Column(one.say(language), "end" if figure else "start") for one, figure in headings)
    rows = tuple(
        (
            line.number,
            line.reference or "–",
            _days(line.period, language),
            "–" if line.minutes is None else hours_text(line.minutes, language),
            "–" if line.worked is None else hours_text(line.worked, language),
            kroner_text(line.amount, language),
        )
        for line in lines
    )
    return FactTable(sentence("The lines").say(language), columns, rows)


def _days(period: Period | None, language: str) -> str:
    if period is None:
        return "–"
    last = period.last or period.first
    return f"{date_text(period.first, language)} – {date_text(last, language)}"


def _text(block: Block) -> Iterator[str]:
    if isinstance(block, (Heading, Paragraph)):
        yield block.text
    elif isinstance(block, Callout):
        yield "\n".join((block.title, *block.texts))
    elif isinstance(block, BulletList):
        yield "\n".join(f"- {item}" for item in block.items)
    elif isinstance(block, FactTable):
        headings = [column.heading for column in block.columns]
        for row in block.rows:
            yield "\n".join(f"{heading}: {cell}" for heading, cell in zip(headings, row, strict=True))
    elif isinstance(block, Signature):
        yield "\n".join((block.greeting, *(f"{one.name}, {one.title}" for one in block.signers)))
