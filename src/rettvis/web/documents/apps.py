"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.correspondence.kinds import LetterKind, register_kind
from rettvis.web.pages.menu import MenuItem, register_menu
from rettvis.web.pages.notices import register_notice
from rettvis.web.pages.tabs import Tab, register_tab


class DocumentsConfig(AppConfig):
    """The ``documents`` app."""

    name = "rettvis.web.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the documents among the pages of a case, and what is missing on its front page."""
        from rettvis.web.access.actions import ALLOWED, Action
        from rettvis.web.documents.standing import notices

        register_tab(Tab("documents", _("Documents"), "documents", 20))
        register_menu(
            MenuItem(_("Required documents"), "document_rules", ALLOWED[Action.EDIT_DOCUMENT_RULES], 80)
        )
        register_kind(LetterKind("documents", _("Letter that asks for documents")))
        register_notice(notices)
