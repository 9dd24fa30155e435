"""Which steps of a case have an approved routine, and what is missing for the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from rettvis.journey.application.choice import Choice
from rettvis.journey.routines.routine import CaseStep, Routine, Status, Version
from rettvis.rulekit.wording import N_, Sentence, sentence

Key = TypeVar("Key")


class Mark(Choice):
    """What a routine is worth for a step that it covers, the best first."""

    IN_FORCE = "in_force", N_("Approved")
    OVERDUE = "overdue", N_("Approved, but the review date has passed")
    FOR_APPROVAL = "for_approval", N_("For approval")
    DRAFT = "draft", N_("Draft")


class Lack(Choice):
    """What is missing for a step that has no approved routine reviewed in time."""

    NO_ROUTINE = "no_routine", N_("No routine")
    ONLY_DRAFTS = "only_drafts", N_("Only a draft")
    NOT_APPROVED = "not_approved", N_("Approval is missing")
    REVIEW_PASSED = "review_passed", N_("The review date has passed")


_LACKS = {
    Mark.OVERDUE: Lack.REVIEW_PASSED,
    Mark.FOR_APPROVAL: Lack.NOT_APPROVED,
    Mark.DRAFT: Lack.ONLY_DRAFTS,
}


@dataclass(frozen=True)
class StepCovered:
    """One step: the mark of each routine that covers it, by the routine's key, and what is missing."""

    step: CaseStep
    marks: Mapping[object, Mark]

    @property
    def lack(self) -> Lack | None:
        """What is missing; None where some approved routine is reviewed in time."""
        best = min(self.marks.values(), key=list(Mark).index, default=None)
        return Lack.NO_ROUTINE if best is None else _LACKS.get(best)


def coverage(routines: Mapping[Key, Routine], on: date) -> tuple[StepCovered, ...]:
    """Every step with the routines that cover it, as they stand on the day ``on``."""
    return tuple(
        StepCovered(step, {key: mark for key, one in routines.items() if (mark := _mark(one, step, on))})
        for step in CaseStep
    )


def in_words(steps: Iterable[StepCovered]) -> tuple[Sentence, ...]:
    """What is missing, in sentences: how many steps first, then each lack with its steps."""
    all_steps = tuple(steps)
    lacking = [one for one in all_steps if one.lack]
    if not lacking:
        return (sentence("Every step has an approved routine, and no review date has passed."),)
    head = sentence(
        "{lacking} of {all} steps have no approved routine that is reviewed in time.",
        lacking=len(lacking),
        all=len(all_steps),
    )
    by_lack = {lack: [one.step.label for one in lacking if one.lack is lack] for lack in Lack}
    rest = (
        sentence("{lack}: {steps}.", lack=lack.label, steps=labels)
        for lack, labels in by_lack.items()
        if labels
    )
    return (head, *rest)


def _mark(routine: Routine, step: CaseStep, on: date) -> Mark | None:
    followed, coming = routine.in_force, routine.coming
    if followed is not None and step in followed.content.steps:
        return Mark.OVERDUE if followed.review_passed(on) else Mark.IN_FORCE
    if coming is not None and step in coming.content.steps:
        return _coming_mark(coming)
    return None


def _coming_mark(version: Version) -> Mark:
    return Mark.FOR_APPROVAL if version.status is Status.FOR_APPROVAL else Mark.DRAFT
