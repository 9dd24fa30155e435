"""Saving a section of the assessment: checked, kept, and the step's state written."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from rettvis.journey.application import Application
from rettvis.journey.assessment import (
    Assessment,
    check_assessment,
    missing_in_assessment,
    requests_not_assessed,
)
from rettvis.rulekit.facts import Origin, Source
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.application.revisions import current_revision, save_revision
from rettvis.web.application.saving import Saved, save_sheet
from rettvis.web.application.services import mark_step
from rettvis.web.application.store import load_application
from rettvis.web.assessment.forms_used import with_forms, with_newer
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.assessment.notices import NOT_TICKED_OFF, not_ticked_off
from rettvis.web.assessment.store import KEPT, content_of, for_case, load_assessment
from rettvis.web.pages.sheets import Sheet
from rettvis.web.pages.steps import State


@dataclass(frozen=True)
class By:
    """Who saves, and the day it is known on."""

    user: User
    on: date


def save_section(case: Case, based_on: int, sheet: Any, by: By) -> Saved[Assessment]:
    """Save what was typed on one sheet.

    Raises ``Faulty`` with the faults that are mended on this sheet, ``Conflict`` when somebody saved the same
    sheet in between, ``Settled`` for a decided case, and ``Refused``.
    """

    def apply(now: Assessment) -> Assessment:
        before = for_case(now if now != Assessment() else with_forms(now, case, by.on), case)
        return with_origins(sheet.apply(before), before, by)

    stands = load_assessment(case) or with_forms(Assessment(), case, by.on)
    faults = faults_on(sheet, for_case(stands, case), by.on)
    if faults:
        raise Faulty(faults)
    saved = save_sheet(KEPT, type(sheet), apply, case, based_on, by.user)
    _mark(case, saved.value)
    return saved


class _NoSheet(Sheet):
    """Changing forms is typed on no sheet: what others save on theirs stays."""

    @staticmethod
    def content_of(assessment: Assessment) -> dict[str, Any]:
        """Nothing is typed."""
        return {}


def use_newer(case: Case, based_on: int, keys: set[str], by: By) -> Saved[Assessment]:
    """Take the newer version of the forms called ``keys`` into use; every answer stays.

    Raises ``Settled`` for a decided case, and ``Refused``.
    """

    def apply(now: Assessment) -> Assessment:
        return with_newer(for_case(now, case), case, keys, by.on)

    saved = save_sheet(KEPT, _NoSheet, apply, case, based_on, by.user)
    _mark(case, saved.value)
    return saved


def save_assessment(case: Case, assessment: Assessment, user: User) -> AssessmentRevision:
    """Save a whole assessment that did not come from a form, on top of what stands."""
    newest = current_revision(AssessmentRevision, case)
    if newest is None and not assessment.forms:
        assessment = with_forms(assessment, case, timezone.localdate())
    content = content_of(for_case(assessment, case))
    revision = save_revision(AssessmentRevision, case, newest.number if newest else 0, content, user)
    _mark(case, assessment)
    return revision


def faults_on(sheet: Any, assessment: Assessment, on: date) -> list[Fault]:
    """What cannot be right in what was typed on this sheet."""
    typed = check_assessment(sheet.apply(assessment), on)
    return [fault for fault in typed if sheet.locate(fault.place)]


def missing(assessment: Assessment, application: Application | None) -> list[Fault]:
    """What is missing before anything may be decided, the requests nobody has answered included."""
    return [
        *missing_in_assessment(assessment),
        *requests_not_assessed(application or Application(), assessment),
    ]


def with_origins(typed: Assessment, before: Assessment, by: By) -> Assessment:
    """A row that was changed gets who gave it and when; an unchanged one keeps its own."""
    old = {row.key: row for row in before.clock.rows}
    origin = Origin(Source.CASEWORKER, by.user.name, by.on)
    rows = tuple(row if old.get(row.key) == row else replace(row, origin=origin) for row in typed.clock.rows)
    return replace(typed, clock=replace(typed.clock, rows=rows))


def _mark(case: Case, assessment: Assessment) -> None:
    gaps = missing(assessment, load_application(case))
    mark_step(case, "assessment", State.STARTED if gaps else State.DONE)
    left = not_ticked_off(assessment)
    if left != case.steps.get(NOT_TICKED_OFF, ""):
        mark_step(case, NOT_TICKED_OFF, left)
