"""What to do next in an open case, and why: one table of situations, the most pressing first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rettvis.journey.handling.awaited import Awaited
from rettvis.journey.handling.clock import Standing
from rettvis.journey.handling.due import Due, DueKind
from rettvis.rulekit.wording import N_, Sentence, sentence

REPLY_SOON = timedelta(days=7)
"""How long before the preliminary reply is due it comes before other work."""

STEP_WORDS: Mapping[str, Sentence] = {
    "application": sentence("Register what the application says"),
    "assessment": sentence("Find out about needs, resources and wishes"),
    "calculation": sentence("Look through the measured time"),
    "conditions": sentence("Answer the questions about the conditions"),
    "decision": sentence("Write the decision and send it for approval"),
}
"""What the work of each step is, in the order of the journey."""


@dataclass(frozen=True)
class Work:
    """How far the work has come: whether somebody has the case, and which steps are done."""

    assigned: bool = True
    done: frozenset[str] = frozenset()
    approved: bool = False
    returned: bool = False


@dataclass(frozen=True)
class NextStep:
    """What to do, why, for whom the case waits and since when, and what is due first."""

    what: Sentence
    why: Sentence
    standing: Standing
    due: Due | None
    late: bool = False


@dataclass(frozen=True)
class Situation:
    """A case as it is looked at on a day."""

    standing: Standing
    work: Work
    dues: Sequence[Due]
    today: date

    def due(self, kind: DueKind) -> Due | None:
        """The first that is due of a kind."""
        return next((due for due in self.dues if due.what is kind), None)

    @property
    def reply(self) -> Due | None:
        """The preliminary reply, where it is late or due within days."""
        due = self.due(DueKind.PRELIMINARY_REPLY)
        return due if due is not None and due.on <= self.today + REPLY_SOON else None

    @property
    def overdue(self) -> bool:
        """Whether what the case waits for should have been there."""
        expected = self.standing.expected
        return expected is not None and expected < self.today

    @property
    def on_others(self) -> bool:
        """Whether the case waits for anybody but whoever handles or approves it."""
        return self.standing.waits_for not in (Awaited.CASEWORKER, Awaited.APPROVAL)


Rule = tuple[Callable[[Situation], bool], str, str]
"""When it holds, what to do, and why; the texts are filled with :func:`_words`."""

RULES: tuple[Rule, ...] = (
    (
        lambda case: case.reply is not None and case.reply.late_on(case.today),
        N_("Send the preliminary reply now"),
        N_("It was due {reply:date} and has not been sent. The law gives the municipality one month."),
    ),
    (
        lambda case: case.reply is not None,
        N_("Send the preliminary reply"),
        N_("It is due {reply:date}, unless the case is decided before."),
    ),
    (
        lambda case: case.standing.on_hold and case.overdue,
        N_("Take the case up again, or say why it must still wait"),
        N_("The case is on hold since {since:date}, and should have gone on by {expected:date}. {reason}"),
    ),
    (
        lambda case: case.standing.on_hold,
        N_("Leave the case until the hold is over"),
        N_("The case is on hold since {since:date}. {reason}"),
    ),
    (
        lambda case: case.on_others and case.overdue,
        N_("Ask again: {who}"),
        N_("The case has waited since {since:date}, and the answer was expected {expected:date}. {reason}"),
    ),
    (
        lambda case: case.on_others,
        N_("Wait for: {who}"),
        N_("The case has waited since {since:date}. {reason}"),
    ),
    (
        lambda case: case.standing.waits_for is Awaited.APPROVAL,
        N_("Approve the decision, or return it with a reason"),
        N_("It was sent for approval {since:date}."),
    ),
    (lambda case: not case.work.assigned, N_("Give the case to a caseworker"), N_("Nobody has the case.")),
    (
        lambda case: case.work.approved,
        N_("Send the decision"),
        N_("It was approved {since:date}."),
    ),
    (
        lambda case: case.work.returned,
        N_("Mend the decision and send it for approval again"),
        N_("It was returned {since:date}."),
    ),
)
"""The first that holds says what to do; where none does, the next step of the work that is not done."""


def next_step(standing: Standing, work: Work, dues: Sequence[Due], today: date) -> NextStep | None:
    """What to do next in a case on the day ``today``; None for one that has ended or was not received."""
    if standing.waits_for is None:
        return None
    situation = Situation(standing, work, dues, today)
    what, why = _said(situation)
    first = dues[0] if dues else None
    return NextStep(what, why, standing, first, late=first is not None and first.late_on(today))


def _said(case: Situation) -> tuple[Sentence, Sentence]:
    for holds, what, why in RULES:
        if holds(case):
            return Sentence(what, _words(case)), Sentence(why, _words(case))
    undone = [words for step, words in STEP_WORDS.items() if step not in case.work.done]
    what_next = undone[0] if undone else STEP_WORDS["decision"]
    return what_next, sentence(
        "The case waits for the caseworker since {since:date}.", since=case.standing.since
    )


def _words(case: Situation) -> dict[str, object]:
    standing, reply = case.standing, case.reply
    found = {
        "who": standing.waits_for.label if standing.waits_for else "",
        "since": standing.since,
        "expected": standing.expected,
        "reason": standing.reason,
        "reply": reply.on if reply else None,
    }
    return {name: value for name, value in found.items() if value is not None}
