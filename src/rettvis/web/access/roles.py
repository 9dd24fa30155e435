"""Users and their roles, for the administrator of a municipality; no case data here."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.web.access.gate import Action, grants, municipalities
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, Role, RoleAssignment, Unit, User
from rettvis.web.pages.fields import DateField, NameField
from rettvis.web.pages.forms import Form


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


@guarded(Action.MANAGE_ROLES, post=Action.MANAGE_ROLES)
def roles(request: HttpRequest) -> HttpResponse:
    """The roles given in the administrator's municipalities, and the form to give one."""
    own = list(municipalities(request.user, Action.MANAGE_ROLES))
    places = _places(own)
    start = {"starts_on": timezone.localdate()}
    form = RoleForm(request.POST or None, places=places, initial=start)
    if request.method == "POST" and form.is_valid():
        give_role(form.cleaned_data, places[form.cleaned_data["place"]])
        _log(request, gettext_noop("A role was given"))
        return redirect("roles")
    given = RoleAssignment.objects.filter(municipality__in=own).select_related("user", "municipality", "unit")
    context = {
        "form": form,
        "given": given.order_by("user__name", "starts_on"),
        "today": timezone.localdate(),
    }
    return render(request, "access/roles.jinja", context, status=422 if form.errors else 200)


@guarded(Action.MANAGE_ROLES, post=Action.MANAGE_ROLES)
def end_role(request: HttpRequest, assignment: int) -> HttpResponse:
    """Ends a role today (or before it began, if it has not)."""
    if request.method == "POST":
        own = list(municipalities(request.user, Action.MANAGE_ROLES))
        row = RoleAssignment.objects.filter(pk=assignment, municipality__in=own).first()
        if row is not None:
            row.ends_on = max(row.starts_on, timezone.localdate())
            row.save(update_fields=["ends_on"])
            _log(request, gettext_noop("A role was ended"))
    return redirect("roles")


def give_role(data: dict[str, Any], place: tuple[Municipality, Unit | None]) -> RoleAssignment:
    """Give the role, and make the user first where she is new."""
    with transaction.atomic():
        user = User.objects.filter(username=data["username"]).first()
        if user is None:
            user = User.objects.create_user(data["username"], data["name"], data["password"])
        ends_on: date | None = data["ends_on"]
        return RoleAssignment.objects.create(
            user=user,
            role=data["role"],
            municipality=place[0],
            unit=place[1],
            starts_on=data["starts_on"],
            ends_on=ends_on,
        )


def _places(own: list[Municipality]) -> dict[str, tuple[Municipality, Unit | None]]:
    places: dict[str, tuple[Municipality, Unit | None]] = {
        f"m{municipality.pk}": (municipality, None) for municipality in own
    }
    for unit in Unit.objects.filter(municipality__in=own).select_related("municipality").order_by("name"):
        places[f"u{unit.pk}"] = (unit.municipality, unit)
    return places


def _log(request: HttpRequest, what: str) -> None:
    look_up(grants(request.user, Action.MANAGE_ROLES)[0], Action.MANAGE_ROLES, what=what)
