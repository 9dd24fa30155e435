"""Before a person gets less: what is in force is answered, notice has run, and the answer is weighed."""

from collections.abc import Iterator
from datetime import timedelta

from rettvis.journey.assessment import check_reason
from rettvis.journey.decision.decision import AdvanceNotice
from rettvis.journey.decision.gate.blocker import Blocker, Check, Seen, Step, blockers
from rettvis.journey.decision.reduction import ChangedAmount, amount_words, reductions, untouched
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence

DAY = timedelta(days=1)


def _what_is_in_force_is_answered(seen: Seen) -> Iterator[Blocker]:
    """No service ends in silence: the decision answers each that is in force, or lets it go on."""
    if seen.case.in_force is None or not seen.case.decision.lines:
        return
    for number, line in untouched(seen.case.in_force, seen.case.decision):
        message = sentence(
            "{service} is in force by case {case}, and the decision says nothing of it. Say that it goes on, "
            "or make a service line that changes or ends it.",
            service=line.service.label,
            case=number,
        )
        yield Blocker("in_force_not_answered", Step.DECISION, "goes_on", message)


def _notice_before_a_reduction(seen: Seen) -> Iterator[Blocker]:
    """Advance notice, its deadline run out or answered, and the answer weighed (fvl. § 16)."""
    less = reductions(seen.case, seen.on)
    if not less:
        return
    notice = seen.case.decision.advance_notice or AdvanceNotice()
    if notice.without is not None:
        needed = sentence("Write why no advance notice is needed.")
        yield from _blockers(check_reason(notice.without_why, "advance_notice.without_why", needed))
    elif notice.sent_on is None or notice.answer_by is None:
        yield _blocked("advance_notice", _needed(less))
    else:
        yield from _notice_has_run(notice, seen)
        yield from _told_enough(notice, less)
        yield from _begins_after(notice, less, seen)


def _needed(less: tuple[ChangedAmount, ...]) -> Sentence:
    return sentence(
        "The decision gives less than what is in force. {services}. Send an advance notice with a last day "
        "for an answer.",
        services=[one.words() for one in less],
    )


def _notice_has_run(notice: AdvanceNotice, seen: Seen) -> Iterator[Blocker]:
    assert notice.answer_by is not None
    if notice.answer.strip():
        needed = sentence("Write how the answer to the advance notice was weighed.")
        yield from _blockers(check_reason(notice.weighed, "advance_notice.weighed", needed))
    elif notice.answer_by >= seen.on:
        message = sentence(
            "The person may answer the advance notice until {day:date}. Wait for the answer, or for the day "
            "to pass.",
            day=notice.answer_by,
        )
        yield _blocked("advance_notice.answer_by", message)


def _told_enough(notice: AdvanceNotice, less: tuple[ChangedAmount, ...]) -> Iterator[Blocker]:
    """The notice told of as much less as the decision now gives."""
    told = {(one.service, one.per): one.amount for one in notice.told}
    for one in less:
        amount = told.get((one.service, one.per))
        if told and (amount is None or one.after < amount):
            said = sentence("nothing") if amount is None else amount_words(amount, one.per)
            message = sentence(
                "{compared}. The advance notice told of {said}. Send a new notice.",
                compared=one.words(),
                said=said,
            )
            yield _blocked("advance_notice", message)


def _begins_after(notice: AdvanceNotice, less: tuple[ChangedAmount, ...], seen: Seen) -> Iterator[Blocker]:
    """Less is not given from a day before the notice has run, or the person has answered."""
    assert notice.answer_by is not None
    answered = notice.answered_on if notice.answer.strip() else None
    earliest = (answered or notice.answer_by) + DAY
    early = [one.new_from for one in less if one.new_from is not None and one.new_from < earliest]
    if early and seen.case.decision.lines:
        message = sentence(
            "Less cannot be given from {start:date}: the person could answer the advance notice until "
            "{until:date}. Let it begin {earliest:date} or later.",
            start=min(early),
            until=answered or notice.answer_by,
            earliest=earliest,
        )
        yield _blocked("lines", message)


def _blocked(anchor: str, message: Sentence) -> Blocker:
    return Blocker("advance_notice", Step.DECISION, anchor, message)


def _blockers(faults: list[Fault]) -> Iterator[Blocker]:
    return blockers("advance_notice", Step.DECISION, faults)


CHECKS: tuple[Check, ...] = (_what_is_in_force_is_answered, _notice_before_a_reduction)
