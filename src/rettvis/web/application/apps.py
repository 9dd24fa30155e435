"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu
from rettvis.web.pages.notices import register_notice
from rettvis.web.pages.steps import Step, register, state_in_column
from rettvis.web.pages.tabs import Tab, register_tab


class ApplicationConfig(AppConfig):
    """The ``application`` app."""

    name = "rettvis.web.application"
    label = "application"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the step in the journey, the pages that every case has, and those about who knows of which."""
        from rettvis.web.access.actions import ALLOWED, Action
        from rettvis.web.application.need_notices import in_need_notices

        register(Step("application", _("Application"), "application", state_in_column("application")))
        register_tab(Tab("overview", _("At a glance"), "case", 0))
        register_tab(Tab("person", _("Address"), "person", 70))
        seers = ALLOWED[Action.SEE_CASE_ACCESS]
        register_tab(Tab("access", _("Who sees the case"), "case_access", 85, seers))
        register_tab(Tab("case_log", _("Who has looked"), "case_log", 90))
        register_notice(in_need_notices)
        register_menu(MenuItem(_("Open in need"), "in_need", ALLOWED[Action.OPEN_IN_NEED], 60))
        register_menu(MenuItem(_("Opened in need"), "needs", ALLOWED[Action.REVIEW_NEED], 62))
        register_menu(MenuItem(_("Protected cases"), "protected_cases", ALLOWED[Action.NAME_STAFF], 64))
