"""Registering an application: who it is about, when it came in and how; this opens the case."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.journey.application import Application, Channel
from rettvis.journey.application.checks import check_day
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may, require
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Unit, User
from rettvis.web.application.cases import visible_cases
from rettvis.web.application.models import Case, Kind, Person, Protection, Sex, search_key
from rettvis.web.application.moving import put_in, units_for
from rettvis.web.application.protection import (
    Address,
    address_faults,
    change_address,
    close_to_all_but_named,
)
from rettvis.web.application.services import NewCase, case_faults, group_of, open_case
from rettvis.web.application.writing import begin_application
from rettvis.web.pages.engine import day, say
from rettvis.web.pages.fields import DateField, NameField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import OneOf, Text

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
    sent_to = forms.CharField(
        label=gettext_lazy("Which unit shall handle it?"), required=False, widget=forms.RadioSelect
    )
    street = Text(rows=2, longest=300, label=gettext_lazy("Street or box"))
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 5}),
    )
    post_town = Text(longest=60, label=gettext_lazy("Post town"))
    protection = forms.ChoiceField(
        label=gettext_lazy("Protection of the address"), choices=Protection.choices, required=False
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(unit.pk), f"{unit.municipality}, {unit}") for unit in units]

    def clean_national_id(self) -> str:
        """The number without the spaces people put in it."""
        return "".join(str(self.cleaned_data["national_id"]).split())

    def offer_units(self, units: Iterable[Unit]) -> None:
        """Ask which of these."""
        self.fields["sent_to"].widget.choices = [(str(unit.pk), unit.name) for unit in units]

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
    right: list[Unit] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        came_in_to = by_key[data["unit"]]
        right = units_for(came_in_to, group_of(data["birth_date"], data["received_on"]))
        known = people_alike(request.user, came_in_to, data)
        person, unit = _chosen(request.POST.get("person", ""), known), _unit(data["sent_to"], right)
        _ask(form, known, person, right, unit)
        if not form.errors and unit is not None:
            try:
                case = register_application(data, came_in_to, person or None, request.user, unit)
                return _way_on(request, case)
            except Faulty as faulty:
                form.add_faults(faulty.faults)
    context = {
        "form": form,
        "known": known,
        "right": right if len(right) > 1 else [],
        "one_unit": units[0] if len(units) == 1 else None,
    }
    return render(request, "application/register.jinja", context, status=422 if form.errors else 200)


def register_application(
    data: Mapping[str, Any], unit: Unit, person: Any, user: User, to: Unit | None = None
) -> Case:
    """Open the case and keep what is known of its application; raises ``Faulty`` with every fault.

    ``unit`` is where it came in; where another unit handles such cases, it goes there (``to``) at once.
    """
    received: date = data["received_on"]
    address = Address(*(data.get(name) or "" for name in ("street", "postcode", "post_town")))
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
    faults += address_faults(address)
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        case = open_case(new, user, user, closed_later=True)
        begin_application(case, Application(channel=data["channel"]), user, timezone.localdate())
        grant = require(user, Action.OPEN_CASE, case)
        what = gettext_noop("An application was registered")
        look_up(grant, Action.OPEN_CASE, case_number=case.number, what=what)
        if not case.person.protection:
            _keep_address(case, replace(address, protection=Protection(data.get("protection") or "")), user)
        if to is not None and to.pk != case.unit_id:
            put_in(case, to, user)
        close_to_all_but_named(case, user)
    return case


def _keep_address(case: Case, address: Address, user: User) -> None:
    """The address that came with the application; one who is protected already keeps hers."""
    if address != Address():
        change_address(case, address, user)


def _ask(
    form: RegistrationForm, known: list[Person], person: Any, right: list[Unit], unit: Unit | None
) -> None:
    """Ask what only a person can say: whether it is somebody known, and which of several units."""
    form.offer(known)
    form.offer_units(right)
    if known and person is None:
        form.add_error("person", _("Say whether it is the same person."))
    if unit is None and right:
        form.add_error("sent_to", _("Choose the unit."))
    if not right:
        form.add_error("birth_date", _("No unit here handles such cases. Ask whoever manages units."))


def _unit(chosen: str, right: list[Unit]) -> Unit | None:
    """The unit that handles the case: the only one, or the chosen one of several."""
    if len(right) == 1:
        return right[0]
    return next((unit for unit in right if str(unit.pk) == chosen), None)


def _way_on(request: HttpRequest, case: Case) -> HttpResponse:
    """To the application; or to the list, where the case is no longer the reader's to see."""
    request.user.forget()
    if may(request.user, Action.SEE_CASE, case):
        return redirect("application", case.number)
    words = {"number": case.number, "unit": case.unit.name}
    text = _("The application is registered as case %(number)s. It is handled by %(unit)s.") % words
    messages.success(request, text)
    return redirect("worklist")


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
    )
    seen = visible_cases(user)
    # Those that no case hides from the reader: she sees one of theirs, or they have none.
    rows = rows.filter(Q(cases__in=seen) | Q(cases=None, protection="")).distinct()
    rows = rows.prefetch_related(Prefetch("cases", queryset=seen.order_by("pk")))[:20]
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
