"""The introduction of a step: tried for everybody, started, and followed until it is done."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.supplement import NotNow
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, municipalities, whole_municipalities
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.application.cases import visible_cases
from rettvis.web.pages.engine import say
from rettvis.web.pages.whole_numbers import whole_number
from rettvis.web.supplement import introducing
from rettvis.web.supplement.forms import StepForm
from rettvis.web.supplement.introducing import Planned
from rettvis.web.supplement.models import IntroducedRow, Introduction, IntroductionState
from rettvis.web.supplement.store import KnownScheme, known, scheme_of

PAGE = 25
ENDED = "ended"
"""What is asked for to see those whose hours have ended since."""
EACH = 5
"""Seconds between two looks, for somebody who follows an introduction."""

TRIED = gettext_noop("Who would get hours by the supplement scheme")
DONE = gettext_noop("Who got hours by the supplement scheme")


@guarded(Action.INTRODUCE_SUPPLEMENT, post=Action.INTRODUCE_SUPPLEMENT)
def introduce_step(request: HttpRequest) -> HttpResponse:
    """Everybody who would get the hours, and everybody who would not with the reason; POST starts it."""
    places = whole_municipalities(request.user, Action.INTRODUCE_SUPPLEMENT)
    scheme = scheme_of(places[0]) if places else None
    if scheme is None:
        return redirect("supplement")
    today = timezone.localdate()
    version = scheme.scheme.at(today) or scheme.scheme.newest
    asked = request.POST or request.GET
    bound = asked if "step" in asked else None
    form = StepForm(bound, version=version, language=translation.get_language() or "nb")
    planned: list[Planned] | None = None
    if bound is not None and form.is_valid():
        step, first = form.cleaned_data["step"], form.cleaned_data["first"]
        try:
            if request.method == "POST":
                row, new = introducing.start(scheme, step, first, request.user, timezone.now())
                messages.success(
                    request, _("The introduction has started.") if new else _("It is under way already.")
                )
                return redirect(_followed(row))
            planned = introducing.dry_run(request.user, scheme, step, first)
        except Faulty as faulty:
            for fault in faulty.faults:
                form.add_error(fault.place if fault.place in form.fields else None, say(fault.message))
    return _tried(request, scheme, form, planned)


def _tried(
    request: HttpRequest, scheme: KnownScheme, form: StepForm, planned: list[Planned] | None
) -> HttpResponse:
    context: dict[str, Any] = {
        "known": scheme,
        "form": form,
        "planned": planned,
        "rows": [],
        "under_way": None,
    }
    under_way = Introduction.objects.filter(municipality=scheme.row.municipality_id)
    context["under_way"] = under_way.exclude(state=IntroductionState.DONE).first()
    if planned is not None:
        chosen = request.GET.get("vis", "")
        context |= {
            "chosen": chosen,
            "groups": _groups(planned),
            "given": sum(bool(one.tried.grant) for one in planned),
        }
        context |= _page(request, [one for one in planned if not chosen or _kind(one) == chosen])
        kept = {"step": form.data["step"], "first": form.data["first"]}
        context["asked"] = urlencode(kept)
        context["kept"] = kept
    return render(request, "supplement/introduce.jinja", context, status=422 if form.errors else 200)


def _kind(one: Planned) -> str:
    return str(one.tried.not_now or "given")


def _groups(planned: list[Planned]) -> list[tuple[str, str, int]]:
    """What can be chosen to look at: those who get hours, and each reason why not, with how many."""
    kinds = [_kind(one) for one in planned]
    names = {"given": _("Get hours"), **{str(one): say(one.label) for one in NotNow}}
    return [(kind, name, kinds.count(kind)) for kind, name in names.items() if kind in kinds]


def _page(request: HttpRequest, chosen: list[Planned]) -> dict[str, Any]:
    """One page of them with names; those whose case the reader may not see are counted and not named."""
    closed = sum(one.tried.not_now is NotNow.CLOSED for one in chosen)
    listed = [one for one in chosen if one.tried.not_now is not NotNow.CLOSED]
    place = _number(request.GET.get("side"))
    shown = listed[place * PAGE : (place + 1) * PAGE]
    rows = visible_cases(request.user).filter(pk__in=[one.case for one in shown]).select_related("person")
    cases = {case.pk: case for case in rows}
    named = [(cases[one.case], one.tried) for one in shown if one.case in cases]
    if named:
        _log(request, TRIED, [case.number for case, _tried in named])
    more = place + 1 if len(listed) > (place + 1) * PAGE else 0
    return {"rows": named, "closed": closed, "place": place, "more": more, "pages": -(-len(listed) // PAGE)}


@guarded(Action.SEE_INTRODUCTION)
def introduction(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an introduction has come, and what it has done for whom."""
    row = _found(request, pk, Action.SEE_INTRODUCTION)
    people = IntroducedRow.objects.filter(introduction=row)
    counted = dict(people.values_list("not_now").annotate(Count("pk")))
    chosen = request.GET.get("vis", "")
    listed = people.annotate(ended=Min("grant__ends__last_day"))
    if chosen == ENDED:
        listed = listed.exclude(ended=None)
    elif chosen:
        listed = listed.filter(not_now="" if chosen == "given" else chosen)
    after = _number(request.GET.get("etter"))
    seen = listed.filter(case__in=visible_cases(request.user), person__gt=after)
    rows = list(seen.select_related("case__person", "grant").order_by("person")[: PAGE + 1])
    if rows:
        _log(request, DONE, [one.case.number for one in rows[:PAGE]])
    done, running = sum(counted.values()), row.state == IntroductionState.RUNNING
    reasons = {str(one): say(one.label) for one in NotNow}
    names = {"": ("given", _("Got hours")), **{one: (one, words) for one, words in reasons.items()}}
    ended = people.filter(grant__ends__isnull=False).values("pk").distinct().count()
    context = {
        "row": row,
        "done": done,
        "given": counted.get("", 0),
        "percent": 100 if not row.total else min(100, done * 100 // row.total),
        "running": running,
        "lost": running and row.moved_at < timezone.now() - introducing.LOST_AFTER,
        "groups": [
            *((*names[kind], count) for kind, count in sorted(counted.items()) if kind in names),
            *([(ENDED, _("Hours have ended since"), ended)] if ended else []),
        ],
        "reasons": reasons,
        "chosen": chosen,
        "rows": rows[:PAGE],
        "more": rows[PAGE - 1].person_id if len(rows) > PAGE else 0,
        "followed": running and request.GET.get("folg") == "1",
        "each": EACH,
        "may_act": row.municipality in whole_municipalities(request.user, Action.INTRODUCE_SUPPLEMENT),
        "hours": scheme_hours(row),
    }
    response = render(request, "supplement/introduction.jinja", context)
    if context["followed"]:
        response["Refresh"] = f"{EACH}; url={_followed(row)}"
    return response


def scheme_hours(row: Introduction) -> int:
    """Minutes a week that the introduction gives."""
    step = known(row.scheme).version(row.version_from).step(row.step)
    return 0 if step is None else step.minutes_per_week


@guarded(Action.INTRODUCE_SUPPLEMENT, post=Action.INTRODUCE_SUPPLEMENT)
def introduction_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an introduction, or take it up again."""
    row = _found(request, pk, Action.INTRODUCE_SUPPLEMENT)
    what, now = request.POST.get("do", ""), timezone.now()
    if what == "stop":
        introducing.stop(row, request.user, now)
        return redirect("introduction", row.pk)
    if what == "go_on":
        introducing.go_on(row, request.user, now)
        return redirect(_followed(row))
    return redirect("introduction", row.pk)


def _followed(row: Introduction) -> str:
    return f"{reverse('introduction', args=[row.pk])}?folg=1"


def _found(request: HttpRequest, pk: int, action: Action) -> Introduction:
    places = list(municipalities(request.user, action))
    rows = Introduction.objects.select_related("scheme", "started_by", "municipality")
    row = rows.filter(pk=pk, municipality__in=places).first()
    if row is None:
        raise Http404
    return row


def _number(text: str | None) -> int:
    return whole_number(text or "") or 0


def _log(request: HttpRequest, what: str, numbers: list[str]) -> None:
    look_up(
        grants(request.user, Action.SEE_INTRODUCTION)[0], Action.SEE_INTRODUCTION, cases=numbers, what=what
    )
