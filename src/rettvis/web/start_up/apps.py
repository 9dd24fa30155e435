"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu
from rettvis.web.pages.notices import register_notice
from rettvis.web.pages.tabs import Tab, register_tab


class StartUpConfig(AppConfig):
    """The ``start_up`` app."""

    name = "rettvis.web.start_up"
    label = "start_up"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the pages where they are found."""
        from rettvis.web.access.actions import ALLOWED, Action
        from rettvis.web.documents.kinds import register_own_kind
        from rettvis.web.start_up.meeting import MINUTES
        from rettvis.web.start_up.notices import notices

        register_menu(MenuItem(_("Start-up"), "start_ups", ALLOWED[Action.SEE_START_UPS], 34))
        register_tab(Tab("start_up", _("Start-up"), "start_up", 11, ALLOWED[Action.SEE_START_UP]))
        register_own_kind(MINUTES)
        register_notice(notices)
