"""The page of the decision: what is written, what stands in the way, and what may be done now."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.decision import MAY_BE_EDITED, Act, Chosen, Event, GoesOn, State, allowed_acts, compared
from rettvis.journey.decision.status import last_by, state_after
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import may
from rettvis.web.access.models import User
from rettvis.web.application.addresses import Receiver, address_lines
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.application.saving import SETTLED, Conflict, Settled, may_change
from rettvis.web.decision.authority import Approval, approval_of
from rettvis.web.decision.forms import DecisionSheet, question_titles, sheet_for
from rettvis.web.decision.in_force import seen_by
from rettvis.web.decision.library import offered, texts_of, used_in
from rettvis.web.decision.links import blocker_link, blocker_words, follows_from_the_clock
from rettvis.web.decision.proposal import proposed
from rettvis.web.decision.returns import chosen_of, reasons_for
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import (
    ACTIONS,
    WHAT,
    Blocked,
    blockers_for,
    changed_since_words,
    do,
    prepare,
)
from rettvis.web.decision.store import Draft
from rettvis.web.decision.whole_case import HIDDEN, WholeCase, hides, right_of, whole_case
from rettvis.web.pages.engine import language, say
from rettvis.web.pages.steps import case_page
from rettvis.web.pages.whole_numbers import based_on


@on_case(WHAT)
def decision(request: HttpRequest, case: Case) -> HttpResponse:
    """The decision: shown, rearranged, saved, or saved and sent for approval."""
    whole = whole_case(case, request.user)
    decided, asks = whole.draft.decision, request.method == "POST"
    offers = offered(case.municipality_id, timezone.localdate(), decided) if asks else used_in(decided)
    sheet_type = sheet_for(whole.snapshot.application, whole.snapshot.in_force, offers)
    if request.method == "POST":
        return _sent(request, whole, sheet_type)
    return _page(
        request, whole, sheet_type(sheet_type.content_of(_shown_draft(whole, request.user))), whole.number
    )


def _shown_draft(whole: WholeCase, user: User) -> Draft:
    """What is saved, or a proposal to start from, to the person's address where ``user`` may use it."""
    if whole.has_draft:
        return whole.draft
    draft = proposed(whole.snapshot, right_of(whole.snapshot, timezone.localdate()), language())
    return replace(draft, address=address_lines(whole.case, user, Receiver.PERSON))


def _sent(request: HttpRequest, whole: WholeCase, sheet_type: type[DecisionSheet]) -> HttpResponse:
    case, number = whole.case, based_on(request.POST)
    sheet = sheet_type({}, request.POST)
    if sheet.rearranged():
        return _page(request, whole, sheet, number)
    if not sheet.is_valid():
        return _page(request, whole, sheet, number, status=422)
    try:
        draft = whole.with_texts(_with_hidden(whole, sheet.value(whole.draft), request.user)).draft
        saved = prepare(case, number, draft, whole.snapshot.application, request.user, sheet_type)
    except Faulty as faulty:
        sheet.add_faults(faulty.faults)
        return _page(request, whole, sheet, number, status=422)
    except Conflict as conflict:
        again = sheet_type(conflict.content)
        return _page(request, whole, again, conflict.current.number, conflict=conflict, status=409)
    except Settled:
        messages.warning(request, str(SETTLED))
        return _page(request, whole, sheet, number, status=409)
    if sheet.pressed == (str(Act.SEND_FOR_APPROVAL),):
        return _act(request, case, Act.SEND_FOR_APPROVAL, saved.revision.number)
    messages.success(request, _("The decision is saved."))
    return redirect("decision", case.number)


def _with_hidden(whole: WholeCase, written: Draft, user: User) -> Draft:
    """What somebody has ticked that goes on, and this reader does not see, stays ticked."""
    seen = {one.row.pk for one in seen_by(user, whole.running)}
    hidden = {GoesOn(one.row.case.number, one.row.key) for one in whole.running if one.row.pk not in seen}
    kept = tuple(one for one in whole.draft.decision.goes_on if one in hidden)
    if not kept:
        return written
    goes_on = (*written.decision.goes_on, *kept)
    return replace(written, decision=replace(written.decision, goes_on=goes_on))


@on_case(WHAT)
def act(request: HttpRequest, case: Case) -> HttpResponse:
    """Approve, return or send: what the status table allows, and nothing else."""
    chosen = request.POST.get("do", "")
    if request.method != "POST" or chosen not in {str(one) for one in ACTIONS}:
        return redirect("decision", case.number)
    return _act(request, case, Act(chosen), based_on(request.POST))


def _act(request: HttpRequest, case: Case, chosen: Act, seen: int) -> HttpResponse:
    try:
        if chosen is Act.SEND:
            send(case, request.user, timezone.now(), seen=seen)
        else:
            reason, reasons = request.POST.get("reason", ""), ()
            if chosen is Act.RETURN:
                reasons = chosen_of(case.municipality_id, request.POST.getlist("chosen"))
            do(case, chosen, request.user, timezone.localdate(), reason=reason, chosen=reasons, seen=seen)
    except Faulty as faulty:
        for fault in faulty.faults:
            messages.warning(request, say(fault.message))
    except Blocked:
        saved = _("The decision is saved, but it cannot be sent for approval yet.")
        why = _("Something stands in the way. It is listed beside the decision.")
        messages.warning(request, f"{saved} {why}" if chosen is Act.SEND_FOR_APPROVAL else why)
    except Settled:
        messages.warning(request, str(SETTLED))
    else:
        messages.success(request, _DONE[chosen]())
        if chosen is Act.SEND:
            return redirect("letter", case.number)
    return redirect("decision", case.number)


def _done(whole: WholeCase) -> list[tuple[State, Event]]:
    """What was done with the decision, each with the state that it led to."""
    history = whole.draft.decision.history
    return [(state_after(history[: place + 1]), event) for place, event in enumerate(history)]


_DONE = {
    Act.WITHDRAW: lambda: _("The decision is taken back, and can be changed again."),
    Act.TAKE_BACK_APPROVAL: lambda: _("Your approval is taken back. The decision waits for approval again."),
    Act.SEND_FOR_APPROVAL: lambda: _("The decision is sent for approval. Another person must approve it."),
    Act.APPROVE: lambda: _("The decision is approved. Now the letter can be sent."),
    Act.RETURN: lambda: _("The decision is returned, and can be changed again."),
    Act.SEND: lambda: _("The letter is sent, and kept as it was sent."),
}


def _mine(whole: WholeCase, user: User) -> frozenset[Act]:
    """What the newest of was done by the reader herself: only she takes it back."""
    history = whole.draft.decision.history
    newest = ((act, last_by(history, act)) for act in (Act.SEND_FOR_APPROVAL, Act.APPROVE))
    return frozenset(act for act, event in newest if event is not None and event.by.key == str(user.pk))


def _return_reasons(approval: Approval | None, case: Case, acts: Collection[Act]) -> list[Chosen]:
    if Act.RETURN not in acts:
        return []
    return approval.return_reasons if approval else reasons_for(case.municipality_id)[1]


def _page(
    request: HttpRequest,
    whole: WholeCase,
    sheet: DecisionSheet,
    number: int,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    if not whole.has_draft:
        whole = whole.with_draft(_shown_draft(whole, request.user))
    case, state = whole.case, whole.snapshot.decision.state
    today = timezone.localdate()
    acts = allowed_acts(state) if case.is_open else ()
    blockers = blockers_for(whole, today, Act.SEND if state is State.APPROVED else None)
    shown = [one for one in blockers if not follows_from_the_clock(whole.snapshot, one)]
    links = [(blocker_link(case, one, whole.snapshot.choices), blocker_words(one)) for one in shown]
    if whole.changed_since and state in (State.FOR_APPROVAL, State.APPROVED):
        links.insert(0, ("#acts", say(changed_since_words(whole.changed_since))))
    approval = approval_of(whole, today) if state is State.FOR_APPROVAL and case.is_open else None
    context: dict[str, Any] = {
        "compared": compared(whole.snapshot, today) if case.is_open else (),
        "notice": whole.draft.decision.advance_notice,
        "approvers": approval.everybody if approval else [],
        "return_reasons": _return_reasons(approval, case, acts),
        "mine": _mine(whole, request.user),
        "sheet": sheet,
        "number": number,
        "conflict": conflict,
        "whole": whole,
        "state": state,
        "outcome": whole.snapshot.outcome if whole.has_draft else None,
        "used": {line.key: texts_of(line) for line in whole.draft.decision.lines},
        "done": _done(whole),
        "hidden": HIDDEN if case.is_open and hides(whole, request.user) else None,
        "titles": question_titles(),
        "blockers": links,
        "acts": [one for one in acts if may(request.user, ACTIONS[one], case)],
        "may_edit": may_change(request.user, case) and state in MAY_BE_EDITED,
        "may_change": may_change(request.user, case),
    }
    return case_page(request, "decision/decision.jinja", case, context, current="decision", status=status)
