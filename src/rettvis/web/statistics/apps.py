"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu


class StatisticsConfig(AppConfig):
    """The ``statistics`` app."""

    name = "rettvis.web.statistics"
    label = "statistics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the statistics in the menu; the municipality’s threshold counts for handling time too."""
        from rettvis.web.access.actions import ALLOWED, Action
        from rettvis.web.handling.threshold import register_threshold
        from rettvis.web.statistics.models import threshold_of

        register_threshold(threshold_of)
        register_menu(MenuItem(_("Statistics"), "statistics", ALLOWED[Action.SEE_STATISTICS], 24))
