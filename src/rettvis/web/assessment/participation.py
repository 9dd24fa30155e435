"""What the person says matters, how each wish was weighed, and what information was given, as it is typed."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from rettvis.journey.assessment import Assessment, Information, Participation, Weighing, Wish
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.quantities import OneOf, Text
from rettvis.web.pages.sheets import RowForm, Sheet, numbered


class WishForm(RowForm):
    """One thing that matters to the person."""

    place = "participation.wishes"

    words = Text(
        rows=3,
        label=_("What matters to the person"),
        help_text=_("In the person’s own words, as they were said."),
    )
    weighed = OneOf(Weighing, label=_("What became of the wish"), blank=_("Not weighed yet"))
    reason = Text(rows=3, label=_("How it was weighed, and why"))


class InformationForm(RowForm):
    """Information that the person was given."""

    place = "participation.information"

    what = Text(rows=2, label=_("What the person was informed about"))
    on = DateField(label=_("Date"), required=False)
    adapted = Text(
        rows=2,
        label=_("How it was adapted"),
        help_text=_("For example easy read, an interpreter, or more time."),
    )


class ParticipationSheet(Sheet):
    """Wishes and information."""

    parts = {"wishes": WishForm, "information": InformationForm}  # noqa: RUF012 - read only

    @staticmethod
    def content_of(assessment: Assessment) -> dict[str, Any]:
        """What stands in the forms for ``assessment``."""
        said = assessment.participation
        return {
            "wishes": numbered(
                {"words": wish.words, "weighed": wish.weighed, "reason": wish.reason} for wish in said.wishes
            ),
            "information": numbered(
                {"what": given.what, "on": given.on, "adapted": given.adapted} for given in said.information
            ),
        }

    def apply(self, assessment: Assessment) -> Assessment:
        """``assessment`` with what was typed here."""
        wishes = tuple(Wish(**row.cleaned_data) for row in self.rows["wishes"])
        information = tuple(Information(**row.cleaned_data) for row in self.rows["information"])
        return replace(assessment, participation=Participation(wishes, information))
