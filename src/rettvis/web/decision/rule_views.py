"""A leader's rules for decisions: shown on one page, each part saved on its own, nothing overwritten."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.application import Service
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import ALLOWED, Action
from rettvis.web.access.gate import may, require
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, RoleAssignment, Unit, User
from rettvis.web.access.places import Where, where
from rettvis.web.decision.authority import levels_on
from rettvis.web.decision.control import AuthorityRow, DecisionSettings, settings_of
from rettvis.web.decision.returns import Whole, counted, reasons_for, save_reasons
from rettvis.web.decision.rule_forms import LevelForm, SettingsForm
from rettvis.web.pages.engine import say
from rettvis.web.pages.whole_numbers import based_on

LEVELS = gettext_noop("Who may decide how much")
DAYS = gettext_noop("Days and prices around decisions")
LEARNED_SINCE = timedelta(days=365)
NEW_ROWS = 3


@guarded(Action.SEE_DECISION_RULES)
def decision_rules(request: HttpRequest) -> HttpResponse:
    """Everything that is set, and what the returns of the last year were about."""
    return _page(request, where(request, Action.SEE_DECISION_RULES))


@guarded(Action.SET_DECISION_RULES, post=Action.SET_DECISION_RULES)
def set_level(request: HttpRequest) -> HttpResponse:
    """A new level of authority; it takes the place of the one of the same scope from its day."""
    place = _to_set(request)
    municipality = place.municipality
    form = _level_form(municipality, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "decision/level.jinja", {"form": form, "place": place}, status=status)
    row = form.row(municipality, request.user)
    grant = require(request.user, Action.SET_DECISION_RULES, row)
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        if not _says_nothing_new(row):
            row.save()
            look_up(grant, Action.SET_DECISION_RULES, what=LEVELS)
    messages.success(request, _("The level is set."))
    return _back(place)


@guarded(Action.SET_DECISION_RULES, post=Action.SET_DECISION_RULES)
def end_level(request: HttpRequest, row: int) -> HttpResponse:
    """A level that does not count any more, from today; its row stays."""
    place = _to_set(request)
    municipality = place.municipality
    found = AuthorityRow.objects.filter(pk=row, municipality=municipality).first()
    if request.method == "POST" and found is not None:
        grant = require(request.user, Action.SET_DECISION_RULES, found)
        today = timezone.localdate()
        if found.pk in {one.pk for one in levels_on(municipality.pk, today)}:
            AuthorityRow.objects.create(
                municipality=municipality,
                unit_id=found.unit_id,
                role=found.role,
                user_id=found.user_id,
                from_on=today,
                withdrawn=True,
                set_by=request.user,
            )
            look_up(grant, Action.SET_DECISION_RULES, what=LEVELS)
            messages.success(request, _("The level is ended."))
    return _back(place)


@guarded(Action.SET_DECISION_RULES, post=Action.SET_DECISION_RULES)
def set_reasons(request: HttpRequest) -> HttpResponse:
    """A new version of the list of reasons for a return."""
    place = _to_set(request)
    if request.method != "POST":
        return _back(place)
    keys, texts = request.POST.getlist("key"), request.POST.getlist("text")
    rows = list(zip(keys, texts, strict=False))
    try:
        save_reasons(place.municipality, based_on(request.POST), rows, request.user)
    except Faulty as faulty:
        return _page(request, place, reasons=rows, faults=[say(fault.message) for fault in faulty.faults])
    messages.success(request, _("The list is saved as a new version."))
    return _back(place)


@guarded(Action.SET_DECISION_RULES, post=Action.SET_DECISION_RULES)
def set_settings(request: HttpRequest) -> HttpResponse:
    """A new version of the days and prices."""
    place = _to_set(request)
    if request.method != "POST":
        return _back(place)
    municipality = place.municipality
    form = SettingsForm(request.POST, settings=settings_of(municipality.pk))
    if not form.is_valid():
        return _page(request, place, settings=form)
    grant = require(request.user, Action.SET_DECISION_RULES, Whole(municipality.pk))
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        newest = settings_of(municipality.pk)
        values = form.values()
        if any(getattr(newest, name) != value for name, value in values.items()) or not newest.number:
            DecisionSettings.objects.create(
                municipality=municipality, number=newest.number + 1, saved_by=request.user, **values
            )
            look_up(grant, Action.SET_DECISION_RULES, what=DAYS)
    messages.success(request, _("The days and prices are saved."))
    return _back(place)


def _page(
    request: HttpRequest,
    place: Where,
    *,
    settings: SettingsForm | None = None,
    reasons: list[tuple[str, str]] | None = None,
    faults: Any = (),
) -> HttpResponse:
    municipality, today = place.municipality, timezone.localdate()
    number, listed = reasons_for(municipality.pk)
    kept = settings_of(municipality.pk)
    rows = reasons if reasons is not None else [(one.key, one.text) for one in listed]
    context: dict[str, Any] = {
        "place": place,
        "levels": [
            (row, [say(Service(name).label) for name in row.services])
            for row in levels_on(municipality.pk, today)
        ],
        "settings": settings or SettingsForm(None, settings=kept),
        "own_settings": kept.number > 0,
        "reasons": [*rows, *[("", "")] * NEW_ROWS],
        "number": number,
        "faults": faults,
        "learned": counted([municipality], today - LEARNED_SINCE),
        "since": today - LEARNED_SINCE,
        "may_set": may(request.user, Action.SET_DECISION_RULES, Whole(municipality.pk)),
    }
    wrong = faults or (settings and settings.errors)
    return render(request, "decision/rules.jinja", context, status=422 if wrong else 200)


def _to_set(request: HttpRequest) -> Where:
    """The municipality whose rules are to be set."""
    return where(request, Action.SET_DECISION_RULES, seen_by=Action.SEE_DECISION_RULES)


def _back(place: Where) -> HttpResponse:
    """To the rules of the same municipality."""
    return redirect(reverse("decision_rules") + place.query)


def _level_form(municipality: Municipality, data: Any) -> LevelForm:
    today = timezone.localdate()
    approving = RoleAssignment.objects.in_force(today).filter(
        municipality=municipality, role__in=ALLOWED[Action.APPROVE_DECISION]
    )
    users = User.objects.filter(Q(pk__in=approving.values("user")), is_active=True).order_by("name")
    units = Unit.objects.filter(municipality=municipality).order_by("name")
    start = {"from_on": today, "may_refuse": True}
    return LevelForm(data, users=list(users), units=list(units), initial=start)


def _says_nothing_new(row: AuthorityRow) -> bool:
    """The same level was set already: a form sent twice is one."""
    known = AuthorityRow.objects.filter(
        municipality=row.municipality, unit=row.unit_id, role=row.role, user=row.user_id
    ).order_by("-pk")
    newest = known.first()
    same = ("most_minutes", "most_cost", "services", "may_refuse", "from_on", "withdrawn")
    return newest is not None and all(getattr(newest, name) == getattr(row, name) for name in same)
