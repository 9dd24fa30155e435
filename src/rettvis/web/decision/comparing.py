"""Two revisions of a step beside each other: which fields differ, before and after, who did it and when."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rettvis.journey.application import Application
from rettvis.journey.calculation import Choices
from rettvis.web.application import store as application_store
from rettvis.web.application.forms import ApplicationSheet
from rettvis.web.application.models import ApplicationRevision, Case, Revision
from rettvis.web.application.store import load_application
from rettvis.web.assessment import store as assessment_store
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.assessment.sections import sections_of
from rettvis.web.assessment.store import load_assessment
from rettvis.web.calculation import forms as calculation_forms
from rettvis.web.calculation import store as calculation_store
from rettvis.web.calculation.models import CalculationRevision
from rettvis.web.calculation.store import KeptNorm
from rettvis.web.conditions.forms import AnswersSheet
from rettvis.web.conditions.models import ConditionsRevision
from rettvis.web.conditions.store import answered_in
from rettvis.web.decision.forms import sheet_for
from rettvis.web.decision.models import DecisionRevision
from rettvis.web.decision.store import draft_in
from rettvis.web.pages.merging import differences
from rettvis.web.pages.sheets import Sheet

MOST_BETWEEN = 100
"""Between more revisions than this, who changed what is said of the newest ones alone."""


@dataclass(frozen=True)
class Changed:
    """One field or row that differs: its part of the step, its words, both values, who did it last, when."""

    part: str
    what: str
    before: str
    after: str
    by: str
    at: datetime | None


Titled = tuple[str, type[Sheet]]


@dataclass(frozen=True)
class Step:
    """A step whose revisions can be compared: its title, its model, and how content becomes sheets."""

    title: str | Promise
    model: type[Revision]
    read: Callable[[Any], Any]
    sheets: Callable[[Case, Sequence[Any]], list[Titled]]


def _application(case: Case, values: Sequence[Any]) -> list[Titled]:
    return [("", ApplicationSheet)]


def _assessment(case: Case, values: Sequence[Any]) -> list[Titled]:
    with_child = next((value for value in values if value.child is not None), values[0])
    return [(str(section.title), section.sheet) for section in sections_of(with_child)]


def _calculation(case: Case, values: Sequence[Choices]) -> list[Titled]:
    assessment = load_assessment(case)
    norms = {calculation_forms.norm_key(use.norm): use.norm for value in values for use in value.norms}
    kept = [norm for norm in norms.values() if isinstance(norm, KeptNorm)]
    clock = assessment.clock if assessment else None
    return [("", calculation_forms.sheet_for(clock, kept))] if clock else []


def _conditions(case: Case, values: Sequence[Any]) -> list[Titled]:
    return [("", AnswersSheet)]


def _decision(case: Case, values: Sequence[Any]) -> list[Titled]:
    return [("", sheet_for(load_application(case) or Application()))]


STEPS: Mapping[str, Step] = {
    "application": Step(
        _("Application"), ApplicationRevision, application_store.application_in, _application
    ),
    "assessment": Step(_("Assessment"), AssessmentRevision, assessment_store.assessment_in, _assessment),
    "calculation": Step(_("Calculation"), CalculationRevision, calculation_store.choices_in, _calculation),
    "conditions": Step(_("Conditions"), ConditionsRevision, answered_in, _conditions),
    "decision": Step(_("Decision"), DecisionRevision, draft_in, _decision),
}
"""The steps, by the name in the address."""


def revisions_of(case: Case, step: str) -> list[Revision]:
    """Every revision of the step without its content, the newest first."""
    rows = STEPS[step].model._default_manager.filter(case=case)
    return list(rows.select_related("saved_by").defer("content").order_by("-number"))


def compare(case: Case, step: str, first: int, last: int) -> list[Changed]:
    """What differs between two revisions of a step, in the order of its pages."""
    low, high = sorted((first, last))
    rows = STEPS[step].model._default_manager.filter(case=case, number__gte=low, number__lte=high)
    between = list(rows.select_related("saved_by").order_by("number"))
    if not between or low == high:
        return []
    if len(between) > MOST_BETWEEN:
        between = [between[0], *between[-MOST_BETWEEN:]]
    values = [STEPS[step].read(row.content) for row in between]
    found = _between(case, step, between, values)
    return found if first <= last else [_turned(one) for one in found]


def changes_since(case: Case, step: str, content: Any, now: Any) -> list[tuple[str, str, str]]:
    """What differs between two contents of a step: what, before and now, in the language that is active."""
    if content is None or now is None:
        return []
    values = [STEPS[step].read(content), STEPS[step].read(now)]
    return [
        (f"{title}: {what}" if title else what, before, after)
        for title, sheet in STEPS[step].sheets(case, values)
        for what, before, after in _differences(sheet, values[0], values[1])
    ]


def _between(case: Case, step: str, rows: list[Revision], values: list[Any]) -> list[Changed]:
    found = []
    for title, sheet in STEPS[step].sheets(case, values):
        last_by: dict[str, Revision] = {}
        for row, before, after in zip(rows[1:], values, values[1:], strict=False):
            for what, _old, _new in _differences(sheet, before, after):
                last_by[what] = row
        for what, old, new in _differences(sheet, values[0], values[-1]):
            row_by = last_by.get(what) or _alike(what, last_by)
            by, at = (row_by.saved_by.name, row_by.saved_at) if row_by else ("", None)
            found.append(Changed(title, what, old, new, by, at))
    return found


def _alike(what: str, last_by: Mapping[str, Revision]) -> Revision | None:
    """Whoever last changed a field of the row that came or went, or the row of the field."""
    near = (row for name, row in last_by.items() if name.startswith(what) or what.startswith(name))
    return max(near, key=lambda row: row.number, default=None)


def _differences(sheet: Any, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    yield from differences(sheet, sheet.content_of(before), sheet.content_of(after))


def _turned(one: Changed) -> Changed:
    return Changed(one.part, one.what, one.after, one.before, one.by, one.at)
