"""What a person writes about a start-up: the offer, the answer, the steps, and that none is needed."""

from collections.abc import Collection, Iterator
from datetime import date

from rettvis.journey.delivery.start_up import AnsweredBy, Completes, ProviderAnswer
from rettvis.journey.delivery.start_up.checks import done_faults, who_faults
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import sentence
from rettvis.web.delivery.models import Provider
from rettvis.web.hourbank.services import Written
from rettvis.web.start_up.bank import let_give
from rettvis.web.start_up.meeting import LONGEST_TEXT, Meeting, keep_minutes
from rettvis.web.start_up.models import LONGEST_REASON, LineKind, StartUpLine
from rettvis.web.start_up.store import providers_on
from rettvis.web.start_up.writing import Known, new_line, valid_faults, write

Told = Iterator[Fault | StartUpLine]
FIRST_DAY = sentence("First day of assistance.")


def offer(act: Written, day: date, numbers: Collection[str], who: str) -> StartUpLine:
    """Write that free choice was offered on ``day``, between providers by organisation number.

    Raises ``Faulty`` (also where one of them had no valid agreement on the day) and ``Refused``.
    """

    def line(known: Known) -> Told:
        yield from done_faults("day", day, known.start_up.decided_on, act.today)
        yield from who_faults(who)
        valid = {one.number: one for one in providers_on(act.case.municipality_id, day)}
        if not numbers:
            yield Fault("providers", sentence("Choose the providers that were offered."))
        for number in sorted(set(numbers) - set(valid)):
            message = sentence(
                "{number} has no valid agreement on {day:date}, or is excluded.", number=number, day=day
            )
            yield Fault("providers", message)
        offered = [{"number": one, "name": valid[one].name} for one in valid if one in numbers]
        yield new_line(act, LineKind.OFFERED, day, providers=offered, who=who.strip())

    return write(act, line, of_decision=True)


def answer(
    act: Written, day: date, what: ProviderAnswer, by: AnsweredBy, who: str, provider: Provider | None
) -> StartUpLine:
    """Write what was answered to the newest offer; where the person wants the municipality to choose,
    ``provider`` is what it chose, or None while it has not. Raises ``Faulty`` and ``Refused``.
    """

    def line(known: Known) -> Told:
        offers = [row for row in known.of_kind(LineKind.OFFERED) if row.case_id == act.case.pk]
        if not offers:
            yield Fault("day", sentence("Write first when the choice was offered, and between whom."))
            return
        yield from done_faults("day", day, offers[-1].day, act.today)
        yield from who_faults(who)
        if known.progress.first_day is not None:
            message = sentence("The assistance has begun. Write a change of provider instead.")
            yield Fault("provider", message)
        if what is ProviderAnswer.CHOSEN and provider is None:
            yield Fault("provider", sentence("Choose the provider that was chosen."))
        if what is ProviderAnswer.NONE and provider is not None:
            yield Fault("provider", sentence("Nobody is chosen while there is no answer."))
        if provider is not None and provider.number not in {one["number"] for one in offers[-1].providers}:
            message = sentence("{name} was not among those that were offered.", name=provider.name)
            yield Fault("provider", message)
        elif provider is not None:
            yield from valid_faults("provider", provider, day)
        told = {"choice": str(what), "answered_by": str(by), "who": who.strip(), "provider": provider}
        yield new_line(act, LineKind.ANSWERED, day, **told)

    return write(act, line, of_decision=True)


def step_done(act: Written, step: str, day: date, who: str) -> StartUpLine:
    """Write that a step is done. Raises ``Faulty`` and ``Refused``."""

    def line(known: Known) -> Told:
        meeting = known.start_up.plan.completed_by(Completes.MEETING)
        if meeting is not None and step == meeting.key:
            yield Fault("step", sentence("Write the minutes of the meeting: with them the step is done."))
        else:
            yield from _step_faults(known, step, Completes.PLAIN)
        yield from done_faults("day", day, known.start_up.decided_on, act.today)
        yield from who_faults(who)
        yield new_line(act, LineKind.DONE, day, step=step, who=who.strip())

    return write(act, line, of_decision=True)


def meeting_held(act: Written, meeting: Meeting) -> StartUpLine:
    """Write the minutes of the start-up meeting as a document, and that the step is done.

    Raises ``Faulty`` and ``Refused``; then there is neither.
    """
    chosen = ""

    def line(known: Known) -> Told:
        nonlocal chosen
        step = known.start_up.plan.completed_by(Completes.MEETING)
        if step is None:
            yield Fault("held_on", sentence("The municipality’s steps have no start-up meeting."))
            return
        yield from _step_faults(known, step.key, Completes.MEETING)
        yield from done_faults("held_on", meeting.held_on, known.start_up.decided_on, act.today)
        yield from ((Fault("present", one.message)) for one in who_faults(meeting.present))
        if not meeting.agreed.strip():
            yield Fault("agreed", sentence("Write what was agreed."))
        for place in ("agreed", "open_points"):
            if len(getattr(meeting, place)) > LONGEST_TEXT:
                yield Fault(place, sentence("Write at most {most} characters.", most=LONGEST_TEXT))
        chosen = known.start_up.chosen.provider if known.start_up.chosen else ""
        yield new_line(act, LineKind.DONE, meeting.held_on, step=step.key, who=meeting.present.strip())

    def then(row: StartUpLine) -> None:
        row.document = keep_minutes(act, meeting, chosen)

    return write(act, line, then, of_decision=True)


def first_day(act: Written, day: date, who: str) -> StartUpLine:
    """Write the first day of assistance; from it the chosen provider gives the hours in the bank.

    Raises ``Faulty`` and ``Refused``.
    """
    provider = ""

    def line(known: Known) -> Told:
        nonlocal provider
        step = known.start_up.plan.completed_by(Completes.FIRST_DAY)
        key = step.key if step else ""
        provider = known.start_up.chosen.provider if known.start_up.chosen else ""
        if not provider:
            yield Fault("day", sentence("Write first which provider is chosen."))
        else:
            yield from _first_day_faults(known, day)
        yield from _step_faults(known, key, Completes.FIRST_DAY)
        yield from done_faults("day", day, known.start_up.decided_on, act.today)
        yield from who_faults(who)
        yield new_line(act, LineKind.DONE, day, step=key, who=who.strip())

    def then(_row: StartUpLine) -> None:
        let_give(act, day, provider, FIRST_DAY.say("nb"), again=True)

    return write(act, line, then, of_decision=True)


def not_needed(act: Written, reason: str) -> StartUpLine:
    """Write that nothing is to be started, as where the assistance goes on as before. Raises ``Faulty``."""

    def line(known: Known) -> Told:
        if known.progress.waiting is None:
            yield Fault("", sentence("The start-up is finished already."))
        if not reason.strip():
            yield Fault("reason", sentence("Write why."))
        elif len(reason) > LONGEST_REASON:
            yield Fault("reason", sentence("Write at most {most} characters.", most=LONGEST_REASON))
        yield new_line(act, LineKind.NOT_NEEDED, act.today, reason=reason.strip())

    return write(act, line, of_decision=True)


def _first_day_faults(known: Known, day: date) -> Iterator[Fault]:
    """The first day is after the answer and before every change, with a provider that is valid on it."""
    answers = [row for row in known.of_kind(LineKind.ANSWERED) if row.case_id == known.case.pk]
    if day < answers[-1].day:
        message = sentence(
            "The answer is from {day:date}. Write that day or a later one.", day=answers[-1].day
        )
        yield Fault("day", message)
    changes = [row.day for row in known.of_kind(LineKind.CHANGE) if row.day >= day]
    if changes:
        message = sentence(
            "There is a change of provider on {day:date}. Withdraw that one first.", day=max(changes)
        )
        yield Fault("day", message)
    if answers[-1].provider is not None:
        yield from valid_faults("day", answers[-1].provider, day)


def _step_faults(known: Known, key: str, *ways: Completes) -> Iterator[Fault]:
    steps = [step.key for step in known.start_up.plan.steps if step.completes in ways]
    if key not in steps:
        yield unknown_name("step", key, steps)
    elif any(one.done and one.step.key == key for one in known.progress.steps):
        yield Fault("step", sentence("The step is done already. Withdraw the line first to write another."))
