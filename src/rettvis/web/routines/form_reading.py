"""Reading a mapping form from a file that another municipality shared: it becomes a draft."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rettvis.edges.mapping_forms import place_in_file, read_form
from rettvis.journey.assessment import FormKind, MappingForm
from rettvis.journey.assessment.form import check_form
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import municipalities
from rettvis.web.access.guard import guarded
from rettvis.web.access.models import Municipality, User
from rettvis.web.pages.engine import say
from rettvis.web.routines import form_services as services
from rettvis.web.routines.form_forms import ReadForm
from rettvis.web.routines.models import FormRecord


@guarded(Action.EDIT_FORMS, post=Action.EDIT_FORMS)
def read_in(request: HttpRequest) -> HttpResponse:
    """Read a YAML file into a draft; refused with every fault, each with its line and mend."""
    places = list(municipalities(request.user, Action.EDIT_FORMS))
    form = ReadForm(request.POST or None, request.FILES or None, places=places)
    key = request.POST.get("key", "")[:40] or f"f{uuid4().hex[:12]}"
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        found, faults = _read(form)
        if found is not None and not faults:
            try:
                row = _draft(form.municipality, key, found, request.user)
            except (Faulty, services.DraftChanged):
                faults = [_("This day clock has a draft already. Publish it or throw it away first.")]
            else:
                messages.success(
                    request, _("The form is read into a draft. Look at it before you publish it.")
                )
                return redirect("mapping_form", row.pk)
    context = {"form": form, "key": key, "faults": faults}
    status = 422 if form.errors or faults else 200
    return render(request, "routines/read_form.jinja", context, status=status)


def _read(form: ReadForm) -> tuple[MappingForm | None, list[str]]:
    text = form.cleaned_data["text"]
    try:
        found = read_form(text, form.name)
    except Faulty as faulty:
        return None, [_said(fault.place, say(fault.message)) for fault in faulty.faults]
    faults = [
        _said(place_in_file(found, text, form.name, fault.place), say(fault.message))
        for fault in check_form(found)
    ]
    return found, faults


def _said(place: str, text: str) -> str:
    """“Line 4: …”."""
    name, _colon, line = place.rpartition(":")
    return f"{name.capitalize()} {line}: {text}" if line.isdecimal() else text


def _draft(municipality: Municipality, key: str, form: MappingForm, user: User) -> FormRecord:
    """A new form with this draft; a day clock becomes the draft of the one there is."""
    known = None
    if form.kind is FormKind.DAY_CLOCK:
        known = FormRecord.objects.filter(
            municipality=municipality, kind=form.kind.value, group=form.group.value
        ).first()
    if known is None:
        return services.begin_form(municipality, key, form.kind, form.group, user, form)
    services.save_draft(known, 0, form, user)
    return known
