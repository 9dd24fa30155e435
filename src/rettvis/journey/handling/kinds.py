"""The kinds of event in a case, and what each does to the clock: one table."""

from collections.abc import Mapping
from dataclasses import dataclass

from rettvis.journey.application.choice import Choice
from rettvis.journey.handling.awaited import Awaited
from rettvis.rulekit.wording import N_


class EventKind(Choice):
    """What happened in a case."""

    RECEIVED = "received", N_("Application received")
    ASSIGNED = "assigned", N_("Assigned")
    PRELIMINARY_REPLY_SENT = "preliminary_reply_sent", N_("Preliminary reply sent")
    WAIT_BEGAN = "wait_began", N_("Waiting began")
    WAIT_ENDED = "wait_ended", N_("Waiting ended")
    PUT_ON_HOLD = "put_on_hold", N_("Put on hold")
    RESUMED = "resumed", N_("Taken up again")
    HOME_VISIT_MADE = "home_visit_made", N_("Home visit made")
    CONTACT = "contact", N_("Conversation or message")
    INFORMATION_RECEIVED = "information_received", N_("Information received")
    DOCUMENTS_ASKED_FOR = "documents_asked_for", N_("Documents asked for")
    DOCUMENTS_RECEIVED = "documents_received", N_("The documents asked for received")
    ADVANCE_NOTICE_SENT = "advance_notice_sent", N_("Advance notice sent")
    ADVANCE_NOTICE_ANSWERED = "advance_notice_answered", N_("Advance notice answered, or its time over")
    LETTER_SENT = "letter_sent", N_("Letter sent")
    SENT_FOR_APPROVAL = "sent_for_approval", N_("Sent for approval")
    TAKEN_BACK = "taken_back", N_("Taken back from approval")
    RETURNED = "returned", N_("Returned")
    APPROVED = "approved", N_("Approved")
    APPROVAL_TAKEN_BACK = "approval_taken_back", N_("The approval taken back")
    DECIDED = "decided", N_("Decided, and the decision sent")
    REPLACED = "replaced", N_("Replaced by a new decision")
    ANNULMENT_PROPOSED = "annulment_proposed", N_("Annulment proposed")
    ANNULMENT_TAKEN_BACK = "annulment_taken_back", N_("The proposed annulment taken back")
    ANNULMENT_RETURNED = "annulment_returned", N_("The proposed annulment returned")
    ANNULLED = "annulled", N_("The decision annulled")
    REVIEW_OPENED = "review_opened", N_("A new assessment opened")
    COPIED = "copied", N_("Begun as a copy of an earlier case")
    CONFIRMED = "confirmed", N_("Copied part looked into anew, and confirmed")
    CLOSED = "closed", N_("Closed without a decision")
    OTHER = "other", N_("Something else")
    CORRECTED = "corrected", N_("Correction")


@dataclass(frozen=True)
class Effect:
    """What an event does to the clock: begins a wait, ends one, or neither.

    ``topic`` tells waits apart that are for the same party. ``party`` is None where the event itself says
    for whom; an event that ends such a wait ends the one for the party it names. ``always`` is for an event
    that may come also when nothing waits for it: a decision can be returned after it was approved.
    """

    begins: bool
    topic: str
    party: Awaited | None = None
    on_hold: bool = False
    always: bool = False


EFFECTS: Mapping[EventKind, Effect] = {
    EventKind.WAIT_BEGAN: Effect(True, "wait"),
    EventKind.WAIT_ENDED: Effect(False, "wait"),
    EventKind.PUT_ON_HOLD: Effect(True, "hold", on_hold=True),
    EventKind.RESUMED: Effect(False, "hold", on_hold=True),
    EventKind.DOCUMENTS_ASKED_FOR: Effect(True, "documents", Awaited.APPLICANT),
    EventKind.DOCUMENTS_RECEIVED: Effect(False, "documents", Awaited.APPLICANT),
    EventKind.ADVANCE_NOTICE_SENT: Effect(True, "notice", Awaited.APPLICANT),
    EventKind.ADVANCE_NOTICE_ANSWERED: Effect(False, "notice", Awaited.APPLICANT),
    EventKind.SENT_FOR_APPROVAL: Effect(True, "approval", Awaited.APPROVAL),
    EventKind.TAKEN_BACK: Effect(False, "approval", Awaited.APPROVAL),
    EventKind.RETURNED: Effect(False, "approval", Awaited.APPROVAL, always=True),
    EventKind.APPROVED: Effect(False, "approval", Awaited.APPROVAL),
    EventKind.APPROVAL_TAKEN_BACK: Effect(True, "approval", Awaited.APPROVAL),
}
"""Which events begin and end which waits. The others stop no clock."""

ENDS_THE_CASE = (EventKind.DECIDED, EventKind.CLOSED)

MOVES_THE_CLOCK = frozenset(
    {*EFFECTS, *ENDS_THE_CASE, EventKind.RECEIVED, EventKind.PRELIMINARY_REPLY_SENT, EventKind.CORRECTED}
)
"""After one of these, what a case waits for must be found again."""
