"""Who lives together, work and care duties, and who can lead the assistants, as they are typed."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rettvis.journey.assessment import (
    Assessment,
    Household,
    HouseholdMember,
    Relation,
    Supervisor,
    SupervisorRole,
)
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.quantities import OneOf, Text, WholeNumber, YesNo
from rettvis.web.pages.sheets import PartForm, RowForm, Sheet, numbered


class HouseholdForm(PartForm):
    """The person's own situation."""

    place = "household"

    lives_alone = YesNo(label=_("Does the person live alone?"), widget=forms.RadioSelect)
    work = Text(rows=3, label=_("Work or study"))
    disability_pension_percent = WholeNumber(label=_("Disability pension, per cent"), required=False)
    care_duties = Text(
        rows=3,
        label=_("Care duties"),
        help_text=_("For own children or others: what the person does, and needs help to do."),
    )


class MemberForm(RowForm):
    """Somebody the person lives with."""

    place = "household.members"

    relation = OneOf(
        Relation,
        label=_("Who it is to the person"),
        blank=_("Choose"),
        required=True,
        error_messages={"required": _("Choose who this is to the person.")},
    )
    employment_percent = WholeNumber(label=_("Works, per cent of full time"), required=False)
    birth_date = DateField(label=_("Date of birth"), required=False, help_text="")
    note = Text(label=_("Note"), longest=1000)


class SupervisorForm(PartForm):
    """The supervisor question."""

    place = "supervisor"

    role = OneOf(
        SupervisorRole,
        label=_("Who would lead the assistants?"),
        blank=_("Not clarified"),
        widget=forms.RadioSelect,
    )
    name = Text(label=_("Name, if it is not the person"), longest=200)
    can_be_carried = YesNo(
        label=_("Can the role be carried?"),
        widget=forms.RadioSelect,
        help_text=_("Being the supervisor means leading, instructing and planning the assistants’ work."),
    )
    reason = Text(rows=3, label=_("Why"))


class HouseholdSheet(Sheet):
    """Household, work, care duties and the supervisor question."""

    parts = {"household": HouseholdForm, "members": MemberForm, "supervisor": SupervisorForm}  # noqa: RUF012

    @staticmethod
    def content_of(assessment: Assessment) -> dict[str, Any]:
        """What stands in the forms for ``assessment``."""
        household, supervisor = assessment.household, assessment.supervisor
        return {
            "household": _parts(household, HouseholdForm),
            "members": numbered(_parts(member, MemberForm) for member in household.members),
            "supervisor": _parts(supervisor, SupervisorForm),
        }

    def apply(self, assessment: Assessment) -> Assessment:
        """``assessment`` with what was typed here."""
        members = tuple(HouseholdMember(**row.cleaned_data) for row in self.rows["members"])
        return replace(
            assessment,
            household=Household(members=members, **self.forms["household"].cleaned_data),
            supervisor=Supervisor(**self.forms["supervisor"].cleaned_data),
        )


def _parts(value: Any, form: type[PartForm]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in form.base_fields}
