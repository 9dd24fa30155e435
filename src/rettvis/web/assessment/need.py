"""The period of the need, and the summary, as they are typed."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rettvis.journey.assessment import Assessment, NeedPeriod
from rettvis.rulekit.facts import LASTING
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.quantities import Text
from rettvis.web.pages.sheets import PartForm, Sheet


class NeedForm(PartForm):
    """From when and until when the need is there."""

    place = "need"

    start = DateField(label=_("The need is there from"), required=False)
    until = DateField(label=_("The last day of the need"), required=False)
    lasting = forms.BooleanField(label=_("The need has no foreseeable end"), required=False)

    def clean(self) -> dict[str, Any]:
        """An end and no end at once cannot be."""
        data = super().clean() or {}
        if data.get("until") and data.get("lasting"):
            self.add_error("until", _("Give a last day, or say that there is no foreseeable end; not both."))
        return data


class SummaryForm(PartForm):
    """The assessment in short."""

    place = "summary"

    summary = Text(rows=8, label=_("The assessment in short"))


class NeedSheet(Sheet):
    """Period and summary."""

    parts = {"need": NeedForm, "summary": SummaryForm}  # noqa: RUF012 - read only

    @staticmethod
    def content_of(assessment: Assessment) -> dict[str, Any]:
        """What stands in the forms for ``assessment``."""
        lasting = assessment.need.until == LASTING
        return {
            "need": {
                "start": assessment.need.start,
                "until": None if lasting else assessment.need.until,
                "lasting": lasting,
            },
            "summary": {"summary": assessment.summary},
        }

    def apply(self, assessment: Assessment) -> Assessment:
        """``assessment`` with what was typed here."""
        data = self.forms["need"].cleaned_data
        need = NeedPeriod(data["start"], LASTING if data["lasting"] else data["until"])
        return replace(assessment, need=need, summary=self.forms["summary"].cleaned_data["summary"])
