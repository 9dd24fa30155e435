"""The minutes of a start-up meeting as a document: when, who was there, and what was agreed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rettvis.journey.decision.document import (
    Block,
    Column,
    Document,
    FactTable,
    Heading,
    Letterhead,
    Paragraph,
)
from rettvis.rulekit.wording import date_text, sentence


@dataclass(frozen=True)
class MeetingMinutes:
    """What the minutes are made of; texts as somebody wrote them."""

    held_on: date
    present: str
    supervisor: str
    agreed: str
    open_points: str
    provider: str
    letterhead: Letterhead
    synthetic: bool = False


def meeting_document(told: MeetingMinutes, language: str) -> Document:
    """The minutes in ``language``."""
    title = sentence("Minutes of the start-up meeting").say(language)
    return Document(language, told.letterhead, title, tuple(_blocks(told, language)), told.synthetic)


def _blocks(told: MeetingMinutes, language: str) -> Iterator[Block]:
    rows = [
        (sentence("Held"), date_text(told.held_on, language)),
        (sentence("Present"), told.present),
        (sentence("Provider"), told.provider),
        (sentence("Supervisor"), told.supervisor),
    ]
    yield FactTable(
        sentence("The meeting").say(language),
        (Column(sentence("What").say(language)), Column(sentence("Information").say(language), share=3)),
        tuple((name.say(language), text) for name, text in rows if text),
    )
    for heading, text in (
        (sentence("This was agreed"), told.agreed),
        (sentence("Still open"), told.open_points),
    ):
        if text.strip():
            yield Heading(heading.say(language))
            yield from (Paragraph(part.strip()) for part in text.split("\n\n") if part.strip())
