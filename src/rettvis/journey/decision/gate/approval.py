"""Before it is sent: a second person with the authority has approved."""

from collections.abc import Iterator

from rettvis.journey.decision.gate.blocker import Blocker, Check, Seen, Step
from rettvis.journey.decision.status import Act, State, check_approver, last_by
from rettvis.rulekit.wording import sentence


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


CHECKS: tuple[Check, ...] = (_approved_by_a_second_person, _made_with)
