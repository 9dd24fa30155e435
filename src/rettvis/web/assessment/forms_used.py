"""Which mapping forms a case uses: those in force when its assessment began, or newer ones by choice."""

from dataclasses import dataclass, replace
from datetime import date

from rettvis.journey.assessment import (
    Assessment,
    FormGroup,
    FormKind,
    MappingForm,
    UsedForm,
    shipped_day_clock,
)
from rettvis.journey.assessment.form import Difference, differences, switched
from rettvis.web.application.models import Case
from rettvis.web.routines.form_store import forms_in_force


@dataclass(frozen=True)
class Newer:
    """A form in a newer version than the case uses; ``before`` is None for a form the case has not."""

    before: UsedForm | None
    after: UsedForm

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What would change."""
        before = self.before.form if self.before else replace(self.after.form, rows=())
        return differences(before, self.after.form)


def with_forms(assessment: Assessment, case: Case, on: date) -> Assessment:
    """An assessment that begins on the day ``on``, with the forms in force that day. One query."""
    return replace(assessment, forms=forms_in_force(case.municipality_id, case.group, on))


def day_clock_form(assessment: Assessment, group: str) -> MappingForm:
    """The activities of the case: its own form, else the one that comes with the program."""
    own = assessment.forms_of(FormKind.DAY_CLOCK)
    return own[0].form if own else shipped_day_clock(FormGroup(group))


def newer_forms(assessment: Assessment, case: Case, on: date) -> list[Newer]:
    """Forms in force on the day ``on`` that the case does not use, or uses in an older version. One query."""
    used = {one.key: one for one in assessment.forms}
    in_force = forms_in_force(case.municipality_id, case.group, on)
    found = [Newer(used.get(one.key), one) for one in in_force]
    return [
        _against_shipped(one, case)
        for one in found
        if one.before is None or one.before.version < one.after.version
    ]


def _against_shipped(newer: Newer, case: Case) -> Newer:
    """A case without a day clock of its own uses the one that comes with the program."""
    if newer.before is not None or newer.after.form.kind is not FormKind.DAY_CLOCK:
        return newer
    return replace(newer, before=UsedForm(newer.after.key, 1, shipped_day_clock(FormGroup(case.group))))


def with_newer(assessment: Assessment, case: Case, keys: set[str], on: date) -> Assessment:
    """The assessment with the newer version of the forms called ``keys``; every answer stays. One query."""
    chosen = {one.after.key: one for one in newer_forms(assessment, case, on) if one.after.key in keys}
    kept = tuple(_switched(one, chosen.pop(one.key, None)) for one in assessment.forms)
    return replace(assessment, forms=(*kept, *(one.after for one in chosen.values())))


def _switched(used: UsedForm, newer: Newer | None) -> UsedForm:
    return used if newer is None else switched(used, newer.after.form, newer.after.version)
