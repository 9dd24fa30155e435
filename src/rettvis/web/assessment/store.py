"""Kept revisions ⇄ the assessment of the journey: the only translator."""

from dataclasses import replace
from typing import Any

from rettvis.journey.assessment import Assessment, Child
from rettvis.web.application.models import Case, Group
from rettvis.web.application.revisions import current_revision
from rettvis.web.application.saving import Kept
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.pages.content import from_json, to_json


def load_assessment(case: Case) -> Assessment | None:
    """The case's assessment as it stands; None when nothing is saved."""
    revision = current_revision(AssessmentRevision, case)
    return None if revision is None else for_case(assessment_in(revision.content), case)


def assessment_in(content: Any) -> Assessment:
    """The assessment that a revision's content holds."""
    return from_json(Assessment, content)


def content_of(assessment: Assessment) -> Any:
    """The content of a revision that holds ``assessment``."""
    return to_json(assessment)


def for_case(assessment: Assessment, case: Case) -> Assessment:
    """In a child's case there is always a child to ask about, born when the person was."""
    if case.group != Group.CHILD or assessment.child is not None:
        return assessment
    return replace(assessment, child=Child(birth_date=case.person.birth_date))


KEPT = Kept(AssessmentRevision, assessment_in, content_of, Assessment())
"""How the assessment is kept."""
