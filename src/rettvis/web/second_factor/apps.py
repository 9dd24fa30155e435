"""Tells Django about this app, and puts its page in the administrator's menu."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from rettvis.web.pages.menu import MenuItem, register_menu


class SecondFactorConfig(AppConfig):
    """The ``second_factor`` app."""

    name = "rettvis.web.second_factor"
    label = "second_factor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the page where an administrator resets a lost telephone, and listen to log-ins."""
        from rettvis.web.access.actions import ALLOWED, Action
        from rettvis.web.second_factor import middleware  # noqa: F401 - it listens from when it is read

        roles = ALLOWED[Action.MANAGE_ROLES]
        register_menu(MenuItem(gettext_lazy("Two-step log-in"), "second_factors", roles, 95))
