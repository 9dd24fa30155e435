"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.correspondence.kinds import LetterKind, register_kind
from rettvis.web.pages.menu import MenuItem, register_menu
from rettvis.web.pages.tabs import Tab, register_tab


class SupplementConfig(AppConfig):
    """The ``supplement`` app."""

    name = "rettvis.web.supplement"
    label = "supplement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put its pages in the menu and in the case, name its letters, and give the hour bank its hours."""
        from rettvis.web.access.actions import ALLOWED, Action
        from rettvis.web.hourbank.sources import Source, register_source
        from rettvis.web.supplement.granting import ENDED, GIVEN
        from rettvis.web.supplement.source import supplement_grants, titles

        register_menu(MenuItem(_("Supplement scheme"), "supplement", ALLOWED[Action.SEE_SUPPLEMENT], 60))
        register_tab(Tab("supplement", _("Extra hours"), "case_supplement", 45))
        register_kind(LetterKind(GIVEN, _("Extra hours by the supplement scheme")))
        register_kind(LetterKind(ENDED, _("The extra hours end")))
        register_source(Source("supplement", supplement_grants, titles))
