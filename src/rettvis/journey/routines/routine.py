"""A written routine in its versions: what it says, who wrote it, and what was done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_


class CaseStep(Choice):
    """The steps of a case that a written routine may cover, in the order of the journey."""

    APPLICATION = "application", N_("Application")
    PRELIMINARY_REPLY = "preliminary_reply", N_("Preliminary reply")
    DOCUMENTS = "documents", N_("Documents and information")
    ASSESSMENT = "assessment", N_("Assessment")
    CALCULATION = "calculation", N_("Calculation")
    CONDITIONS = "conditions", N_("Conditions")
    DECISION = "decision", N_("Decision")
    APPROVAL = "approval", N_("Approval")
    LETTER = "letter", N_("Letter")
    START_UP = "start_up", N_("Start-up")
    FOLLOW_UP = "follow_up", N_("Follow-up and review")
    INVOICES = "invoices", N_("Timesheets and invoices")
    COMPLAINT = "complaint", N_("Complaint")


class RoutineKind(Choice):
    """What is written down: how something is done, or a form that is filled in."""

    ROUTINE = "routine", N_("Routine")
    FORM = "form", N_("Form")


class Status(Choice):
    """Where one version stands. ``REPLACED`` is an approved one that a newer approved one came after."""

    DRAFT = "draft", N_("Draft")
    FOR_APPROVAL = "for_approval", N_("For approval")
    APPROVED = "approved", N_("Approved")
    REPLACED = "replaced", N_("Replaced by a newer version")
    RETIRED = "retired", N_("Taken out of use")


class RoutineAct(Choice):
    """What is done with a version, apart from writing it."""

    SUBMIT = "submit", N_("Sent for approval")
    RETURN = "return", N_("Returned")
    APPROVE = "approve", N_("Approved")
    RETIRE = "retire", N_("Taken out of use")


AFTER: Mapping[tuple[Status, RoutineAct], Status] = {
    (Status.DRAFT, RoutineAct.SUBMIT): Status.FOR_APPROVAL,
    (Status.FOR_APPROVAL, RoutineAct.RETURN): Status.DRAFT,
    (Status.FOR_APPROVAL, RoutineAct.APPROVE): Status.APPROVED,
    (Status.APPROVED, RoutineAct.RETIRE): Status.RETIRED,
}
"""The whole table of what may be done when."""


@dataclass(frozen=True)
class Content:
    """What a version says: its text as plain paragraphs, or in ``link`` where the text is kept."""

    title: str = ""
    kind: RoutineKind = RoutineKind.ROUTINE
    owner: str = ""
    steps: tuple[CaseStep, ...] = ()
    review_on: date | None = None
    text: str = ""
    link: str = ""


@dataclass(frozen=True)
class Done:
    """One act: who (``by`` is a key that never changes), when, and why."""

    act: RoutineAct
    by: str
    name: str
    on: date
    comment: str = ""


@dataclass(frozen=True)
class Version:
    """One version: its content, the keys of everybody who wrote in it, and what was done with it."""

    number: int
    content: Content
    authors: frozenset[str] = frozenset()
    done: tuple[Done, ...] = ()

    @property
    def status(self) -> Status:
        """Where the version stands by itself; whether a newer one replaced it, the routine knows."""
        status = Status.DRAFT
        for one in self.done:
            status = AFTER.get((status, one.act), status)
        return status

    @property
    def approval(self) -> Done | None:
        """Who approved it and when; None until somebody has."""
        return next((one for one in reversed(self.done) if one.act is RoutineAct.APPROVE), None)

    def review_passed(self, on: date) -> bool:
        """Whether the day of its review has gone by."""
        return self.content.review_on is not None and self.content.review_on < on


@dataclass(frozen=True)
class Routine:
    """A routine with all its versions, the oldest first; there is always one."""

    versions: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        """The version written last."""
        return self.versions[-1]

    @property
    def in_force(self) -> Version | None:
        """The version that is followed: the newest approved one, unless it is taken out of use."""
        reached = (Status.APPROVED, Status.RETIRED)
        last = next((one for one in reversed(self.versions) if one.status in reached), None)
        return last if last is not None and last.status is Status.APPROVED else None

    @property
    def coming(self) -> Version | None:
        """The version that is being written or waits for approval."""
        return self.newest if self.newest.status in (Status.DRAFT, Status.FOR_APPROVAL) else None

    @property
    def shown(self) -> Version:
        """The version that stands for the routine in a list: the one followed, else the newest."""
        return self.in_force or self.newest

    def status_of(self, version: Version) -> Status:
        """Where ``version`` stands among the others."""
        newer = (one.status for one in self.versions if one.number > version.number)
        passed = any(status in (Status.APPROVED, Status.RETIRED) for status in newer)
        return Status.REPLACED if version.status is Status.APPROVED and passed else version.status
