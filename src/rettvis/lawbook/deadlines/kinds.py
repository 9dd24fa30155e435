"""The kinds of deadline: how long each is, from what it runs, and by which provision."""

from dataclasses import dataclass

from rettvis.lawbook import references as law
from rettvis.rulekit.wording import N_


@dataclass(frozen=True)
class Kind:
    """A kind of deadline: its length, from what it runs, and whether a day off moves it forward."""

    name: str
    title: str
    runs_from: str
    reference: law.Reference
    months: int = 0
    days: int = 0
    moves: bool = True
    by_post: bool = False
    """Whether it is enough to hand it to the post in time (fvl. § 30)."""


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "complaint",
            N_("Complaint about a decision"),
            N_("the day the person got, or should have got, enough knowledge to complain"),
            law.COMPLAINT_DEADLINE,
            days=28,
            by_post=True,
        ),
        Kind(
            "preliminary-reply",
            N_("Preliminary reply to an application"),
            N_("the day the application was received"),
            law.PRELIMINARY_REPLY,
            months=1,
            moves=False,
        ),
        Kind(
            "advance-notice",
            N_("Answer to an advance notice"),
            N_("the day the notice was sent"),
            law.ADVANCE_NOTICE,
        ),
        Kind(
            "late-complaint",
            N_("The last day on which a late complaint can be tried"),
            N_("the day the decision was made"),
            law.LATE_COMPLAINT,
            months=12,
            moves=False,
        ),
        Kind(
            "worsening-notice",
            N_("Notice that the County Governor may change the decision to the complainant’s disadvantage"),
            N_("the day the municipality received the complaint"),
            law.APPEAL_BODY,
            months=3,
            moves=False,
        ),
        Kind(
            "costs-claim",
            N_("Claim for the costs of the case"),
            N_("the day the person was told of the changed decision"),
            law.COSTS,
            days=21,
            by_post=True,
        ),
    )
}
"""Every kind of deadline that can be counted, by name."""
