"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu


class AccessConfig(AppConfig):
    """The ``access`` app."""

    name = "rettvis.web.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the log and the roles in the menu, and note when a log-in began."""
        from rettvis.web.access import sessions  # noqa: F401 - it listens from when it is read
        from rettvis.web.access.actions import ALLOWED, Action

        register_menu(MenuItem(_("Log"), "log", ALLOWED[Action.SEARCH_LOG], 80))
        register_menu(MenuItem(_("Users and roles"), "roles", ALLOWED[Action.MANAGE_ROLES], 90))
        register_menu(MenuItem(_("Units"), "units", ALLOWED[Action.MANAGE_ROLES], 92))
