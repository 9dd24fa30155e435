"""The letter that tells a person what she gets by the scheme, and that it changes nothing of her decision."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rettvis.journey.decision.document import (
    Block,
    BulletList,
    Callout,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Signer,
)
from rettvis.journey.supplement.introducing import SupplementGrant
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.rulekit.wording import Sentence, sentence

Say = Callable[[Sentence], str]
"""A sentence in the reader's language."""


@dataclass(frozen=True)
class SupplementTold:
    """What a letter of the scheme is about: the version, what is given, and who signs."""

    version: SchemeVersion
    grant: SupplementGrant
    signer: Signer | None = None


def supplement_letter(
    told: SupplementTold, language: str, letterhead: Letterhead, *, synthetic: bool = False
) -> Document:
    """The letter in ``language``. What the scheme says itself stands in the words of its file."""

    def say(text: Sentence) -> str:
        return text.say(language)

    blocks = (
        _answer(told.grant, say),
        *_what(told, say),
        *_use(told.version, say),
        *_bank(told.version, say),
        *_ends(told, say),
        *_contact(letterhead, say),
        *([Signature(say(sentence("Kind regards")), (told.signer,))] if told.signer else []),
    )
    title = say(sentence("You get extra hours by the supplement scheme"))
    return Document(language, letterhead, title, blocks, synthetic)


def condition_lapsed_letter(
    told: SupplementTold, reason: str, language: str, letterhead: Letterhead, *, synthetic: bool = False
) -> Document:
    """The letter that tells that the extra hours end, from when and why; ``told.grant`` has its last day."""

    def say(text: Sentence) -> str:
        return text.say(language)

    last = told.grant.last
    end = (
        sentence("You have the extra hours to and including {day:date}.", day=last)
        if last is not None and last >= told.grant.first
        else sentence("You do not get the extra hours that we wrote to you about.")
    )
    unchanged = sentence("Your ordinary decision is not changed by this letter.")
    condition = sentence(
        "The scheme is for those who fulfil this condition: {text}", text=told.version.basic_condition
    )
    blocks = (
        Callout(say(sentence("The extra hours end")), (say(end), say(unchanged))),
        Heading(say(sentence("Why"))),
        Paragraph(say(condition)),
        Paragraph(reason),
        *_contact(letterhead, say),
        *([Signature(say(sentence("Kind regards")), (told.signer,))] if told.signer else []),
    )
    return Document(
        language,
        letterhead,
        say(sentence("Your extra hours by the supplement scheme end")),
        blocks,
        synthetic,
    )


def _answer(grant: SupplementGrant, say: Say) -> Block:
    gets = sentence(
        "You get {minutes:hours} extra a week from {day:date}.",
        minutes=grant.minutes_per_week,
        day=grant.first,
    )
    unchanged = sentence(
        "The hours come on top of your ordinary decision, which is not changed. If your ordinary decision is "
        "changed later, you keep the extra hours."
    )
    return Callout(say(gets), (say(unchanged),), "granted")


def _what(told: SupplementTold, say: Say) -> Iterator[Block]:
    version = told.version
    yield Heading(say(sentence("Why you get them")))
    yield Paragraph(
        say(sentence("The municipality has decided to give extra hours: {source}", source=version.source))
    )
    yield Paragraph(
        say(sentence("They are for those who fulfil this condition: {text}", text=version.basic_condition))
    )


def _use(version: SchemeVersion, say: Say) -> Iterator[Block]:
    if version.may_be_used_for:
        yield Heading(say(sentence("What you may use the hours for")))
        yield BulletList(version.may_be_used_for)
    if version.may_not_be_used_for:
        yield Heading(say(sentence("What you may not use the hours for")))
        yield BulletList(version.may_not_be_used_for)


def _bank(version: SchemeVersion, say: Say) -> Iterator[Block]:
    if version.own_hour_bank is False:
        return
    yield Heading(say(sentence("Your bank of hours")))
    yield Paragraph(
        say(
            sentence(
                "The hours are kept in a bank of their own through the calendar year. You may use more "
                "in one week and fewer in another. The bank is settled at the end of the year."
            )
        )
    )


def _ends(told: SupplementTold, say: Say) -> Iterator[Block]:
    yield Heading(say(sentence("How long you have them")))
    yield Paragraph(
        say(
            sentence(
                "You have the hours as long as you fulfil the condition and the scheme lasts. We write to "
                "you if they end."
            )
        )
    )
    if told.grant.last is not None:
        yield Paragraph(
            say(sentence("The scheme is decided to and including {day:date}.", day=told.grant.last))
        )


def _contact(letterhead: Letterhead, say: Say) -> Iterator[Block]:
    yield Heading(say(sentence("If something is not right")))
    yield Paragraph(
        say(
            sentence(
                "Tell us if you think that something in this letter is wrong, if you do not want the hours, "
                "or if you wonder about anything. We will look at it again with you."
            )
        )
    )
    if letterhead.contact:
        yield Paragraph("\n".join([say(sentence("This is how you reach us:")), *letterhead.contact]))
