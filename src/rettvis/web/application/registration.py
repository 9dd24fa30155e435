"""Registering an application: who it is about, when it came in and how; this opens the case."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.journey.application import Application, Channel
from rettvis.journey.application.checks import check_day
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.web.access.gate import Action, grants, require
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Unit, User
from rettvis.web.application.models import Case, Kind, Person, Sex, search_key
from rettvis.web.application.services import NewCase, case_faults, open_case
from rettvis.web.application.writing import begin_application
from rettvis.web.pages.engine import day, say
from rettvis.web.pages.fields import DateField, NameField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import OneOf

NEW_PERSON = "new"


class RegistrationForm(Form):
    """What is needed to open a case. ``person`` is asked only where the municipality knows somebody alike."""

    name = NameField(label=gettext_lazy("The person’s name"))
    birth_date = DateField(label=gettext_lazy("Date of birth"))
    national_id = forms.CharField(
        label=gettext_lazy("National identity number"),
        required=False,
        help_text=gettext_lazy("11 digits. Leave it empty if you do not have it yet."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 13}),
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        required=False,
        choices=[("", gettext_lazy("Not registered")), *Sex.choices],
        help_text=gettext_lazy("Only for statistics of equal treatment. Nothing is decided by it."),
    )
    person = forms.CharField(
        label=gettext_lazy("Is this somebody we know already?"), required=False, widget=forms.RadioSelect
    )
    received_on = DateField(label=gettext_lazy("The application was received"))
    channel = OneOf(
        Channel,
        label=gettext_lazy("How it came in"),
        required=True,
        blank=gettext_lazy("Choose"),
        error_messages={"required": gettext_lazy("Choose how the application came in.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is about"), choices=Kind.choices)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(unit.pk), f"{unit.municipality}, {unit}") for unit in units]

    def clean_national_id(self) -> str:
        """The number without the spaces people put in it."""
        return "".join(str(self.cleaned_data["national_id"]).split())

    def offer(self, known: Iterable[Person]) -> None:
        """Ask whether it is one of these."""
        self.fields["person"].widget.choices = [
            *((str(person.pk), _alike(person)) for person in known),
            (NEW_PERSON, _("No, this is somebody else")),
        ]

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Show each fault at its field."""
        for fault in faults:
            self.add_error(fault.place if fault.place in self.fields else None, say(fault.message))


@guarded(Action.OPEN_CASE, post=Action.OPEN_CASE)
def register(request: HttpRequest) -> HttpResponse:
    """The form, and on a POST the case, with the first of its application."""
    units = units_of(request.user)
    by_key = {str(unit.pk): unit for unit in units}
    start = {"received_on": timezone.localdate()}
    form = RegistrationForm(request.POST or None, units=units, initial=start)
    known: list[Person] = []
    if request.method == "POST" and form.is_valid():
        unit = by_key[form.cleaned_data["unit"]]
        known = people_alike(request.user, unit, form.cleaned_data)
        person = _chosen(request.POST.get("person", ""), known)
        form.offer(known)
        if known and person is None:
            form.add_error("person", _("Say whether it is the same person."))
        else:
            try:
                case = register_application(form.cleaned_data, unit, person or None, request.user)
                return redirect("application", case.number)
            except Faulty as faulty:
                form.add_faults(faulty.faults)
    context = {"form": form, "known": known, "one_unit": units[0] if len(units) == 1 else None}
    return render(request, "application/register.jinja", context, status=422 if form.errors else 200)


def register_application(data: Mapping[str, Any], unit: Unit, person: Any, user: User) -> Case:
    """Open the case and keep what is known of its application; raises ``Faulty`` with every fault."""
    received: date = data["received_on"]
    new = NewCase(
        name=data["name"],
        birth_date=data["birth_date"],
        received_on=received,
        unit=unit,
        national_id=data["national_id"],
        sex=data.get("sex", ""),
        person=person if isinstance(person, Person) else None,
        kind=data["kind"],
    )
    faults = case_faults(new) + check_day(received, timezone.localdate(), "received_on")
    if faults:
        raise Faulty(faults)
    case = open_case(new, user, user)
    begin_application(case, Application(channel=data["channel"]), user, timezone.localdate())
    grant = require(user, Action.OPEN_CASE, case)
    look_up(
        grant, Action.OPEN_CASE, case_number=case.number, what=gettext_noop("An application was registered")
    )
    return case


def units_of(user: User) -> list[Unit]:
    """The units for which ``user`` may open cases."""
    allowed = Q(pk=None)
    for grant in grants(user, Action.OPEN_CASE):
        allowed |= Q(pk=grant.unit_id) if grant.unit_id else Q(municipality_id=grant.municipality_id)
    return list(
        Unit.objects.filter(allowed).select_related("municipality").order_by("municipality__name", "name")
    )


def people_alike(user: User, unit: Unit, data: Mapping[str, Any]) -> list[Person]:
    """Those with this name and birth date whom the number given does not tell apart; logged when any."""
    rows = Person.objects.filter(
        municipality_id=unit.municipality_id,
        name_key=search_key(data["name"]),
        birth_date=data["birth_date"],
    ).prefetch_related("cases")[:20]
    number = data["national_id"]
    known = [person for person in rows if not number or person.national_id in ("", number)]
    if any(person.national_id == number for person in known if number):
        return []  # The number alone says who it is.
    if known:
        look_up(
            require(user, Action.OPEN_CASE, Case(municipality_id=unit.municipality_id, unit=unit)),
            Action.OPEN_CASE,
            cases=[case.number for person in known for case in person.cases.all()],
            what=gettext_noop("Whether a person is known already"),
        )
    return known


def _chosen(answer: str, known: list[Person]) -> Person | str | None:
    """The person that was chosen, ``new`` for somebody else, None for no answer to a question that stands."""
    if answer == NEW_PERSON:
        return NEW_PERSON
    return next((person for person in known if str(person.pk) == answer), None)


def _alike(person: Person) -> str:
    cases = ", ".join(case.number for case in person.cases.all())
    words = {"name": person.name, "born": day(person.birth_date), "cases": cases or _("none")}
    return _("Yes: %(name)s, born %(born)s (cases: %(cases)s)") % words
