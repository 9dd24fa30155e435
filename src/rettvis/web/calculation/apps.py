"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.steps import Step, register, state_in_column


class CalculationConfig(AppConfig):
    """The ``calculation`` app."""

    name = "rettvis.web.calculation"
    label = "calculation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the step in the journey."""
        register(Step("calculation", _("Calculation"), "calculation", state_in_column("calculation")))
