"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu


class RoutinesConfig(AppConfig):
    """The ``routines`` app."""

    name = "rettvis.web.routines"
    label = "routines"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the register in the menu."""
        from rettvis.web.access.actions import ALLOWED, Action

        register_menu(MenuItem(_("Routines"), "routines", ALLOWED[Action.SEE_ROUTINES], 50))
