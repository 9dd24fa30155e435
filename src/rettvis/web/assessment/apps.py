"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.notices import register_notice
from rettvis.web.pages.steps import Step, register, state_in_column


class AssessmentConfig(AppConfig):
    """The ``assessment`` app."""

    name = "rettvis.web.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the step in the journey."""
        from rettvis.web.assessment.notices import not_ticked

        register_notice(not_ticked)
        register(Step("assessment", _("Assessment"), "assessment", state_in_column("assessment")))
