"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.correspondence.kinds import LetterKind, register_kind
from rettvis.web.pages.menu import MenuItem, register_menu
from rettvis.web.pages.notices import register_notice
from rettvis.web.pages.tabs import Tab, register_tab


class HandlingConfig(AppConfig):
    """The ``handling`` app."""

    name = "rettvis.web.handling"
    label = "handling"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the pages where they are found, and what is late before whoever has the case."""
        from rettvis.web.access.actions import ALLOWED, Action
        from rettvis.web.handling.notices import of_the_clock
        from rettvis.web.handling.replying import LETTER_KIND

        register_tab(Tab("timeline", _("Timeline"), "timeline", 10))
        register_kind(LetterKind(LETTER_KIND, _("Preliminary reply")))
        register_notice(of_the_clock)
        register_menu(MenuItem(_("Handling time"), "handling_time", ALLOWED[Action.SEE_STATISTICS], 40))
