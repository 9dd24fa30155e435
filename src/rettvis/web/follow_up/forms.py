"""What is typed about the administration's own hours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from rettvis.journey.follow_up import WorkKind
from rettvis.web.access.models import Unit
from rettvis.web.delivery.forms import PLAIN, FaultForm, Kroner
from rettvis.web.delivery.models import Provider
from rettvis.web.follow_up.models import LONGEST_NOTE, LONGEST_WHO
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField, NameField
from rettvis.web.pages.quantities import Hours, Text, in_language


class WorkForm(FaultForm):
    """Hours of one day."""

    day = DateField(label=gettext_lazy("Day"))
    minutes = Hours(label=gettext_lazy("Hours"), help_text=gettext_lazy("For example 2, 2,5 or 2:30"))
    work = forms.ChoiceField(
        label=gettext_lazy("What the hours went to"),
        choices=in_language(lambda: [(str(one), say(one.label)) for one in WorkKind]),
    )
    who = NameField(
        label=gettext_lazy("Who worked"),
        max_length=LONGEST_WHO,
        help_text=gettext_lazy("A name or a function, for example controller"),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    provider = forms.ChoiceField(label=gettext_lazy("For which provider"), required=False)
    case = forms.CharField(
        label=gettext_lazy("For which case"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=gettext_lazy("The case number, if the hours were for one case"),
    )
    note = Text(label=gettext_lazy("Note"), longest=LONGEST_NOTE, help_text=gettext_lazy("No names of users"))

    def __init__(self, *args: Any, units: list[Unit], providers: list[Provider], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(one.pk), one.name) for one in units]
        known = [(str(one.pk), one.name) for one in providers]
        self.fields["provider"].choices = [("", "–"), *known]


class CostForm(FaultForm):
    """What an hour costs."""

    from_on = DateField(label=gettext_lazy("From and including"))
    price = Kroner(label=gettext_lazy("Kroner an hour"))
    source = forms.CharField(
        label=gettext_lazy("What it is counted from"),
        max_length=LONGEST_NOTE,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=gettext_lazy("For example salary with social costs, divided by hours a year"),
    )
