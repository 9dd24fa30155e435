"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu


class SimulationConfig(AppConfig):
    """The ``simulation`` app."""

    name = "rettvis.web.simulation"
    label = "simulation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the budgets and the what-ifs in the menu."""
        from rettvis.web.access.actions import ALLOWED, Action

        register_menu(MenuItem(_("Budget"), "budgets", ALLOWED[Action.SEE_SIMULATION], 32))
        register_menu(MenuItem(_("What if"), "what_ifs", ALLOWED[Action.SEE_SIMULATION], 33))
