"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu


class DeliveryConfig(AppConfig):
    """The ``delivery`` app."""

    name = "rettvis.web.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the providers in the menu."""
        from rettvis.web.access.actions import ALLOWED, Action

        register_menu(MenuItem(_("Providers"), "providers", ALLOWED[Action.SEE_PROVIDERS], 28))
