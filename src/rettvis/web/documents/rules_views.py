"""What the municipality asks for: its kinds of documents, and which cases need each."""

import re
import unicodedata
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.journey.documents import (
    APPLIES_TO,
    DocumentKind,
    DocumentRules,
    Words,
    check_document_rules,
)
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import LANGUAGES, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.access.places import Where, where
from rettvis.web.application.models import Group, Kind
from rettvis.web.documents.models import DocumentRulesRevision
from rettvis.web.documents.store import content_of_rules, rules_in, rules_revision
from rettvis.web.pages.context import LANGUAGE_NAMES
from rettvis.web.pages.engine import language, say
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Text
from rettvis.web.pages.whole_numbers import based_on

THE_RULES = gettext_noop("Which documents are asked for")
CHOICE = "needed_for"


def columns() -> list[tuple[str, str]]:
    """Each kind of case, adult and child apart, with its words."""
    kinds, groups = dict(Kind.choices), dict(Group.choices)
    return [
        (name, f"{kinds[kind]}, {str(groups[group]).lower()}")
        for name in APPLIES_TO
        for kind, group in [name.split(".")]
    ]


class KindForm(Form):
    """One kind of document: its name and why it is asked for in each language, and which cases need it."""

    needed_for = forms.MultipleChoiceField(
        label=gettext_lazy("Needed in"),
        choices=columns,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: it is asked for only where somebody chooses it"),
    )
    name_nb = Text(label=gettext_lazy("Name in bokmål"), longest=80, required=True, widget=forms.TextInput())
    name_nn = Text(label=gettext_lazy("Name in nynorsk"), longest=80, required=True, widget=forms.TextInput())
    name_en = Text(label=gettext_lazy("Name in English"), longest=80, required=True, widget=forms.TextInput())
    why_nb = Text(rows=2, longest=300, label=gettext_lazy("Why it is asked for, in bokmål"))
    why_nn = Text(rows=2, longest=300, label=gettext_lazy("Why it is asked for, in nynorsk"))
    why_en = Text(rows=2, longest=300, label=gettext_lazy("Why it is asked for, in English"))

    @classmethod
    def of(cls, kind: DocumentKind) -> dict[str, Any]:
        """What stands in the form for ``kind``."""
        texts = {f"name_{code}": getattr(kind.name, code) for code in LANGUAGES}
        texts |= {f"why_{code}": getattr(kind.why, code) for code in LANGUAGES}
        return {"needed_for": list(kind.needed_for), **texts}

    def value(self, key: str) -> DocumentKind:
        """What was typed."""
        data = self.cleaned_data
        return DocumentKind(
            key,
            Words(**{code: data[f"name_{code}"] for code in LANGUAGES}),
            Words(**{code: data[f"why_{code}"] for code in LANGUAGES}),
            tuple(data["needed_for"]),
        )


def save_rules(municipality: Municipality, seen: int, rules: DocumentRules, user: User) -> None:
    """Save the municipality's list as its next revision; the same list again changes nothing.

    Raises ``Faulty`` with every fault, also when somebody else saved in between, and ``Refused``.
    """
    grant = require_in(user, Action.EDIT_DOCUMENT_RULES, municipality.pk)
    faults = check_document_rules(rules)
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        newest = rules_revision(municipality.pk)
        number, content = newest.number if newest else 0, content_of_rules(rules)
        if newest is not None and newest.content == content:
            return
        if number != seen:
            message = sentence("Somebody else has changed the list since you opened it. Open it again.")
            raise Faulty([Fault("", message)])
        DocumentRulesRevision.objects.create(
            municipality=municipality,
            number=number + 1,
            content=content,
            saved_by=user,
            saved_at=timezone.now(),
        )
        look_up(grant, Action.EDIT_DOCUMENT_RULES, what=THE_RULES)


@guarded(Action.EDIT_DOCUMENT_RULES)
def document_rules(request: HttpRequest) -> HttpResponse:
    """The list: each kind, and which cases need it."""
    place = where(request, Action.EDIT_DOCUMENT_RULES)
    revision = rules_revision(place.municipality.pk)
    rules = rules_in(None if revision is None else revision.content)
    names = dict(columns())
    rows = [
        (kind, kind.name.say(language()), [names[name] for name in kind.needed_for]) for kind in rules.kinds
    ]
    context = {"rows": rows, "revision": revision, "place": place}
    return render(request, "documents/rules.jinja", context)


@guarded(Action.EDIT_DOCUMENT_RULES, post=Action.EDIT_DOCUMENT_RULES)
def document_kind(request: HttpRequest, key: str) -> HttpResponse:
    """One kind of document: shown, saved, or taken off the list."""
    place = where(request, Action.EDIT_DOCUMENT_RULES)
    revision = rules_revision(place.municipality.pk)
    rules = rules_in(None if revision is None else revision.content)
    found = next((kind for kind in rules.kinds if kind.key == key), None)
    if found is None:
        raise Http404
    form = KindForm(request.POST if request.method == "POST" else None, initial=KindForm.of(found))
    if request.method == "POST":
        removed = request.POST.get("do") == "remove"
        if removed or form.is_valid():
            kinds = [form.value(key) if kind is found and not removed else kind for kind in rules.kinds]
            kept = [kind for kind in kinds if not (removed and kind is found)]
            if _saved(request, form, place.municipality, replace(rules, kinds=tuple(kept))):
                return redirect(reverse("document_rules") + place.query)
    return _kind_page(request, form, found.name.say(language()), revision, place)


@guarded(Action.EDIT_DOCUMENT_RULES, post=Action.EDIT_DOCUMENT_RULES)
def new_document_kind(request: HttpRequest) -> HttpResponse:
    """A kind of document that the list does not have."""
    place = where(request, Action.EDIT_DOCUMENT_RULES)
    revision = rules_revision(place.municipality.pk)
    rules = rules_in(None if revision is None else revision.content)
    form = KindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        key = new_key(form.cleaned_data["name_nb"], {kind.key for kind in rules.kinds})
        if _saved(request, form, place.municipality, DocumentRules((*rules.kinds, form.value(key)))):
            return redirect(reverse("document_rules") + place.query)
    return _kind_page(request, form, "", revision, place)


def new_key(name: str, taken: set[str]) -> str:
    """A key made of the letters of a name, which no other kind has."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate({ord("æ"): "ae", ord("ø"): "o"}))
    letters = re.sub(r"[^a-z0-9]+", "_", plain.encode("ascii", "ignore").decode()).strip("_")[:34]
    base = letters if letters[:1].isalpha() else f"kind_{letters}".strip("_")
    key, number = base, 1
    while key in taken or key == "ny":
        number += 1
        key = f"{base}_{number}"
    return key


def _saved(request: HttpRequest, form: KindForm, municipality: Municipality, rules: DocumentRules) -> bool:
    try:
        save_rules(municipality, based_on(request.POST), rules, request.user)
    except Faulty as faulty:
        for fault in faulty.faults:
            field = fault.place.rsplit(".", 1)[-1]
            form.add_error(field if field in form.fields else None, say(fault.message))
        return False
    messages.success(request, _("The list of documents is saved."))
    return True


def _kind_page(
    request: HttpRequest,
    form: KindForm,
    name: str,
    revision: DocumentRulesRevision | None,
    place: Where,
) -> HttpResponse:
    context = {
        "form": form,
        "name": name,
        "number": revision.number if revision else 0,
        "place": place,
        "codes": [code for code, _name in LANGUAGE_NAMES],
    }
    return render(request, "documents/kind.jinja", context, status=422 if form.errors else 200)
