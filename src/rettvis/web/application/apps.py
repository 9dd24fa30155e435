"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.steps import Step, register, state_in_column


class ApplicationConfig(AppConfig):
    """The ``application`` app."""

    name = "rettvis.web.application"
    label = "application"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the step in the journey."""
        register(Step("application", _("Application"), "application", state_in_column("application")))
