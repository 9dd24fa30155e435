"""Mapping forms: what is asked in an assessment, as versioned data that a municipality keeps itself."""

from rettvis.journey.assessment.form.checks import check_form
from rettvis.journey.assessment.form.differences import Changed, Difference, differences
from rettvis.journey.assessment.form.form import FormGroup, FormKind, FormRow, MappingForm
from rettvis.journey.assessment.form.shipped import SHIPPED_VERSION, shipped_day_clock
from rettvis.journey.assessment.form.used import Answer, UsedForm, missing_in_forms, switched
from rettvis.journey.assessment.form.words import LocalWords

__all__ = [
    "SHIPPED_VERSION",
    "Answer",
    "Changed",
    "Difference",
    "FormGroup",
    "FormKind",
    "FormRow",
    "LocalWords",
    "MappingForm",
    "UsedForm",
    "check_form",
    "differences",
    "missing_in_forms",
    "shipped_day_clock",
    "switched",
]
