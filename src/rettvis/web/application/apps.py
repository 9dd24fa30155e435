"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.steps import Step, register, state_in_column
from rettvis.web.pages.tabs import Tab, register_tab


class ApplicationConfig(AppConfig):
    """The ``application`` app."""

    name = "rettvis.web.application"
    label = "application"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the step in the journey, and the two pages that every case has."""
        register(Step("application", _("Application"), "application", state_in_column("application")))
        register_tab(Tab("overview", _("At a glance"), "case", 0))
        register_tab(Tab("case_log", _("Who has looked"), "case_log", 90))
