"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.steps import Step, register, state_in_column


class ConditionsConfig(AppConfig):
    """The ``conditions`` app."""

    name = "rettvis.web.conditions"
    label = "conditions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the step in the journey."""
        register(Step("conditions", _("Conditions"), "conditions", state_in_column("conditions")))
