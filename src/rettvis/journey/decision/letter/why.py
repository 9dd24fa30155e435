"""Why: the right to BPA on its own, necessary help apart from it, BPA all the same, and the child's best."""

from collections.abc import Iterator

from rettvis.journey.application import Service
from rettvis.journey.decision.document import Block, BulletList, Heading, Paragraph
from rettvis.journey.decision.letter.conditions import conditions
from rettvis.journey.decision.letter.voice import Telling, ended
from rettvis.journey.decision.lines import ServiceLine
from rettvis.journey.decision.reasons import Reason
from rettvis.lawbook import references as law
from rettvis.rulekit.findings import Outcome
from rettvis.rulekit.wording import sentence


def concerns_bpa(telling: Telling) -> bool:
    """BPA is asked for, decided on, or a right that the person has."""
    case = telling.case
    met = telling.right.outcome is Outcome.MET
    return bool(case.application.asks_for_bpa) or bool(case.lines_of(Service.BPA)) or met


def right_to_bpa(telling: Telling) -> Iterator[Block]:
    """§ 2-1 d, condition by condition."""
    if not concerns_bpa(telling):
        return
    outcome = telling.right.outcome
    if outcome is Outcome.MET:
        heading = sentence("Why you have the right to BPA")
        parents = sentence("Why you as parents have the right to BPA")
    elif outcome is Outcome.NOT_MET:
        heading = sentence("Why you do not have the right to BPA")
        parents = sentence("Why you as parents do not have the right to BPA")
    else:
        heading = parents = sentence("Whether there is a right to BPA is not yet settled")
    yield Heading(telling.say(heading, parents))
    basis = law.RIGHT_TO_BPA.on(telling.law_date).cite(telling.language)
    text = sentence(
        "BPA is a way of organising the help, in which you lead your own assistants. The right to it has "
        "conditions of age, duration and hours, and all of them must be met. It stands in {basis}. We have "
        "tried the conditions on the help you need, not on what you applied for.",
        basis=basis,
    )
    parents = sentence(
        "BPA is a way of organising the help, in which the family leads its own assistants. The right to it "
        "has conditions of age, duration and hours, and all of them must be met. It stands in {basis}. We "
        "have tried the conditions on the help that is needed, not on what was applied for.",
        basis=basis,
    )
    yield Paragraph(telling.say(text, parents))
    yield BulletList(tuple(conditions(telling)))
    yield from _considerations(telling, telling.case.decision.right.reason)
    if telling.case.decision.right_refused_why.strip():
        yield Paragraph(ended(telling.case.decision.right_refused_why))


def offer_after_no(telling: Telling) -> Iterator[Block]:
    """hol § 3-8: whether BPA should be offered without a right to it."""
    tried = telling.case.decision.offer_after_no
    if telling.right.outcome is not Outcome.NOT_MET or tried.answer is None:
        return
    heading = (
        sentence("You are offered BPA all the same")
        if tried.answer
        else sentence("We have considered BPA all the same")
    )
    parents = (
        sentence("As parents you are offered BPA all the same")
        if tried.answer
        else sentence("We have considered BPA all the same")
    )
    yield Heading(telling.say(heading, parents))
    basis = law.DUTY_TO_OFFER_BPA.on(telling.law_date).cite(telling.language)
    text = sentence(
        "The municipality can offer BPA to those who have no right to it as well ({basis}).", basis=basis
    )
    yield Paragraph(f"{telling.say(text)} {telling.reason(tried.reason)}".strip())


def necessary_help(telling: Telling) -> Iterator[Block]:
    """What help is necessary, apart from how it is organised, and why each service is as it is."""
    tried, granted = telling.case.decision.necessary_help, telling.case.granted
    reason = telling.reason(tried.reason)
    lines = [line for line in telling.case.decision.lines if _told_apart(line)]
    if not reason and not lines:
        return
    heading = sentence("Why you get help") if granted else sentence("Why you do not get help")
    parents = (
        sentence("Why the family gets help") if granted else sentence("Why the family does not get help")
    )
    yield Heading(telling.say(heading, parents))
    basis = law.NECESSARY_SERVICES.on(telling.law_date).cite(telling.language)
    text = sentence(
        "Whoever needs help to manage daily life has the right to necessary and sound services, however "
        "they are organised ({basis}).",
        basis=basis,
    )
    yield Paragraph(f"{telling.say(text)} {reason}".strip())
    for line in lines:
        yield Heading(telling.say(telling.name_of(line)), 3)
        for given in line.reasons:
            yield from (Paragraph(ended(text.words)) for text in given.texts if text.words.strip())
            yield Paragraph(telling.reason(given))


def _told_apart(line: ServiceLine) -> bool:
    """BPA that is refused is told with the right; every other line has its own reasons."""
    return bool(line.reasons) and not (line.service is Service.BPA and line.granted is False)


def best_interests(telling: Telling) -> Iterator[Block]:
    """The child's best interests and own view, where a child is concerned."""
    child = telling.case.assessment.child
    if child is None:
        return
    interests = child.best_interests
    view = interests.child_view or interests.why_not_heard
    texts = [ended(text) for text in (interests.assessment, interests.considered, view) if text.strip()]
    if texts:
        is_party = child.birth_date == telling.case.party.birth_date
        named = sentence("What is best for {name}", name=telling.first_name)
        yield Heading(telling.say(named if is_party else sentence("What is best for the child")))
        yield from (Paragraph(text) for text in texts)


def _considerations(telling: Telling, reason: Reason) -> Iterator[Block]:
    """The main considerations; the facts stand in the conditions already."""
    if reason.considerations.strip():
        yield Paragraph(ended(reason.considerations))
