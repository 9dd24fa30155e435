"""What a letter says of the unit that decides: set once by the leader, used in every letter."""

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.decision.models import OfficeDetails
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Text
from rettvis.web.pages.steps import case_page


class OfficeForm(Form):
    """How the unit is reached, where a complaint ends, and why the letter is exempt from public access."""

    contact = Text(
        rows=3,
        longest=1000,
        required=True,
        label=gettext_lazy("How the unit is reached"),
        help_text=gettext_lazy("Telephone and address, a line each. A complaint is sent here."),
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )
    county_governor = Text(
        longest=200,
        required=True,
        label=gettext_lazy("The County Governor who decides complaints"),
    )
    exempt = Text(
        longest=200,
        label=gettext_lazy("Exempt from public access by"),
        help_text=gettext_lazy("For example: Offentleglova § 13, jf. forvaltningsloven § 13"),
    )


@on_case(gettext_noop("What letters say of the unit"), post=Action.APPROVE_DECISION)
def office(request: HttpRequest, case: Case) -> HttpResponse:
    """The details of the case's unit: shown, or saved by whoever approves decisions there."""
    details = OfficeDetails.objects.filter(unit=case.unit_id).first() or OfficeDetails(unit=case.unit)
    initial = {name: getattr(details, name) for name in OfficeForm.base_fields}
    form = OfficeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        OfficeDetails.objects.update_or_create(unit=case.unit, defaults=form.cleaned_data)
        messages.success(request, _("What letters say of the unit is saved."))
        return redirect("decision", case.number)
    context = {"form": form, "may_save": may(request.user, Action.APPROVE_DECISION, case)}
    status = 422 if form.errors else 200
    return case_page(request, "decision/office.jinja", case, context, current="decision", status=status)
