"""The person's address and its protection: shown to those who may know it, and changed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.application.addresses import Receiver, address_lines
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case, Protection
from rettvis.web.application.protection import Address, change_address
from rettvis.web.pages.engine import say
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Text
from rettvis.web.pages.steps import case_page


class AddressForm(Form):
    """Where the person gets letters, and who may know it."""

    street = Text(rows=2, longest=300, label=gettext_lazy("Street or box"))
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 5}),
    )
    post_town = Text(longest=60, label=gettext_lazy("Post town"))
    protection = forms.ChoiceField(
        label=gettext_lazy("Protection of the address"),
        choices=Protection.choices,
        required=False,
        help_text=gettext_lazy("A protected case is seen by named staff alone, from the moment you save."),
    )

    def address(self) -> Address:
        """What was typed; call it when the form is valid."""
        data: dict[str, Any] = self.cleaned_data
        return Address(
            data["street"].strip(),
            data["postcode"].strip(),
            data["post_town"].strip(),
            Protection(data["protection"]),
        )

    def add_faulty(self, faulty: Faulty) -> None:
        """Show each fault at its field."""
        for fault in faulty.faults:
            self.add_error(fault.place if fault.place in self.fields else None, say(fault.message))


@on_case(gettext_noop("The person’s address"), post=Action.PROTECT_PERSON)
def person(request: HttpRequest, case: Case) -> HttpResponse:
    """The address, and the form for whoever handles the case."""
    known = case.person
    initial = {name: getattr(known, name) for name in AddressForm.base_fields}
    form = AddressForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_address(case, form.address(), request.user)
        except Faulty as faulty:
            form.add_faulty(faulty)
        else:
            messages.success(request, _("The address is saved."))
            return redirect("person", case.number)
    context = {
        "form": form,
        "lines": address_lines(case, request.user, Receiver.STAFF),
        "may_change": may(request.user, Action.PROTECT_PERSON, case),
    }
    status = 422 if form.errors else 200
    return case_page(request, "application/person.jinja", case, context, current="person", status=status)
