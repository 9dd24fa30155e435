"""The pages of the mapping forms: the list, one form with its versions, and its draft."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.edges.mapping_forms import write_form
from rettvis.journey.assessment import FormGroup, FormKind, shipped_day_clock
from rettvis.journey.assessment.form import check_form, differences
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may, municipalities
from rettvis.web.access.guard import guarded
from rettvis.web.pages.engine import language, say
from rettvis.web.pages.whole_numbers import based_on
from rettvis.web.routines import form_services as services
from rettvis.web.routines.form_forms import BeginForm, PublishForm
from rettvis.web.routines.form_sheet import FormSheet
from rettvis.web.routines.form_store import Kept, find_form, form_in, forms_of

CHANGED = gettext_lazy("Somebody has changed the draft since you opened the page. Look at it again.")


@guarded(Action.SEE_ROUTINES)
def forms(request: HttpRequest) -> HttpResponse:
    """Every form of the reader's municipalities, by whom it is for."""
    places = list(municipalities(request.user, Action.SEE_ROUTINES))
    kept = forms_of(places)
    with_clock = {(one.row.municipality_id, one.group) for one in kept if one.kind is FormKind.DAY_CLOCK}
    context = {
        "kept": kept,
        "today": timezone.localdate(),
        "several": len(places) > 1,
        "shipped": [g for g in FormGroup if any((place.pk, g) not in with_clock for place in places)],
        "may_edit": may(request.user, Action.EDIT_FORMS),
    }
    return render(request, "routines/forms.jinja", context)


@guarded(Action.SEE_ROUTINES)
def mapping_form(request: HttpRequest, pk: int) -> HttpResponse:
    """One form: what is in force, what is on the way, and every version."""
    return _page(request, _found(request, pk, Action.SEE_ROUTINES))


@guarded(Action.SEE_ROUTINES)
def form_version(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """One published version as it stands for good."""
    kept = _found(request, pk, Action.SEE_ROUTINES)
    one = _version(kept, version)
    context = {"kept": kept, "published": one, "form": form_in(one.content)}
    return render(request, "routines/form_version.jinja", context)


@guarded(Action.SEE_ROUTINES)
def form_file(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """A published version as a YAML file to share."""
    kept = _found(request, pk, Action.SEE_ROUTINES)
    form = form_in(_version(kept, version).content)
    answer = HttpResponse(write_form(form), content_type="application/yaml; charset=utf-8")
    name = f"{kept.kind.value}-{kept.group.value}-{version}.yaml"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@guarded(Action.SEE_ROUTINES)
def shipped_form(request: HttpRequest, group: str) -> HttpResponse:
    """The day clock that comes with the program."""
    if group not in list(FormGroup):
        raise Http404
    context = {"kept": None, "published": None, "form": shipped_day_clock(FormGroup(group))}
    return render(request, "routines/form_version.jinja", context)


@guarded(Action.EDIT_FORMS, post=Action.EDIT_FORMS)
def new_form(request: HttpRequest) -> HttpResponse:
    """Begin a form: an empty draft, or the day clock that comes with the program."""
    places = list(municipalities(request.user, Action.EDIT_FORMS))
    form = BeginForm(request.POST or None, places=places)
    key = request.POST.get("key", "")[:40] or f"f{uuid4().hex[:12]}"
    if request.method == "POST" and form.is_valid():
        kind, group = FormKind(form.cleaned_data["kind"]), FormGroup(form.cleaned_data["group"])
        try:
            row = services.begin_form(form.municipality, key, kind, group, request.user)
        except Faulty as faulty:
            for fault in faulty.faults:
                form.add_error(fault.place if fault.place in form.fields else None, say(fault.message))
        else:
            return redirect("form_draft", row.pk)
    context = {"form": form, "key": key}
    return render(request, "routines/new_form.jinja", context, status=422 if form.errors else 200)


@guarded(Action.EDIT_FORMS, post=Action.EDIT_FORMS)
def form_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as a sheet: shown, rearranged or saved."""
    kept = _found(request, pk, Action.EDIT_FORMS)
    number = kept.draft.number if kept.draft else 0
    if request.method != "POST":
        return _draft_page(request, kept, FormSheet(FormSheet.content_of(kept.standing)), number)
    sheet = FormSheet({}, request.POST)
    number = based_on(request.POST)
    if sheet.rearranged():
        return _draft_page(request, kept, sheet, number)
    if not sheet.is_valid():
        return _draft_page(request, kept, sheet, number, status=422)
    try:
        services.save_draft(kept.row, number, sheet.apply(kept.standing), request.user)
    except services.DraftChanged as changed:
        return _draft_page(request, changed.current, sheet, _number(changed.current), status=409)
    messages.success(request, _("The draft is saved."))
    return redirect("mapping_form", pk)


@guarded(Action.EDIT_FORMS, post=Action.EDIT_FORMS)
def publish_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the draft from a day; every fault at once where it cannot be."""
    kept = _found(request, pk, Action.EDIT_FORMS)
    form = PublishForm(request.POST or None)
    if request.method != "POST":
        return redirect("mapping_form", pk)
    faults: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            made = services.publish(
                kept.row, based_on(request.POST), form.cleaned_data["from_on"], request.user, timezone.now()
            )
        except services.DraftChanged:
            faults = [("", str(CHANGED))]
        except Faulty as faulty:
            faults = [(fault.place, say(fault.message)) for fault in faulty.faults]
        else:
            messages.success(request, _("Version %(number)s is published.") % {"number": made.version})
            return redirect("mapping_form", pk)
    return _page(request, kept, form=form, faults=faults, status=422)


@guarded(Action.EDIT_FORMS, post=Action.EDIT_FORMS)
def discard_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    if request.method == "POST":
        kept = _found(request, pk, Action.EDIT_FORMS)
        try:
            services.discard(kept.row, based_on(request.POST), request.user)
        except services.DraftChanged:
            messages.warning(request, str(CHANGED))
        else:
            messages.success(request, _("The draft is thrown away."))
    return redirect("mapping_form", pk)


@guarded(Action.EDIT_FORMS, post=Action.EDIT_FORMS)
def withdraw_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Use the form in no new assessment from today."""
    if request.method == "POST":
        services.withdraw(_found(request, pk, Action.EDIT_FORMS).row, request.user, timezone.localdate())
        messages.success(request, _("The form is used in no new assessment from today."))
    return redirect("mapping_form", pk)


def _found(request: HttpRequest, pk: int, action: Action) -> Kept:
    found = find_form(municipalities(request.user, action), pk)
    if found is None:
        raise Http404
    return found


def _version(kept: Kept, version: int) -> Any:
    found = next((one for one in kept.published if one.version == version), None)
    if found is None:
        raise Http404
    return found


def _number(kept: Kept) -> int:
    return kept.draft.number if kept.draft else 0


def _page(
    request: HttpRequest,
    kept: Kept,
    *,
    form: PublishForm | None = None,
    faults: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    draft = form_in(kept.draft.content) if kept.draft else None
    lacking = check_form(draft) if draft is not None and form is None else []
    in_force = kept.in_force(today)
    context = {
        "kept": kept,
        "today": today,
        "in_force": in_force,
        "standing": form_in(in_force.content) if in_force else None,
        "draft": draft,
        "differences": differences(kept.before_draft, draft) if draft else (),
        "number": _number(kept),
        "publish": form or PublishForm(initial={"from_on": today}),
        "faults": [_named(draft, place, text) for place, text in faults or ()],
        "missing": [_named(draft, one.place, say(one.message)) for one in lacking],
        "may_edit": may(request.user, Action.EDIT_FORMS),
        "title": kept.standing.title.say(language()) or _("Without a title"),
    }
    return render(request, "routines/mapping_form.jinja", context, status=status)


def _named(draft: Any, place: str, text: str) -> str:
    """The fault with the row it is about, and the language where it is about one."""
    parts = place.split(".")
    row = draft.row(parts[1]) if draft is not None and parts[0] == "rows" and len(parts) > 1 else None
    if row is None:
        return text if parts[0] != "title" else f"{_('Title')}: {text}"
    return f"{row.words.say(language()) or _('A row without words')}: {text}"


def _draft_page(
    request: HttpRequest, kept: Kept, sheet: FormSheet, number: int, status: int = 200
) -> HttpResponse:
    draft = kept.standing
    context = {
        "kept": kept,
        "sheet": sheet,
        "number": number,
        "changed_by": kept.draft if status == 409 else None,
        "clock": kept.kind is FormKind.DAY_CLOCK,
        "title": draft.title.say(language()) or _("New form"),
    }
    return render(request, "routines/form_draft.jinja", context, status=status)
