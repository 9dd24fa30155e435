"""How the letter ends: what happens now, co-payment, how to complain, the law used, who answers for it."""

from collections.abc import Iterator
from datetime import date

from rettvis.journey.decision.document import (
    Block,
    BulletList,
    Column,
    FactTable,
    Heading,
    Paragraph,
    Signature,
    Signer,
)
from rettvis.journey.decision.letter.voice import KIND_WORDS, Telling, capital, ended
from rettvis.journey.decision.letter.why import concerns_bpa
from rettvis.journey.decision.lines import Organised, ServiceLine
from rettvis.journey.decision.service_words import SERVICE_WORDS
from rettvis.journey.decision.status import Official
from rettvis.lawbook import co_payment as fees
from rettvis.lawbook import references as law
from rettvis.lawbook.deadlines import Deadline, count_deadline
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.findings import Outcome
from rettvis.rulekit.wording import Sentence, sentence

_ORGANISED = {
    Organised.BPA: sentence("{service} is organised as BPA: {content}."),
    Organised.MUNICIPAL: sentence("{service} is given by the municipality’s own staff: {content}."),
    Organised.PROVIDER: sentence("{service} is given by a provider under agreement: {content}."),
    Organised.CONTRACT: sentence("{service} is given by somebody engaged for this: {content}."),
}


def what_now(telling: Telling) -> Iterator[Block]:
    """Who gives each service and what it holds, when the decision is looked at again, what to tell us."""
    if not telling.case.granted:
        return
    yield Heading(telling.say(sentence("What happens now")))
    items = [item for line in telling.case.granted for item in _service(telling, line)]
    items += _evaluation(telling)
    items.append(
        telling.say(
            sentence("Tell us if your situation changes, so that we can see whether you need other help."),
            sentence(
                "Tell us if the family’s situation changes, so that we can see whether other help is needed."
            ),
        )
    )
    yield BulletList(tuple(items))


def _service(telling: Telling, line: ServiceLine) -> Iterator[str]:
    content = line.content.strip().rstrip(".")
    if line.organised is not None and content:
        values = {"service": telling.name_of(line), "content": content}
        yield telling.say(Sentence(_ORGANISED[line.organised].text, values))
    if len(line.hours) > 1:
        parts = [
            sentence("{kind} {time:hours}", kind=KIND_WORDS[part.kind], time=part.minutes)
            for part in line.hours
        ]
        yield telling.say(sentence("The hours a week are divided like this: {parts}.", parts=parts))
    if len({(other.start, other.end) for other in telling.case.granted}) > 1 and line.start is not None:
        yield telling.say(_own_period(line, line.start))


def _own_period(line: ServiceLine, start: date) -> Sentence:
    service = line.service.label
    if line.end is None:
        return sentence("{service}: from {start:date} until further notice.", service=service, start=start)
    return sentence("{service}: from {start:date} to {end:date}.", service=service, start=start, end=line.end)


def _evaluation(telling: Telling) -> list[str]:
    by_day: dict[date, list[Sentence]] = {}
    for line in telling.case.granted:
        if line.evaluate_on is not None:
            by_day.setdefault(line.evaluate_on, []).append(SERVICE_WORDS[line.service])
    if len(by_day) == 1:
        [day] = by_day
        return [
            telling.say(
                sentence("We look at the decision again together with you by {day:date}.", day=day),
                sentence(
                    "We look at the decision again together with you as parents by {day:date}.", day=day
                ),
            )
        ]
    return [
        telling.say(
            sentence(
                "We look at {services} again together with you by {day:date}.",
                services=list(dict.fromkeys(services)),
                day=day,
            )
        )
        for day, services in sorted(by_day.items())
    ]


def co_payment(telling: Telling) -> Iterator[Block]:
    """Which of the granted services may carry a co-payment, and which are free."""
    kinds = [kind for line in telling.case.granted for kind in _kinds(line)]
    told = dict.fromkeys(
        fees.co_payment(kind, telling.law_date).reason.say(telling.language)
        for kind in sorted(set(kinds), key=fees.KINDS.index)
    )
    if not told:
        return
    yield Heading(
        telling.say(sentence("What you may have to pay"), sentence("What the family may have to pay"))
    )
    charged = any(fees.co_payment(kind, telling.law_date).may for kind in kinds)
    items = list(told)
    if charged and telling.case.assessment.child is not None:
        items.append(fees.help_for_a_child().say(telling.language))
    yield BulletList(tuple(items))


def _kinds(line: ServiceLine) -> list[str]:
    if line.hours:
        return [part.kind.value for part in line.hours if part.minutes]
    return [line.service.value] if line.service.value in fees.KINDS else []


def complaint(telling: Telling) -> Iterator[Block]:
    """To whom, by when, with what help (fvl. § 27, pbrl. chapter 7)."""
    office = telling.case.office
    yield Heading(telling.say(sentence("If you disagree"), sentence("If you as parents disagree")))
    yield Paragraph(
        telling.say(
            sentence(
                "You can complain about the whole decision or a part of it. The deadline is four weeks from "
                "the day you got to know of it."
            ),
            sentence(
                "As parents you can complain about the whole decision or a part of it. The deadline is four "
                "weeks from the day you got to know of it."
            ),
        )
        + _last_day(telling)
    )
    where = ", ".join((office.municipality, office.unit, *office.contact))
    yield BulletList(
        (
            telling.say(
                sentence(
                    "Write what you disagree with, and why, and sign it. Send it to the municipality: "
                    "{where}.",
                    where=where,
                ),
                sentence(
                    "As parents, write what you disagree with, and why, and sign it. Send it to the "
                    "municipality: {where}.",
                    where=where,
                ),
            ),
            telling.say(
                sentence(
                    "We look at the decision again. If we do not change it, we send the complaint to "
                    "{governor}, who decides.",
                    governor=office.county_governor,
                )
            ),
            *_help(telling),
        )
    )


def _last_day(telling: Telling) -> str:
    """The last day, computed when the day the letter was sent is known."""
    sent = telling.case.decision.sent_on
    if sent is None or telling.holidays is None:
        return ""
    deadline = count_deadline("complaint", sent, telling.holidays)
    if not isinstance(deadline, Deadline):
        return ""
    text = sentence(
        "If you got the letter on the day we sent it, {sent:date}, the last day is {last:date}. If you got "
        "it later, the deadline is later.",
        sent=sent,
        last=deadline.last_day,
    )
    parents = sentence(
        "If you as parents got the letter on the day we sent it, {sent:date}, the last day is {last:date}. "
        "If you got it later, the deadline is later.",
        sent=sent,
        last=deadline.last_day,
    )
    return " " + telling.say(text, parents)


def _help(telling: Telling) -> Iterator[str]:
    yield telling.say(
        sentence(
            "We gladly help you write the complaint. The Patient and User Ombud helps too, free of charge."
        ),
        sentence(
            "We gladly help you as parents write the complaint. The Patient and User Ombud helps too, free "
            "of charge."
        ),
    )
    yield telling.say(
        sentence("You have the right to see the documents of the case. Contact us, and you get them."),
        sentence(
            "As parents you have the right to see the documents of the case. Contact us, and you get them."
        ),
    )
    yield telling.say(
        sentence("You can ask us to wait with carrying out the decision until the complaint is decided."),
        sentence(
            "As parents you can ask us to wait with carrying out the decision until the complaint is decided."
        ),
    )
    yield telling.say(
        sentence("If the decision is changed to your advantage, you can claim costs that were necessary."),
        sentence(
            "If the decision is changed to the family’s advantage, you can claim costs that were necessary."
        ),
    )


def law_used(telling: Telling) -> Iterator[Block]:
    """Every provision the decision rests on, with what it is about."""
    yield Heading(telling.say(sentence("The law we have used")))
    columns = (
        Column(telling.say(sentence("Provision")), share=3),
        Column(telling.say(sentence("What it says")), share=3),
    )
    rows = {(basis.act, basis.section): basis for basis in _bases(telling)}
    cells = tuple(
        (capital(LegalBasis(basis.act, basis.section).cite(telling.language)), _about(telling, basis))
        for basis in rows.values()
    )
    yield FactTable(telling.say(sentence("The provisions")), columns, cells)


def _about(telling: Telling, basis: LegalBasis) -> str:
    """The title, which is one section's even where several parts of it are used."""
    same = {b.title: b for b in _bases(telling) if (b.act, b.section) == (basis.act, basis.section)}
    names = [b.name(telling.language) for b in same.values()]
    text = "; ".join(dict.fromkeys(names))
    return capital(text)


def _bases(telling: Telling) -> list[LegalBasis]:
    decision, day = telling.case.decision, telling.law_date
    reasons = [decision.necessary_help.reason]
    if concerns_bpa(telling):
        reasons.append(decision.right.reason)
        if telling.right.outcome is Outcome.NOT_MET:
            reasons.append(decision.offer_after_no.reason)
    reasons += [reason for line in decision.lines for reason in line.reasons]
    always = [
        law.PARTICIPATION,
        law.CONTENT_OF_REASONS,
        law.COMPLAINT,
        law.COMPLAINT_DEADLINE,
        law.PARTY_ACCESS,
    ]
    always += [law.DEFERRAL, law.COSTS]
    if any(True for _ in co_payment(telling)):
        always += [law.CO_PAYMENT, law.FEES]
    found = [basis for reason in reasons for basis in reason.bases(day)]
    return list(dict.fromkeys([*found, *(reference.on(day) for reference in always)]))


def signatures(telling: Telling) -> Iterator[Block]:
    """The two persons who answer for the decision."""
    decision = telling.case.decision
    if decision.approved is None:
        return
    people = [decision.approved.by, *([decision.prepared_by] if decision.prepared_by else [])]
    approval = sentence(
        "The decision was approved electronically on {day:date} and has no handwritten signature.",
        day=decision.approved.on,
    )
    greeting = telling.say(sentence("Kind regards"))
    yield Signature(greeting, tuple(_signer(official) for official in people), telling.say(approval))


def _signer(official: Official) -> Signer:
    return Signer(official.name, ended(official.title).rstrip("."))
