"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu
from rettvis.web.pages.tabs import Tab, register_tab


class TimesheetsConfig(AppConfig):
    """The ``timesheets`` app."""

    name = "rettvis.web.timesheets"
    label = "timesheets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the timesheets in the menu, and those of a case beside its steps."""
        from rettvis.web.access.actions import ALLOWED, Action

        roles = ALLOWED[Action.SEE_TIMESHEETS]
        register_menu(MenuItem(_("Timesheets"), "timesheets", roles, 26))
        register_tab(Tab("timesheets", _("Timesheets"), "case_timesheets", 46, roles))
