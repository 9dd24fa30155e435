"""Writing a text: a new one, or a new version of one that is there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.decision.library import PLACEHOLDERS, sample
from rettvis.journey.decision.library.text import ReasonText
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.guard import guarded
from rettvis.web.access.places import Where
from rettvis.web.pages.context import LANGUAGE_NAMES
from rettvis.web.pages.engine import language, say
from rettvis.web.pages.whole_numbers import based_on
from rettvis.web.reasons.forms import TextForm
from rettvis.web.reasons.models import LONGEST_KEY
from rettvis.web.reasons.services import new_key, save_text
from rettvis.web.reasons.store import Entry
from rettvis.web.reasons.views import at_text, entry_of, library


@guarded(Action.EDIT_REASONS, post=Action.EDIT_REASONS)
def new_reason_text(request: HttpRequest) -> HttpResponse:
    """A text that the library does not have. The form carries its key: a double click gives one text."""
    typed = request.POST.get("key", "")
    key = typed if typed.isalnum() and len(typed) <= LONGEST_KEY else new_key()
    return _write(request, library(request, Action.EDIT_REASONS), key, None)


@guarded(Action.EDIT_REASONS, post=Action.EDIT_REASONS)
def edit_reason_text(request: HttpRequest, key: str) -> HttpResponse:
    """A new version of a text."""
    place = library(request, Action.EDIT_REASONS)
    return _write(request, place, key, entry_of(place.municipality, key))


def _write(request: HttpRequest, place: Where, key: str, entry: Entry | None) -> HttpResponse:
    initial = TextForm.of(entry.newest.text) if entry else {}
    form = TextForm(request.POST if request.method == "POST" else None, initial=initial)
    preview: list[tuple[str, str, str]] = []
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "preview":
            preview = _previews(form.value)
        elif _saved(request, form, place, key):
            return redirect(at_text(place, key))
    number = request.POST.get("based_on", "") or (entry.newest.row.version if entry else 0)
    context: dict[str, Any] = {
        "form": form,
        "entry": entry,
        "key": key,
        "number": number,
        "place": place,
        "preview": preview,
        "open_places": [
            (name, say(known.meaning), known.sample.of(language())) for name, known in PLACEHOLDERS.items()
        ],
    }
    return render(request, "reasons/write.jinja", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, form: TextForm, place: Where, key: str) -> bool:
    number, now = based_on(request.POST), timezone.now()
    try:
        save_text(place.municipality, key, number, form.value, request.user, now)
    except Faulty as faulty:
        form.add_faults(faulty.faults)
        return False
    messages.success(request, _("The text is saved. It can be used when somebody else has approved it."))
    return True


def _previews(text: ReasonText) -> list[tuple[str, str, str]]:
    return [(code, name, sample(text, code)) for code, name in LANGUAGE_NAMES if code in text.languages]
