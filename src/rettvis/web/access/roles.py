"""Users and their roles, for the administrator of a municipality; no case data here."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import whole_municipalities
from rettvis.web.access.granting import change_end, end_now, give_role, save_unit, set_active
from rettvis.web.access.guard import guarded
from rettvis.web.access.models import Municipality, Role, RoleAssignment, Unit, User
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField, NameField
from rettvis.web.pages.forms import Form

ENDED_SHOWN = 100
"""How many ended roles the page shows."""


class RoleForm(Form):
    """Give a role to somebody, who becomes a user if she is not one."""

    username = forms.RegexField(
        r"^[\w.@+-]+$",
        label=gettext_lazy("User name"),
        max_length=60,
        error_messages={"invalid": gettext_lazy("Use only letters, digits and . @ + - _ in a user name.")},
    )
    name = NameField(
        label=gettext_lazy("Name"), required=False, help_text=gettext_lazy("Only for somebody new.")
    )
    password = forms.CharField(
        label=gettext_lazy("First password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Only for somebody new: at least 12 characters."),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    place = forms.ChoiceField(label=gettext_lazy("Where"))
    starts_on = DateField(label=gettext_lazy("From and including"))
    ends_on = DateField(label=gettext_lazy("To and including"), required=False)

    def __init__(
        self, *args: Any, places: dict[str, tuple[Municipality, Unit | None]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [
            (key, f"{municipality}, {unit}" if unit else str(municipality))
            for key, (municipality, unit) in places.items()
        ]

    def clean(self) -> dict[str, Any]:
        """A new user needs a name and a password; a period must not end before it begins."""
        data = super().clean() or {}
        if "username" in data and not User.objects.filter(username=data["username"]).exists():
            if not data.get("name"):
                self.add_error("name", _("Write the new user's name."))
            try:
                validate_password(data.get("password", ""))
            except forms.ValidationError as error:
                self.add_error("password", error)
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first. Change one of them."))
        return data


class EndForm(Form):
    """The last day of a role."""

    ends_on = DateField(label=gettext_lazy("To and including"), required=False)


class UnitForm(Form):
    """A unit's name, and whom it handles."""

    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"))
    name = NameField(label=gettext_lazy("Name of the unit"), max_length=100)
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Handles cases about"),
        choices=[("adults", gettext_lazy("Adults")), ("children", gettext_lazy("Children"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, own: list[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(one.pk): one for one in own}
        self.fields["municipality"].choices = [(key, one.name) for key, one in self.places.items()]


@guarded(Action.MANAGE_ROLES, post=Action.MANAGE_ROLES)
def roles(request: HttpRequest) -> HttpResponse:
    """The roles given in the administrator's municipalities, and the form to give one."""
    own = whole_municipalities(request.user, Action.MANAGE_ROLES)
    places = _places(own)
    start = {"starts_on": timezone.localdate()}
    form = RoleForm(request.POST or None, places=places, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            given = give_role(form.cleaned_data, places[form.cleaned_data["place"]], request.user)
        except Faulty as faulty:
            add_faulty(form, faulty)
        else:
            messages.success(request, _("The role is given to %(name)s.") % {"name": given.user.name})
            return redirect("roles")
    rows = RoleAssignment.objects.filter(municipality__in=own).select_related("user", "municipality", "unit")
    today = timezone.localdate()
    given_rows = list(rows.order_by("user__name", "user", "starts_on"))
    context = {
        "form": form,
        "given": [row for row in given_rows if stands(row, today)],
        "ended": [row for row in given_rows if not stands(row, today)][-ENDED_SHOWN:],
        "today": today,
    }
    return render(request, "access/roles.jinja", context, status=422 if form.errors else 200)


@guarded(Action.MANAGE_ROLES, post=Action.MANAGE_ROLES)
def role(request: HttpRequest, assignment: int) -> HttpResponse:
    """One role: its last day is changed, it is ended at once, and its user is shut out or let in again."""
    own = whole_municipalities(request.user, Action.MANAGE_ROLES)
    rows = RoleAssignment.objects.filter(municipality__in=own).select_related("user", "municipality", "unit")
    given = rows.filter(pk=assignment).first()
    if given is None:
        raise Http404
    wanted = request.POST.get("do", "")
    form = EndForm(request.POST if wanted == "save" else None, initial={"ends_on": given.ends_on})
    refused = ""
    if request.method == "POST" and (wanted != "save" or form.is_valid()):
        try:
            _do(request, wanted, given, form)
        except Faulty as faulty:
            if wanted == "save":
                add_faulty(form, faulty)
            else:
                refused = " ".join(say(fault.message) for fault in faulty.faults)
        else:
            return redirect("roles")
    others = rows.filter(user=given.user).exclude(pk=given.pk).order_by("starts_on")
    today = timezone.localdate()
    context = {
        "form": form,
        "given": given,
        "others": list(others),
        "stands": stands(given, today),
        "own": given.user_id == request.user.pk,
        "refused": refused,
    }
    return render(request, "access/role.jinja", context, status=422 if form.errors or refused else 200)


@guarded(Action.MANAGE_ROLES, post=Action.MANAGE_ROLES)
def units(request: HttpRequest) -> HttpResponse:
    """The units of the administrator's municipalities, and whom each handles."""
    own = whole_municipalities(request.user, Action.MANAGE_ROLES)
    rows = list(
        Unit.objects.filter(municipality__in=own)
        .select_related("municipality")
        .order_by("municipality", "name")
    )
    asked = request.POST.get("unit", "")
    form = UnitForm(request.POST if request.method == "POST" else None, own=own, auto_id=f"id_{asked}_%s")
    if request.method == "POST" and form.is_valid():
        unit = next((row for row in rows if str(row.pk) == asked), None)
        if asked and unit is None:
            raise Http404
        data = form.cleaned_data
        municipality = unit.municipality if unit else form.places[data["municipality"]]
        try:
            save_unit(municipality, unit, data["name"], data["groups"], request.user)
        except Faulty as faulty:
            add_faulty(form, faulty)
        else:
            messages.success(request, _("The unit is saved."))
            return redirect("units")
    context = {
        "rows": [
            (row, form if str(row.pk) == asked and form.errors else unit_form(row, own)) for row in rows
        ],
        "new": form if form.errors and not asked else UnitForm(own=own, auto_id="id_new_%s"),
        "faulty": form if form.errors else None,
        "one": len(own) == 1,
    }
    return render(request, "access/units.jinja", context, status=422 if form.errors else 200)


def stands(given: RoleAssignment, today: date) -> bool:
    """Whether the role counts today or later."""
    return given.ended_at is None and (given.ends_on is None or given.ends_on >= today)


def unit_form(unit: Unit, own: list[Municipality]) -> UnitForm:
    """The form of a unit as it is."""
    groups = [name for name in ("adults", "children") if getattr(unit, f"handles_{name}")]
    start = {"name": unit.name, "groups": groups, "municipality": str(unit.municipality_id)}
    return UnitForm(own=own, initial=start, auto_id=f"id_{unit.pk}_%s")


def add_faulty(form: Form, faulty: Faulty) -> None:
    """Show each fault of a service at its field."""
    for fault in faulty.faults:
        form.add_error(fault.place if fault.place in form.fields else None, say(fault.message))


def _do(request: HttpRequest, wanted: str, given: RoleAssignment, form: EndForm) -> None:
    """What the administrator pressed."""
    name = {"name": given.user.name}
    if wanted == "save":
        change_end(given, form.cleaned_data["ends_on"], request.user)
        messages.success(request, _("The last day is saved, for %(name)s.") % name)
    elif wanted == "end":
        end_now(given, request.user)
        messages.success(request, _("The role is ended, for %(name)s.") % name)
    elif wanted in ("shut_out", "let_in"):
        set_active(given.user, wanted == "let_in", request.user)
        told = _("%(name)s may log in again.") if wanted == "let_in" else _("%(name)s is shut out.")
        messages.success(request, told % name)


def _places(own: list[Municipality]) -> dict[str, tuple[Municipality, Unit | None]]:
    places: dict[str, tuple[Municipality, Unit | None]] = {
        f"m{municipality.pk}": (municipality, None) for municipality in own
    }
    for unit in Unit.objects.filter(municipality__in=own).select_related("municipality").order_by("name"):
        places[f"u{unit.pk}"] = (unit.municipality, unit)
    return places
