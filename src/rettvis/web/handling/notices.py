"""What the clock says on the front page of a case: what is late or soon due, and what to do next."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from rettvis.journey.handling import Awaited, Due, DueKind, NextStep, Standing, next_step
from rettvis.journey.handling.next_step import REPLY_SOON
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.access.models import User
from rettvis.web.application.due import WORDS, reply_due_of
from rettvis.web.application.models import Case
from rettvis.web.handling.story import work_of
from rettvis.web.pages.engine import day, language, say
from rettvis.web.pages.notices import Notice

TO_THE_TIMELINE = "timeline"


def of_the_clock(case: Case, user: User, today: date) -> Iterable[Notice]:
    """The preliminary reply that is late or due, what else is late, and the next step of an open case.

    All of it from the case's own row, which follows its events: no question to the database.
    """
    if not case.is_open:
        return
    reply = reply_due_of(case)
    if reply is not None:
        yield from _of_the_reply(case, user, reply, today)
    if case.next_due_on and case.next_due_on < today and case.next_due_what != _reply_words():
        words = {"what": _(case.next_due_what), "day": day(case.next_due_on)}
        yield Notice("warning", _("%(what)s: the day was %(day)s.") % words)
    found = next_step(standing_of(case), work_of(case), [reply] if reply else [], today)
    if found is not None and not _is_soon(reply, today):
        yield _of_the_next_step(case, found)


def standing_of(case: Case) -> Standing:
    """For whom the case waits, as its row says; why is in the timeline."""
    party = Awaited(case.waits_for) if case.waits_for else None
    return Standing(party, case.waits_since, case.on_hold, expected=case.waits_until)


def _of_the_reply(case: Case, user: User, reply: Due, today: date) -> Iterable[Notice]:
    address, link = "", ""
    if may(user, Action.SEND_LETTER, case):
        address = reverse("preliminary_reply", args=[case.number])
        link = _("Write the preliminary reply")
    if reply.late_on(today):
        text = _("The preliminary reply is late: it was due %(day)s (%(law)s).")
        cited = reply.basis.cite(language()) if reply.basis else ""
        yield Notice("danger", text % {"day": day(reply.on), "law": cited}, address, link)
    elif _is_soon(reply, today):
        text = _("A preliminary reply is due %(day)s, unless the case is decided before.")
        yield Notice("warning", text % {"day": day(reply.on)}, address, link)


def _is_soon(reply: Due | None, today: date) -> bool:
    """Whether the preliminary reply is the next step, and has a notice of its own."""
    return reply is not None and reply.on <= today + REPLY_SOON


def _of_the_next_step(case: Case, found: NextStep) -> Notice:
    text = _("Next: %(what)s. %(why)s") % {"what": say(found.what), "why": say(found.why).strip()}
    return Notice("info", text, reverse(TO_THE_TIMELINE, args=[case.number]), _("The timeline of the case"))


def _reply_words() -> str:
    return WORDS[DueKind.PRELIMINARY_REPLY]
