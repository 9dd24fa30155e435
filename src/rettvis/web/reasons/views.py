"""The library: the list with its filters, one text with its versions, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.application import Service
from rettvis.journey.decision import RULES
from rettvis.journey.decision.library import TextState, sample
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may_in
from rettvis.web.access.guard import guarded
from rettvis.web.access.models import Municipality
from rettvis.web.access.places import Where, where
from rettvis.web.pages.context import LANGUAGE_NAMES
from rettvis.web.pages.engine import language, say
from rettvis.web.reasons.forms import RetireForm, rule_choices, service_choices
from rettvis.web.reasons.models import ReasonTextVersion
from rettvis.web.reasons.services import approve, retire, send_back
from rettvis.web.reasons.store import Entry, Version, entries, is_for

LONGEST_SEARCH = 100


def library(request: HttpRequest, action: Action = Action.SEE_REASONS) -> Where:
    """The municipality whose library the reader works in."""
    return where(request, action, seen_by=Action.SEE_REASONS)


def at_text(place: Where, key: str) -> str:
    """The address of the text called ``key`` in the library of the place."""
    return reverse("reason_text", args=[key]) + place.query


def entry_of(municipality: Municipality, key: str) -> Entry:
    """The text called ``key``; raises 404 where the municipality has none."""
    found = entries(municipality.pk, timezone.localdate(), key)
    if not found:
        raise Http404
    return found[0]


@guarded(Action.SEE_REASONS)
def reason_texts(request: HttpRequest) -> HttpResponse:
    """Every text that fits what is asked for."""
    asked = {
        name: request.GET.get(name, "")[:LONGEST_SEARCH]
        for name in ("service", "law", "in", "state", "words")
    }
    place = library(request)
    service = Service(asked["service"]) if asked["service"] in {str(one) for one in Service} else None
    found = [
        entry
        for entry in entries(place.municipality.pk, timezone.localdate())
        if is_for(entry.shown.text, service, asked["law"], asked["in"], asked["words"])
        and asked["state"] in ("", str(entry.shown.state), str(entry.newest.state))
    ]
    context = {
        "rows": found,
        "asked": asked,
        "services": service_choices(),
        "laws": rule_choices(),
        "codes": LANGUAGE_NAMES,
        "states": [(str(one), say(one.label)) for one in TextState],
        "law_names": dict(rule_choices()),
        "may_write": may_in(request.user, Action.EDIT_REASONS, place.municipality.pk),
        "place": place,
    }
    return render(request, "reasons/list.jinja", context)


@guarded(Action.SEE_REASONS)
def reason_text(request: HttpRequest, key: str) -> HttpResponse:
    """One text: its words with invented values, the law, and every version."""
    place = library(request)
    form = RetireForm(initial={"on": timezone.localdate()})
    return _page(request, place, entry_of(place.municipality, key), form)


@guarded(Action.APPROVE_REASONS, post=Action.APPROVE_REASONS)
def reason_text_act(request: HttpRequest, key: str) -> HttpResponse:
    """Approve, send back, or take out of use."""
    place = library(request, Action.APPROVE_REASONS)
    entry = entry_of(place.municipality, key)
    typed = request.POST.get("version", "")
    if request.method != "POST" or not typed.isdecimal() or len(typed) > 9:
        return redirect(at_text(place, key))
    form = RetireForm(request.POST)
    try:
        done = _do(request, place.municipality, key, int(typed), form)
    except ReasonTextVersion.DoesNotExist:
        raise Http404 from None
    except Faulty as faulty:
        for fault in faulty.faults:
            messages.warning(request, say(fault.message))
        return redirect(at_text(place, key))
    if done is None:
        return _page(request, place, entry, form)
    if done:
        messages.success(request, _("It is done."))
    return redirect(at_text(place, key))


def _do(
    request: HttpRequest, municipality: Municipality, key: str, version: int, form: RetireForm
) -> bool | None:
    """Do what was pressed; whether anything was done, None where the form is not filled in."""
    chosen, comment, now = request.POST.get("do", ""), request.POST.get("comment", "")[:1000], timezone.now()
    if chosen == "approve":
        return approve(municipality, key, version, request.user, now)
    if chosen == "return":
        return send_back(municipality, key, version, comment, request.user, now)
    if chosen != "retire":
        return False
    if not form.is_valid():
        return None
    data = form.cleaned_data
    return retire(municipality, key, version, data["on"], data["comment"], request.user, now)


def _page(request: HttpRequest, place: Where, entry: Entry, form: RetireForm) -> HttpResponse:
    shown, today = entry.newest, timezone.localdate()
    own = shown.row.drafted_by_id == request.user.pk
    context: dict[str, Any] = {
        "entry": entry,
        "shown": [(version, _previews(version)) for version in _to_show(entry)],
        "form": form,
        "own": own,
        "laws": [RULES[rule].on(today).cite(language()) for rule in entry.shown.text.rules if rule in RULES],
        "may_write": may_in(request.user, Action.EDIT_REASONS, place.municipality.pk),
        "may_approve": may_in(request.user, Action.APPROVE_REASONS, place.municipality.pk),
        "place": place,
    }
    return render(request, "reasons/text.jinja", context, status=422 if form.errors else 200)


def _to_show(entry: Entry) -> list[Version]:
    """The version in use, and the newest where it is another."""
    shown = [entry.newest]
    return shown if entry.in_use in (None, entry.newest) else [*shown, entry.in_use]  # type: ignore[list-item]


def _previews(version: Version) -> list[tuple[str, str, str, str]]:
    """For each language it is written in: its code, name, as it is written, and with invented values."""
    names, text = dict(LANGUAGE_NAMES), version.text
    return [(code, names[code], text.words.of(code), sample(text, code)) for code in text.languages]
