"""Kept revisions ⇄ the application of the journey: the only translator."""

from typing import Any

from rettvis.journey.application import Application
from rettvis.web.application.models import ApplicationRevision, Case
from rettvis.web.application.revisions import current_revision
from rettvis.web.application.saving import Kept
from rettvis.web.pages.content import from_json, to_json


def load_application(case: Case) -> Application | None:
    """The case's application as it stands; None when nothing is saved."""
    revision = current_revision(ApplicationRevision, case)
    return None if revision is None else application_in(revision.content)


def application_in(content: Any) -> Application:
    """The application that a revision's content holds."""
    return from_json(Application, content)


def content_of(application: Application) -> Any:
    """The content of a revision that holds ``application``."""
    return to_json(application)


KEPT = Kept(ApplicationRevision, application_in, content_of, Application())
"""How the application is kept."""
