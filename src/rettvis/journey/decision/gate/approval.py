"""Before it is sent: notice ahead of a reduction, and a second person with the authority."""

from collections.abc import Iterator
from fractions import Fraction

from rettvis.journey.application import Service
from rettvis.journey.assessment import check_reason
from rettvis.journey.calculation import WeeksPerYear
from rettvis.journey.decision.gate.blocker import Blocker, Check, Seen, Step, blockers
from rettvis.journey.decision.lines import Per, ServiceLine
from rettvis.journey.decision.status import Act, State, check_approver, last_by
from rettvis.rulekit.wording import sentence


def _notice_before_a_reduction(seen: Seen) -> Iterator[Blocker]:
    """Advance notice, its deadline run out, and the answer weighed (fvl. § 16)."""
    reduced = _reduced(seen)
    if not reduced:
        return
    notice = seen.case.decision.advance_notice
    if notice is None or notice.sent_on is None or notice.answer_by is None:
        message = sentence(
            "The decision gives less than the one in force: {services}. Send an advance notice, and enter "
            "when it was sent and the last day for an answer.",
            services=[service.label for service in reduced],
        )
        yield Blocker("advance_notice", Step.DECISION, "advance_notice", message)
    elif not notice.answer.strip() and notice.answer_by >= seen.on:
        message = sentence(
            "The person may answer the advance notice until {day:date}. Wait for the answer, or for the day "
            "to pass.",
            day=notice.answer_by,
        )
        yield Blocker("advance_notice", Step.DECISION, "advance_notice.answer_by", message)
    elif notice.answer.strip():
        needed = sentence("Write how the answer to the advance notice was weighed.")
        faults = check_reason(notice.weighed, "advance_notice.weighed", needed)
        yield from blockers("advance_notice", Step.DECISION, faults)


def _reduced(seen: Seen) -> tuple[Service, ...]:
    """The services of which the new decision gives less than the one in force."""
    earlier = seen.case.in_force
    if earlier is None:
        return ()
    weeks, new = seen.case.choices.weeks, seen.case.decision.lines
    services = dict.fromkeys(line.service for line in earlier.lines if line.granted)
    return tuple(service for service in services if _less(service, new, earlier.lines, weeks))


def _less(
    service: Service, new: tuple[ServiceLine, ...], old: tuple[ServiceLine, ...], weeks: WeeksPerYear
) -> bool:
    """Less time, or fewer weekends or times. What goes on as a part of BPA is not lost."""
    before, after = _given(service, old, weeks), _given(service, new, weeks)
    return any(after.get(unit, Fraction(0)) < amount for unit, amount in before.items()) or (
        _shortened(service, new, old)
    )


def _given(service: Service, lines: tuple[ServiceLine, ...], weeks: WeeksPerYear) -> dict[str, Fraction]:
    """What is given by unit: minutes a week, weekends a month, times a week."""
    sums = {str(Per.WEEK): Fraction(_within_bpa(service, lines))}
    for line in lines:
        if line.service is not service or not line.granted or line.extent is None:
            continue
        weekly = line.extent.per_week(weeks)
        unit = str(line.extent.per) if weekly is None else str(Per.WEEK)
        amount = Fraction(line.extent.amount) if weekly is None else weekly
        sums[unit] = sums.get(unit, Fraction(0)) + amount
    return sums


def _within_bpa(service: Service, lines: tuple[ServiceLine, ...]) -> int:
    """Minutes a week of the same kind that a BPA line holds."""
    bpa = [line for line in lines if line.service is Service.BPA and line.granted]
    return sum(part.minutes for line in bpa for part in line.hours if part.kind.value == service.value)


def _shortened(service: Service, new: tuple[ServiceLine, ...], old: tuple[ServiceLine, ...]) -> bool:
    """Granted before without a said extent, and not granted now."""
    before = any(line.granted and line.extent is None for line in old if line.service is service)
    return before and not any(line.granted for line in new if line.service is service)


def _approved_by_a_second_person(seen: Seen) -> Iterator[Blocker]:
    """A second person with the authority has approved (and the decision is one that may still be sent)."""
    decision = seen.case.decision
    if decision.approved is None:
        message = (
            sentence("A second person with the authority must approve the decision.")
            if decision.state is State.FOR_APPROVAL
            else sentence("Send the decision for approval by a second person with the authority.")
        )
        yield Blocker("approval", Step.DECISION, "status", message, Act.SEND)
        return
    prepared = last_by(decision.history, Act.SEND_FOR_APPROVAL)
    for fault in check_approver(prepared, decision.approved.by):
        yield Blocker("approval", Step.DECISION, "status", fault.message, Act.SEND)


def _made_with(seen: Seen) -> Iterator[Blocker]:
    """A decision keeps the date of the law and the version of the program it was made with."""
    decision = seen.case.decision
    if decision.approved is not None and (decision.law_date is None or not decision.software_version):
        message = sentence(
            "The decision does not say which day’s law and which version of the program it was made with. "
            "Return it, and send it for approval again."
        )
        yield Blocker("made_with", Step.DECISION, "law_date", message, Act.SEND)


CHECKS: tuple[Check, ...] = (_notice_before_a_reduction, _approved_by_a_second_person, _made_with)
