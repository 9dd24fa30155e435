"""What is found out when the case is a child's, as it is typed."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rettvis.journey.assessment import Assessment, BestInterests, Child
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.quantities import Text, WholeNumber, YesNo
from rettvis.web.pages.sheets import PartForm, Sheet


class ChildForm(PartForm):
    """The child, school and siblings."""

    place = "child"

    birth_date = DateField(label=_("The child’s date of birth"), required=False)
    lives_at_home = YesNo(label=_("Does the child live at home?"), widget=forms.RadioSelect)
    has_disability = YesNo(label=_("Does the child have a disability?"), widget=forms.RadioSelect)
    school = Text(rows=3, label=_("Nursery, school and after-school programme"))
    siblings = WholeNumber(label=_("How many siblings"), required=False)
    about_siblings = Text(rows=3, label=_("About the siblings"))
    ordinary_care = Text(
        rows=4,
        label=_("Ordinary care"),
        help_text=_(
            "What any child of this age needs from its parents. It is not counted as a need for help."
        ),
    )


class BestInterestsForm(PartForm):
    """The child's best interests and own view (barnekonvensjonen art. 3, pbrl § 3-1)."""

    place = "child.best_interests"

    child_view = Text(
        rows=4, label=_("What the child says"), help_text=_("In the child’s own words or signs.")
    )
    why_not_heard = Text(rows=3, label=_("If the child has not been heard: why"))
    assessment = Text(rows=4, label=_("What is in the child’s best interests"))
    considered = Text(rows=4, label=_("How the child’s best interests have been taken into account"))


class ChildSheet(Sheet):
    """The child and the child's best interests."""

    parts = {"child": ChildForm, "best_interests": BestInterestsForm}  # noqa: RUF012 - read only

    @staticmethod
    def content_of(assessment: Assessment) -> dict[str, Any]:
        """What stands in the forms for ``assessment``."""
        child = assessment.child or Child()
        return {
            "child": {name: getattr(child, name) for name in ChildForm.base_fields},
            "best_interests": {
                name: getattr(child.best_interests, name) for name in BestInterestsForm.base_fields
            },
        }

    def apply(self, assessment: Assessment) -> Assessment:
        """``assessment`` with what was typed here."""
        interests = BestInterests(**self.forms["best_interests"].cleaned_data)
        return replace(assessment, child=Child(best_interests=interests, **self.forms["child"].cleaned_data))
