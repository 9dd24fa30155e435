"""How the letter begins: the answer, the services, what was applied for, and how the wishes were weighed."""

from collections.abc import Iterator

from rettvis.journey.application import Service
from rettvis.journey.assessment import Weighing
from rettvis.journey.decision.document import (
    Block,
    BulletList,
    Callout,
    Column,
    FactTable,
    Heading,
    Paragraph,
    Tone,
)
from rettvis.journey.decision.letter.voice import Telling, ended
from rettvis.journey.decision.lines import ServiceLine
from rettvis.journey.decision.outcome import LineOutcome
from rettvis.journey.decision.service_words import SERVICE_WORDS
from rettvis.journey.decision.status import State
from rettvis.lawbook import references as law
from rettvis.rulekit.wording import Sentence, sentence

_BPA = sentence("BPA")
_MATTER = {
    Weighing.FOLLOWED: sentence("“{wish}” – We have followed this. {reason}"),
    Weighing.PARTLY: sentence("“{wish}” – We have followed this in part. {reason}"),
    Weighing.NOT_FOLLOWED: sentence("“{wish}” – We have not followed this. {reason}"),
}


def title(telling: Telling) -> str:
    """The answer in one line."""
    granted, refused = telling.case.granted, _refused(telling)
    if not telling.case.decision.lines:
        return telling.say(sentence("Decision on health and care services"))
    if not granted:
        return telling.say(
            sentence("You do not get {services}", services=_names(refused)),
            sentence("As parents you do not get {services}", services=_names(refused)),
        )
    if refused:
        return telling.say(
            sentence(
                "You get {services}, but not {refused}", services=_names(granted), refused=_names(refused)
            ),
            sentence(
                "As parents you get {services}, but not {refused}",
                services=_names(granted),
                refused=_names(refused),
            ),
        )
    return telling.say(
        sentence("You get {services}", services=_names(granted)),
        sentence("As parents you get {services}", services=_names(granted)),
    )


def opening(telling: Telling) -> Iterator[Block]:
    """A draft's mark, who the letter speaks to, and the answer."""
    if telling.case.decision.state not in (State.APPROVED, State.SENT, State.REPLACED):
        warning = telling.say(sentence("This letter has not been approved and has not been sent."))
        yield Callout(telling.say(sentence("Draft")), (warning,))
    representative = telling.case.application.representative
    if representative is not None and not telling.to_parents:
        text = sentence(
            "This letter is sent to {representative}, who acts for {name}. “You” in the letter is {name}.",
            representative=representative.name,
            name=telling.case.party.name,
        )
        yield Paragraph(telling.say(text))
    if telling.case.decision.lines:
        texts = tuple(_answer(telling))
        yield Callout(telling.say(sentence("This is what we have decided")), texts, _tone(telling))
        yield _services(telling)


def _tone(telling: Telling) -> Tone:
    tones: dict[LineOutcome | None, Tone] = {LineOutcome.GRANTED: "granted", LineOutcome.REFUSED: "refused"}
    return tones.get(telling.case.outcome, "neutral")


def _answer(telling: Telling) -> Iterator[str]:
    for line in telling.case.granted:
        yield telling.say(
            sentence(
                "You get {service}: {extent}.", service=SERVICE_WORDS[line.service], extent=_extent(line)
            ),
            sentence(
                "As parents you get {service}: {extent}.",
                service=SERVICE_WORDS[line.service],
                extent=_extent(line),
            ),
        )
    for line in _refused(telling):
        yield telling.say(
            sentence("You do not get {service}.", service=SERVICE_WORDS[line.service]),
            sentence("As parents you do not get {service}.", service=SERVICE_WORDS[line.service]),
        )
    yield from _period(telling)


def _period(telling: Telling) -> Iterator[str]:
    """The period, where all services share one."""
    periods = {(line.start, line.end) for line in telling.case.granted}
    if len(periods) != 1:
        return
    start, end = periods.pop()
    if start is not None and end is not None:
        text = sentence("The decision holds from {start:date} to {end:date}.", start=start, end=end)
        yield telling.say(text)
    elif start is not None:
        yield telling.say(sentence("The decision holds from {start:date} until further notice.", start=start))


def _services(telling: Telling) -> FactTable:
    """Each service, the answer, and how much."""
    rows = []
    for line in telling.case.decision.lines:
        outcome = telling.case.outcome_of(line)
        label = line.service.label.say(telling.language)
        extent = telling.say(_extent(line)) if line.granted else "–"
        rows.append((label, telling.say(outcome.label) if outcome else "–", extent))
    total = _total(telling)
    if total is not None:
        rows.append((telling.say(sentence("Altogether")), "", total))
    columns = (
        Column(telling.say(sentence("Service")), share=3),
        Column(telling.say(sentence("Our answer")), share=2),
        Column(telling.say(sentence("You get")), "end", share=3),
    )
    caption = telling.say(sentence("The services"))
    return FactTable(caption, columns, tuple(rows), last_row_is_sum=total is not None)


def _total(telling: Telling) -> str | None:
    """The sum, where there is something to add up and all of it is in hours."""
    weeks = telling.case.choices.weeks
    weekly = [line.extent.per_week(weeks) if line.extent else None for line in telling.case.granted]
    known = [minutes for minutes in weekly if minutes is not None]
    if len(known) < 2 or len(known) < len(weekly):
        return None
    return telling.say(sentence("{time} a week", time=telling.hours(sum(known))))


def applied_for(telling: Telling) -> Iterator[Block]:
    """What was applied for, in the person's own words and figures."""
    application = telling.case.application
    if application.received_on is None:
        return
    yield Heading(telling.say(sentence("What you applied for"), sentence("What you as parents applied for")))
    texts = [telling.say(sentence("We received the application on {day:date}.", day=application.received_on))]
    bpa, total = application.asks_for_bpa, application.total_minutes_per_week
    if bpa and total is not None:
        text = sentence("You applied for BPA for {total:hours} a week.", total=total)
        parents = sentence("As parents you applied for BPA for {total:hours} a week.", total=total)
        texts.append(telling.say(text, parents))
    elif bpa:
        text = sentence("You applied for BPA. The application does not say how many hours.")
        parents = sentence("As parents you applied for BPA. The application does not say how many hours.")
        texts.append(telling.say(text, parents))
    if application.own_words.strip():
        texts.append(
            telling.say(
                sentence("You wrote: “{words}”", words=application.own_words.strip()),
                sentence("As parents you wrote: “{words}”", words=application.own_words.strip()),
            )
        )
    yield Paragraph(" ".join(texts))


def wishes(telling: Telling) -> Iterator[Block]:
    """What the person says matters, and how each wish was weighed."""
    weighed = [wish for wish in telling.case.assessment.participation.wishes if wish.weighed is not None]
    if not weighed:
        return
    yield Heading(
        telling.say(
            sentence("What matters to you, and how we have weighed it"),
            sentence("What matters to you as parents, and how we have weighed it"),
        )
    )
    basis = law.PARTICIPATION.on(telling.law_date).cite(telling.language)
    yield Paragraph(
        telling.say(
            sentence("We must give great weight to what you think. This follows from {basis}.", basis=basis),
            sentence(
                "We must give great weight to what you and the child think. This follows from {basis}.",
                basis=basis,
            ),
        )
    )
    yield BulletList(
        tuple(
            telling.say(
                Sentence(_MATTER[wish.weighed].text, {"wish": wish.words, "reason": ended(wish.reason)})
            )
            for wish in weighed
            if wish.weighed is not None
        )
    )


def notice(telling: Telling) -> Iterator[Block]:
    """What the person has had until now, and the advance notice, its answer and how it was weighed."""
    given, earlier = telling.case.decision.advance_notice, telling.case.in_force
    if given is None or given.sent_on is None or earlier is None:
        return
    yield Heading(telling.say(sentence("What changes from before")))
    had = [
        sentence("{service} {extent}", service=SERVICE_WORDS[line.service], extent=_extent(line))
        for line in earlier.lines
        if line.granted
    ]
    texts = (
        [telling.say(sentence("Until now the decision has given {services}.", services=had))] if had else []
    )
    texts.append(
        telling.say(
            sentence("We told you on {day:date} that you might get less.", day=given.sent_on),
            sentence("We told you as parents on {day:date} that you might get less.", day=given.sent_on),
        )
    )
    if given.answer.strip():
        texts.append(
            telling.say(sentence("The answer was: “{words}”.", words=given.answer.strip().rstrip(".")))
        )
        texts.append(ended(given.weighed))
    else:
        texts.append(telling.say(sentence("We have not had an answer to this.")))
    yield Paragraph(" ".join(texts))


def _extent(line: ServiceLine) -> Sentence:
    if line.extent is None:
        return sentence("the amount is not yet decided")
    return line.extent.words()


def _names(lines: tuple[ServiceLine, ...]) -> list[Sentence]:
    services = dict.fromkeys(line.service for line in lines)
    return [_BPA if service is Service.BPA else SERVICE_WORDS[service] for service in services]


def _refused(telling: Telling) -> tuple[ServiceLine, ...]:
    return tuple(line for line in telling.case.decision.lines if line.granted is False)
