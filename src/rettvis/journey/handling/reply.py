"""The preliminary reply: a letter that says when an answer can be expected, and why it takes time.

fvl. § 11 a: a case is prepared and decided without undue delay. In a case about an individual decision a
preliminary reply is given when the inquiry cannot be answered within a month of its receipt; it says why,
and if possible when an answer can be expected. NOT AUTOMATED: why the case takes time, and when it can be
decided; a person says both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rettvis.journey.application.choice import Choice
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
from rettvis.journey.decision.letter.voice import capital, ended
from rettvis.lawbook import references as law
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import N_, Sentence, sentence


class WhyTime(Choice):
    """Why a case takes more than a month; whoever writes the letter chooses."""

    HOME_VISIT = "home_visit", N_("We want to talk with you, and see how you live, before we decide.")
    INFORMATION = "information", N_("We need more information before we can decide.")
    HEALTH = "health", N_("We wait for information from health personnel.")
    QUEUE = "queue", N_("We have many applications, and take them in the order they came.")
    COMPLEX = "complex", N_("We need time to find out thoroughly what help is needed.")


@dataclass(frozen=True)
class ReplyPlan:
    """What the caseworker decides about the letter.

    ``missing`` is what the person is asked to send, one thing each, with the day ``answer_by``.
    """

    expected: date | None
    why: tuple[WhyTime, ...] = ()
    own_words: str = ""
    missing: tuple[str, ...] = ()
    answer_by: date | None = None
    language: str = "nb"


@dataclass(frozen=True)
class ReplyCase:
    """What the letter is told from: when the application came, about whom, and who writes.

    ``child`` is the name of the child where the letter goes to the parents, empty otherwise.
    """

    received: date
    letterhead: Letterhead
    signer: Signer
    child: str = ""
    late: bool = False
    """Whether more than a month has passed since the application was received."""
    synthetic: bool = False


def check_reply(plan: ReplyPlan, today: date) -> list[Fault]:
    """What is wrong with the plan, all of it at once; places are the names of its fields."""
    faults = []
    if plan.expected is None:
        faults.append(Fault("expected", sentence("Write the day by which the person can expect an answer.")))
    elif plan.expected <= today:
        faults.append(Fault("expected", sentence("{day:date} is not a day to come.", day=plan.expected)))
    if not plan.why and not plan.own_words.strip():
        faults.append(Fault("why", sentence("Say why it takes time: choose a reason, or write your own.")))
    if plan.missing and plan.answer_by is None:
        message = sentence("Write the day by which you need what is missing.")
        faults.append(Fault("answer_by", message))
    if plan.answer_by is not None and plan.answer_by <= today:
        faults.append(Fault("answer_by", sentence("{day:date} is not a day to come.", day=plan.answer_by)))
    if plan.answer_by is not None and not plan.missing:
        message = sentence("Write what is missing, or leave the day out.")
        faults.append(Fault("missing", message))
    return faults


def preliminary_reply_letter(case: ReplyCase, plan: ReplyPlan) -> Document:
    """The letter in the language of ``plan``. Raises ValueError for a plan without an expected day."""
    if plan.expected is None:
        raise ValueError("a preliminary reply says when an answer can be expected")

    def say(text: Sentence) -> str:
        return text.say(plan.language)

    title = sentence("Preliminary reply to your application")
    if case.child:
        title = sentence("Preliminary reply to the application for {child}", child=case.child)
    blocks: list[Block] = [Paragraph(say(_opening(case)))]
    told = [say(text) for text in _when(case, plan.expected)]
    blocks.append(Callout(say(sentence("When you can expect an answer")), tuple(told)))
    blocks += [Heading(say(sentence("Why it takes time"))), *_why(plan)]
    blocks += _missing(plan)
    blocks += [Heading(say(sentence("If you have questions"))), *_contact(case, plan)]
    blocks += [Heading(say(sentence("The law we have used"))), Paragraph(_law(case, plan))]
    blocks.append(Signature(say(sentence("Kind regards")), (case.signer,)))
    return Document(plan.language, case.letterhead, say(title), tuple(blocks), case.synthetic)


def _opening(case: ReplyCase) -> Sentence:
    if case.child:
        return sentence(
            "We received the application for health and care services for {child} on {day:date}. It is not "
            "decided yet.",
            child=case.child,
            day=case.received,
        )
    return sentence(
        "We received your application for health and care services on {day:date}. It is not decided yet.",
        day=case.received,
    )


def _when(case: ReplyCase, expected: date) -> Iterator[Sentence]:
    yield sentence("We expect to decide the case by {day:date}.", day=expected)
    if case.late:
        yield sentence("You should have had this letter within a month. We apologise that it comes late.")
    yield sentence("If it takes longer, we tell you so, with a new date.")


def _why(plan: ReplyPlan) -> Iterator[Block]:
    reasons = [reason.label.say(plan.language) for reason in plan.why]
    if plan.own_words.strip():
        reasons.append(ended(plan.own_words))
    yield Paragraph(reasons[0]) if len(reasons) == 1 else BulletList(tuple(reasons))


def _missing(plan: ReplyPlan) -> Iterator[Block]:
    if not plan.missing or plan.answer_by is None:
        return
    yield Heading(sentence("What we need from you").say(plan.language))
    needed = sentence("Please send us this by {day:date}:", day=plan.answer_by)
    yield Paragraph(needed.say(plan.language))
    yield BulletList(tuple(capital(text.strip()) for text in plan.missing))
    help_text = sentence("If you cannot get hold of it, or need help with it, contact us. Then we help you.")
    yield Paragraph(help_text.say(plan.language))


def _contact(case: ReplyCase, plan: ReplyPlan) -> Iterator[Block]:
    head = case.letterhead
    where = ", ".join((head.municipality, head.unit, *head.contact))
    text = sentence(
        "Contact us if something is unclear, or if your situation changes. Give the case number, {number}. "
        "You reach us here: {where}.",
        number=head.case_number,
        where=where,
    )
    yield Paragraph(text.say(plan.language))


def _law(case: ReplyCase, plan: ReplyPlan) -> str:
    cited = law.PRELIMINARY_REPLY.on(case.letterhead.day).cite(plan.language)
    text = sentence(
        "The municipality must decide cases without undue delay. Where an application cannot be answered "
        "within a month, we give a preliminary reply that says why, and when you can expect an answer "
        "({law}).",
        law=cited,
    )
    return text.say(plan.language)
