"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.tabs import Tab, register_tab


class CorrespondenceConfig(AppConfig):
    """The ``correspondence`` app."""

    name = "rettvis.web.correspondence"
    label = "correspondence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the letters among the pages of a case."""
        register_tab(Tab("letters", _("All letters"), "case_letters", 30))
