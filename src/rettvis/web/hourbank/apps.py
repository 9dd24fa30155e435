"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.correspondence.kinds import LetterKind, register_kind
from rettvis.web.pages.menu import MenuItem, register_menu
from rettvis.web.pages.tabs import Tab, register_tab


class HourBankConfig(AppConfig):
    """The ``hourbank`` app."""

    name = "rettvis.web.hourbank"
    label = "hourbank"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the pages where they are found."""
        from rettvis.web.access.actions import ALLOWED, Action

        register_kind(LetterKind("settlement", _("Settlement of the hour bank")))
        register_menu(MenuItem(_("Hour banks"), "hour_banks", ALLOWED[Action.SEE_BANKS], 45))
        register_tab(Tab("hourbank", _("Hour bank"), "hour_bank", 12, ALLOWED[Action.SEE_BANK]))
