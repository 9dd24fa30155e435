"""The advance notice: what may become less, why, from when, and how and until when the person can answer.

Law: fvl. § 16. The last day for an answer is the municipality's own: the law gives no length.
"""

from collections.abc import Iterator
from datetime import date

from rettvis.journey.decision import CaseSnapshot, ChangedAmount, answering, compared
from rettvis.journey.decision.document import (
    Block,
    BulletList,
    Callout,
    Column,
    Document,
    FactTable,
    Heading,
    Paragraph,
    Signature,
    Signer,
)
from rettvis.journey.decision.letter.letter import letterhead
from rettvis.journey.decision.letter.voice import Telling, ended
from rettvis.journey.decision.reduction import amount_words
from rettvis.lawbook import references as law
from rettvis.rulekit.wording import Sentence, sentence


def notice_letter(
    case: CaseSnapshot, language: str, on: date, answer_by: date, signer: Signer | None = None
) -> Document:
    """The advance notice of what the case's decision would make less, dated ``on``.

    Raises ``Faulty`` where no law covers the day.
    """
    telling = Telling(case, language, on, case.right_on(on))
    sections = (
        *_what_it_is_about(telling, answer_by),
        *_what_may_change(telling),
        *_why(telling),
        *_how_to_answer(telling, answer_by),
        *_law_used(telling),
        *([Signature(telling.say(sentence("Kind regards")), (signer,))] if signer else []),
    )
    title = telling.say(
        sentence("Advance notice: we consider giving you less than you have now"),
        sentence("Advance notice: we consider giving you as parents less than you have now"),
    )
    return Document(language, letterhead(case, on), title, sections, case.synthetic)


def _what_it_is_about(telling: Telling, answer_by: date) -> Iterator[Block]:
    yield Callout(
        telling.say(
            sentence("You may tell us what you think until {day:date}", day=answer_by),
            sentence("You as parents may tell us what you think until {day:date}", day=answer_by),
        ),
        (
            telling.say(
                sentence(
                    "Nothing is decided yet. What you have now goes on until we have made a new decision. "
                    "We will not make it before this day unless we have your answer."
                )
            ),
        ),
    )


def _what_may_change(telling: Telling) -> Iterator[Block]:
    found = compared(telling.case, telling.on)
    yield Heading(telling.say(sentence("What may change")))
    columns = (
        Column(telling.say(sentence("Service")), share=3),
        Column(telling.say(sentence("You have now")), "end", share=3),
        Column(telling.say(sentence("We consider giving")), "end", share=3),
    )
    rows = tuple(_row(telling, one) for one in found)
    has_sum = bool(found) and found[-1].service is None
    yield FactTable(
        telling.say(sentence("Now, and what we consider")), columns, rows, last_row_is_sum=has_sum
    )
    days = sorted({one.new_from for one in found if one.is_less and one.new_from is not None})
    if days:
        text = sentence("What becomes less would do so from {day:date} at the earliest.", day=days[0])
        yield Paragraph(telling.say(text))


def _row(telling: Telling, one: ChangedAmount) -> tuple[str, ...]:
    label = sentence("All hours together") if one.service is None else one.service.label
    before = sentence("not said in hours") if one.before is None else amount_words(one.before, one.per)
    after = sentence("nothing") if one.is_less and not one.after else amount_words(one.after, one.per)
    return telling.say(label), telling.say(before), telling.say(after)


def _why(telling: Telling) -> Iterator[Block]:
    """What the caseworker has written of each service that would become less."""
    in_force = telling.case.in_force
    less = {one.service for one in compared(telling.case, telling.on) if one.is_less}
    only_in_sum = less == {None}
    running = in_force.lines if in_force else ()
    old = [line for line in running if only_in_sum or line.service in less]
    lines = dict.fromkeys(new for line in old for new in answering(line, telling.case.decision.lines))
    texts = [
        f"{telling.say(line.service.label)}: {telling.reason(reason)}"
        for line in lines
        for reason in line.reasons
        if reason.facts.strip() or reason.considerations.strip()
    ]
    if texts:
        yield Heading(telling.say(sentence("Why we consider it")))
        yield Paragraph(telling.say(sentence("This is what we have found so far. Tell us what is wrong.")))
        yield BulletList(tuple(texts))


def _how_to_answer(telling: Telling, answer_by: date) -> Iterator[Block]:
    say = telling.say
    yield Heading(say(sentence("How you can answer")))
    yield BulletList(
        (
            say(sentence("Answer by {day:date}, in writing or by talking to us.", day=answer_by)),
            say(sentence("Ask for more time if you need it.")),
            say(sentence("You may have somebody help you, and somebody may answer for you.")),
            say(sentence("You may see the documents of the case.")),
        )
    )
    contact = telling.case.office.contact
    if contact:
        yield Paragraph("\n".join([say(sentence("This is how you reach us:")), *contact]))
    yield Paragraph(
        say(
            sentence(
                "Your answer is put in the case, and the decision will say how we weighed it. If you do not "
                "answer, we decide by what we know."
            )
        )
    )


def _law_used(telling: Telling) -> Iterator[Block]:
    bases = [one.on(telling.law_date) for one in (law.ADVANCE_NOTICE, law.PARTY_ACCESS)]
    text = sentence("This letter is an advance notice by {law}.", law=telling.cite(bases))
    yield Paragraph(ended(telling.say(text)))


def about_a_minor() -> Sentence:
    """What § 16 says of somebody over 15 who is represented."""
    return sentence(
        "The person is over 15 and is represented. The law says that the notice goes to the young person as "
        "well (fvl. § 16)."
    )
