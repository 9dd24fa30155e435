"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu


class ReasonsConfig(AppConfig):
    """The ``reasons`` app."""

    name = "rettvis.web.reasons"
    label = "reasons"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the library in the menu."""
        from rettvis.web.access.actions import ALLOWED, Action

        register_menu(MenuItem(_("Reasons library"), "reason_texts", ALLOWED[Action.SEE_REASONS], 55))
