"""What is changed in a case: parts of a copy that are confirmed, and two revisions beside each other."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case, Kind
from rettvis.web.application.newest import Newest
from rettvis.web.application.saving import SETTLED, Settled, may_change
from rettvis.web.decision import comparing
from rettvis.web.decision.copied import PARTS, STEPS, Copy, copy_events, copy_in
from rettvis.web.pages.engine import say
from rettvis.web.pages.steps import case_page
from rettvis.web.pages.whole_numbers import whole_number
from rettvis.web.review.opening import confirm_part, copy_into, last_decided, open_again

WHAT = gettext_noop("What is changed in the case")


@on_case(WHAT, post=None)
def changes(request: HttpRequest, case: Case) -> HttpResponse:
    """The copied parts with their confirmations, and a comparison of two revisions of a step."""
    copy = copy_in(case, copy_events(case))
    step = request.GET.get("steg", "")
    step = step if step in comparing.STEPS else "assessment"
    revisions = comparing.revisions_of(case, step)
    numbers = [row.number for row in revisions]
    last = _number(request.GET.get("til", ""), numbers, max(numbers, default=0))
    first = _number(request.GET.get("fra", ""), numbers, min(numbers, default=0))
    source = last_decided(case) if copy is None and case.is_open and case.kind != Kind.NEW else None
    context: dict[str, Any] = {
        "copy": copy,
        "copied_parts": _parts(case, copy),
        "may_change": may_change(request.user, case),
        "can_copy": source,
        "steps_to_compare": [(name, str(one.title)) for name, one in comparing.STEPS.items()],
        "step": step,
        "revisions": revisions,
        "first": first,
        "last": last,
        "found": comparing.compare(case, step, first, last),
    }
    return case_page(request, "review/changes.jinja", case, context, current="changes")


@on_case(WHAT, get=Action.CHANGE_CASE)
def confirm(request: HttpRequest, case: Case) -> HttpResponse:
    """Confirm that a copied part is looked into anew and is as before."""
    part = next((one for one in PARTS if one.name == request.POST.get("part")), None)
    if request.method == "POST" and part is not None:
        try:
            confirm_part(case, part.name, request.user, timezone.localdate())
            messages.success(request, _("%(part)s is confirmed.") % {"part": part.title})
        except Settled:
            messages.warning(request, str(SETTLED))
    return redirect(reverse("changes", args=[case.number]))


@on_case(gettext_noop("A new assessment from the last one"), get=Action.OPEN_CASE, post=Action.OPEN_CASE)
def begin_again(request: HttpRequest, case: Case) -> HttpResponse:
    """Open a new assessment of the person of a decided case, once."""
    if request.method != "POST":
        return redirect("case", case.number)
    kind = Kind.CHANGE if request.POST.get("kind") == Kind.CHANGE else Kind.REVIEW
    try:
        opened, new = open_again(case, kind, request.user, timezone.localdate())
    except Faulty as faulty:
        for fault in faulty.faults:
            messages.warning(request, say(fault.message))
        return redirect("case", case.number)
    words = _("A new assessment is opened.") if new else _("A new assessment was open already. Here it is.")
    messages.success(request, words)
    return redirect("case", opened.number)


@on_case(gettext_noop("A new assessment from the last one"), get=Action.CHANGE_CASE)
def copy_last(request: HttpRequest, case: Case) -> HttpResponse:
    """Copy the person's last decided case into this one, where nothing stands yet."""
    source = last_decided(case)
    if request.method == "POST" and source is not None and may(request.user, Action.SEE_CASE, source):
        try:
            done = copy_into(case, source, request.user, timezone.localdate())
            words = _("The last assessment is copied.") if done else _("There was nothing to copy.")
            messages.success(request, words)
        except Settled:
            messages.warning(request, str(SETTLED))
        except Faulty as faulty:
            for fault in faulty.faults:
                messages.warning(request, say(fault.message))
    return redirect("changes", case.number)


def _parts(case: Case, copy: Copy | None) -> list[dict[str, Any]]:
    if copy is None:
        return []
    newest = Newest(case, *STEPS.values())
    now = {step: newest.content(model) for step, model in STEPS.items()}
    return [
        {
            "name": part.name,
            "title": str(part.title),
            "address": _address(case, part.name, part.step),
            "unchanged": unchanged,
            "event": copy.confirmed.get(part.name),
        }
        for part, unchanged in copy.parts(now)
    ]


def _address(case: Case, name: str, step: str) -> str:
    if step == "assessment":
        return reverse("assessment_section", args=[case.number, name])
    return reverse(step, args=[case.number])


def _number(text: str, known: list[int], usual: int) -> int:
    number = whole_number(text)
    return number if number in known else usual
