"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu


class InvoicesConfig(AppConfig):
    """The ``invoices`` app."""

    name = "rettvis.web.invoices"
    label = "invoices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the invoices in the menu."""
        from rettvis.web.access.actions import ALLOWED, Action

        register_menu(MenuItem(_("Invoices"), "invoices", ALLOWED[Action.SEE_INVOICES], 22))
