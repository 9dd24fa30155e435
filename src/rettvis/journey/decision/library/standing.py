"""How far a version of a text has come: a draft, approved by another, sent back, replaced, or retired."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_


class TextState(Choice):
    """Where a version stands."""

    DRAFT = "draft", N_("Draft")
    RETURNED = "returned", N_("Sent back")
    APPROVED = "approved", N_("Approved, in use")
    REPLACED = "replaced", N_("Replaced by a newer version")
    RETIRED = "retired", N_("Taken out of use")


class TextAct(Choice):
    """What is done with a version."""

    APPROVE = "approve", N_("Approved")
    RETURN = "return", N_("Sent back")
    RETIRE = "retire", N_("Taken out of use")


@dataclass(frozen=True)
class Written:
    """A version by its number, who wrote it, and what was done with it: pairs of act and day, in order."""

    version: int
    author: int
    acts: tuple[tuple[TextAct, date], ...] = ()

    @property
    def approved(self) -> bool:
        """Whether it was ever approved."""
        return any(act is TextAct.APPROVE for act, _on in self.acts)


def state_of(versions: Iterable[Written], version: int, on: date) -> TextState:
    """Where one of the versions stands ``on`` the day. One that is retired from a later day is in use."""
    every = list(versions)
    own = next(one for one in every if one.version == version)
    if any(act is TextAct.RETIRE and day <= on for act, day in own.acts):
        return TextState.RETIRED
    if own.approved:
        newer = any(one.approved and one.version > version for one in every)
        return TextState.REPLACED if newer else TextState.APPROVED
    if any(act is TextAct.RETURN for act, _on in own.acts):
        return TextState.RETURNED
    return TextState.DRAFT


def may_approve(versions: Iterable[Written], version: int, who: int) -> bool:
    """Whether ``who`` has no part in what is new since the last approval: nobody approves her own text."""
    every = sorted(versions, key=lambda one: one.version)
    before = max((one.version for one in every if one.approved and one.version < version), default=0)
    return all(one.author != who for one in every if before < one.version <= version)
