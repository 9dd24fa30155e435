"""The letter that asks for what is missing: which documents, why, until when, and how they are sent in.

Law: fvl. § 17 (the case is to be well enough known before it is decided), § 11 (guidance). What is asked of
somebody else than the person rests on the person's own consent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rettvis.journey.application.choice import Choice
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
from rettvis.journey.documents.rules import DocumentKind
from rettvis.lawbook import references as law
from rettvis.rulekit.wording import N_, Sentence, sentence


class AskedOf(Choice):
    """Who is asked."""

    PERSON = "person", N_("The person who applies")
    DOCTOR = "doctor", N_("A doctor or somebody else, with the person’s consent")


@dataclass(frozen=True)
class Asking:
    """What the letter says: the documents, until when, of whom, and about whom.

    ``by`` is the official who asks; ``more`` is what she adds in her own words, shown as it is.
    """

    letterhead: Letterhead
    kinds: tuple[DocumentKind, ...]
    answer_by: date
    asked_of: AskedOf
    person: str
    received_on: date
    by: Signer
    more: str = ""
    synthetic: bool = False


def request_letter(asking: Asking, language: str) -> Document:
    """The letter in ``language``."""
    title = (
        sentence("We need more documents in your case")
        if asking.asked_of is AskedOf.PERSON
        else sentence("We ask you for documents in a case")
    )
    blocks = tuple(_blocks(asking, language))
    return Document(language, asking.letterhead, title.say(language), blocks, asking.synthetic)


def _blocks(asking: Asking, language: str) -> Iterator[Block]:
    to_person = asking.asked_of is AskedOf.PERSON

    def say(text: Sentence) -> str:
        return text.say(language)

    yield Callout(
        say(sentence("Send us this by {day:date}", day=asking.answer_by)),
        tuple(kind.name.say(language) for kind in asking.kinds),
    )
    yield Paragraph(say(_opening(asking, to_person, language)))
    yield _table(asking, language)
    if asking.more.strip():
        yield Paragraph(asking.more.strip())
    yield Heading(say(sentence("How to send it")))
    yield BulletList(tuple(say(text) for text in _how(asking, to_person)))
    yield Heading(say(sentence("If you cannot send it in time")))
    yield Paragraph(" ".join(say(text) for text in _if_late(asking, to_person, language)))
    yield Signature(say(sentence("Yours sincerely")), (asking.by,))


def _opening(asking: Asking, to_person: bool, language: str) -> Sentence:
    basis = law.INVESTIGATION.on(asking.letterhead.day).cite(language)
    if to_person:
        return sentence(
            "We are handling your application, which we received on {day:date}. Before we decide, we must "
            "know enough about the case ({basis}). Therefore we need what is listed here.",
            day=asking.received_on,
            basis=basis,
        )
    return sentence(
        "{person} has applied to us for health and care services, and has agreed that we ask you for this. "
        "Before we decide, we must know enough about the case ({basis}).",
        person=asking.person,
        basis=basis,
    )


def _table(asking: Asking, language: str) -> FactTable:
    return FactTable(
        sentence("What we need, and why").say(language),
        (
            Column(sentence("Document").say(language), share=2),
            Column(sentence("Why we ask for it").say(language), share=3),
        ),
        tuple((kind.name.say(language), kind.why.say(language)) for kind in asking.kinds),
    )


def _how(asking: Asking, to_person: bool) -> Iterator[Sentence]:
    yield sentence("Mark what you send with the case number {number}.", number=asking.letterhead.case_number)
    yield sentence("Send it by post or deliver it to us. How to reach us stands at the top of the letter.")
    yield sentence("Do not send it by ordinary e-mail: it holds information about health.")
    if to_person:
        yield sentence("A copy is enough. Keep the original yourself.")


def _if_late(asking: Asking, to_person: bool, language: str) -> Iterator[Sentence]:
    yield sentence("Tell us before {day:date} if you need more time.", day=asking.answer_by)
    if to_person:
        basis = law.GUIDANCE.on(asking.letterhead.day).cite(language)
        yield sentence(
            "Tell us too if it is hard to get hold of something: we are to help you with it ({basis}).",
            basis=basis,
        )
        yield sentence(
            "If we hear nothing, we decide the case by what we know. Then something that counts in your "
            "favour may be missing."
        )
