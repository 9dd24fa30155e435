"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu


class WorklistConfig(AppConfig):
    """The ``worklist`` app."""

    name = "rettvis.web.worklist"
    label = "worklist"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the list in the menu."""
        from rettvis.web.access.actions import ALLOWED, Action

        register_menu(MenuItem(_("Cases"), "worklist", ALLOWED[Action.SEE_WORKLIST], 10))
