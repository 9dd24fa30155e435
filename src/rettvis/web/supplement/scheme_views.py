"""The page of the scheme in plain words, its file, and the page where a new one is read in."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may, municipalities
from rettvis.web.access.guard import guarded
from rettvis.web.access.models import Municipality
from rettvis.web.pages.engine import say
from rettvis.web.supplement.forms import SchemeForm
from rettvis.web.supplement.models import GrantRow, Introduction
from rettvis.web.supplement.schemes import add_scheme
from rettvis.web.supplement.store import scheme_of


def place_of(request: HttpRequest, action: Action) -> Municipality:
    """The municipality whose scheme it is: the first where the user may do ``action``."""
    return next(iter(sorted(municipalities(request.user, action), key=lambda one: one.number)))


@guarded(Action.SEE_SUPPLEMENT)
def supplement(request: HttpRequest) -> HttpResponse:
    """What the scheme says, version by version, and what has been introduced."""
    place, today, user = place_of(request, Action.SEE_SUPPLEMENT), timezone.localdate(), request.user
    known = scheme_of(place)
    context: dict[str, Any] = {
        "place": place,
        "known": known,
        "today": today,
        "shown": None if known is None else known.scheme.at(today) or known.scheme.newest,
        "may_set": may(user, Action.SET_SUPPLEMENT_SCHEME),
        "may_introduce": known is not None and may(user, Action.INTRODUCE_SUPPLEMENT),
        "may_see_people": may(user, Action.SEE_INTRODUCTION),
        "introductions": _introductions(place) if known else [],
        "persons": _persons(place) if known else 0,
    }
    return render(request, "supplement/scheme.jinja", context)


@guarded(Action.SEE_SUPPLEMENT)
def scheme_file(request: HttpRequest) -> HttpResponse:
    """The scheme's file as it was taken in."""
    known = scheme_of(place_of(request, Action.SEE_SUPPLEMENT))
    if known is None:
        return redirect("supplement")
    row = known.row
    response = HttpResponse(row.text, content_type="text/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tilleggsordning-{row.number}.yaml"'
    return response


@guarded(Action.SET_SUPPLEMENT_SCHEME, post=Action.SET_SUPPLEMENT_SCHEME)
def read_scheme(request: HttpRequest) -> HttpResponse:
    """Take in a scheme; refused with every fault, each with its line and mend."""
    place = place_of(request, Action.SET_SUPPLEMENT_SCHEME)
    form = SchemeForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            add_scheme(place, form.cleaned_data["text"], _("line"), request.user, timezone.now())
        except Faulty as faulty:
            faults = [_said(fault.place, say(fault.message)) for fault in faulty.faults]
        else:
            messages.success(request, _("The scheme is taken in. Nobody has got anything by that."))
            return redirect("supplement")
    status = 422 if form.errors or faults else 200
    context = {"form": form, "faults": faults, "known": scheme_of(place)}
    return render(request, "supplement/read.jinja", context, status=status)


def _said(place: str, text: str) -> str:
    """“Line 4, steps: …”."""
    where, _space, name = place.partition(" ")
    word, _colon, line = where.rpartition(":")
    if not line.isdecimal():
        return f"{name}: {text}" if name else text
    return f"{word.capitalize()} {line}{', ' if name else ''}{name}: {text}"


def _introductions(place: Municipality) -> list[Introduction]:
    rows = Introduction.objects.filter(municipality=place).select_related("started_by")
    rows = rows.annotate(done=Count("people"), given=Count("people", filter=Q(people__grant__isnull=False)))
    return list(rows.order_by("-pk")[:10])


def _persons(place: Municipality) -> int:
    """How many have hours by the scheme today."""
    today = timezone.localdate()
    rows = GrantRow.objects.filter(case__municipality=place, starts_on__lte=today)
    rows = rows.annotate(ended=Min("ends__last_day"))
    rows = rows.filter(Q(ended=None) | Q(ended__gte=today)).filter(Q(ends_on=None) | Q(ends_on__gte=today))
    return rows.values("person").distinct().count()
