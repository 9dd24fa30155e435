"""The forms of a leader's rules: a level of authority, and the office's days and prices."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.application import Service
from rettvis.web.access.models import Unit, User
from rettvis.web.decision.control import AuthorityRow, DecisionSettings
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.forms import Form
from rettvis.web.pages.quantities import Hours, Text, WholeNumber

MOST_DAYS, MOST_KRONER = 730, 100_000_000


class LevelForm(Form):
    """How much somebody may decide, where, and from when."""

    who = forms.ChoiceField(label=gettext_lazy("Who"))
    unit = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    most_minutes = Hours(
        label=gettext_lazy("Most hours a week"), required=False, help_text=gettext_lazy("Empty: no limit")
    )
    most_kroner = WholeNumber(
        label=gettext_lazy("Most kroner a year"), required=False, help_text=gettext_lazy("Empty: no limit")
    )
    services = forms.MultipleChoiceField(
        label=gettext_lazy("Services (none chosen: all)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(str(one), say(one.label)) for one in Service],
    )
    may_refuse = forms.BooleanField(label=gettext_lazy("Refusals too"), required=False, initial=True)
    from_on = DateField(label=gettext_lazy("From and including"))

    def __init__(self, *args: Any, users: Sequence[User], units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [
            ("team_leader", _("Every team leader")),
            *((str(user.pk), user.name) for user in users),
        ]
        self.fields["unit"].choices = [
            ("", _("The whole municipality")),
            *((str(u.pk), u.name) for u in units),
        ]

    def row(self, municipality: Any, set_by: User) -> AuthorityRow:
        """The row that was typed, not saved."""
        data = self.cleaned_data
        by_role = data["who"] == "team_leader"
        kroner = data["most_kroner"]
        return AuthorityRow(
            municipality=municipality,
            unit_id=int(data["unit"]) if data["unit"] else None,
            role="team_leader" if by_role else "",
            user_id=None if by_role else int(data["who"]),
            most_minutes=data["most_minutes"],
            most_cost=None if kroner is None else kroner * 100,
            services=data["services"],
            may_refuse=data["may_refuse"],
            from_on=data["from_on"],
            set_by=set_by,
        )


class SettingsForm(Form):
    """Days ahead, days to answer, and hourly prices in whole kroner."""

    warn_evaluation_days = WholeNumber(label=gettext_lazy("Days before the evaluation date"))
    warn_end_days = WholeNumber(label=gettext_lazy("Days before a decision ends"))
    answer_days = WholeNumber(label=gettext_lazy("Days to answer an advance notice"))
    source = Text(
        longest=300,
        label=gettext_lazy("Where the days to answer are decided"),
        help_text=gettext_lazy("The law sets no length (fvl. § 16): it is the municipality’s own."),
    )

    def __init__(self, *args: Any, settings: DecisionSettings, **kwargs: Any) -> None:
        days = ("warn_evaluation_days", "warn_end_days", "answer_days")
        start = {name: getattr(settings, name) for name in (*days, "source")}
        start |= {f"price_{name}": price // 100 for name, price in settings.prices.items()}
        super().__init__(*args, initial=start, **kwargs)
        for name in days:
            self.fields[name].required = True
            self.fields[name].validators += [MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
        for service in Service:
            field = WholeNumber(label=say(service.label), required=False)
            field.validators += [MinValueValidator(1), MaxValueValidator(MOST_KRONER)]
            self.fields[f"price_{service}"] = field

    @property
    def price_fields(self) -> list[Any]:
        """The hourly prices, a field for each service."""
        return [self[f"price_{service}"] for service in Service]

    def values(self) -> dict[str, Any]:
        """What was typed, as the columns of :class:`DecisionSettings`."""
        data = dict(self.cleaned_data)
        prices = {str(one): data.pop(f"price_{one}") for one in Service}
        return {**data, "prices": {name: kroner * 100 for name, kroner in prices.items() if kroner}}
