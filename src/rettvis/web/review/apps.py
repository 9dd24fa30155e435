"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.correspondence.kinds import LetterKind, register_kind
from rettvis.web.pages.marks import register_marker
from rettvis.web.pages.menu import MenuItem, register_menu
from rettvis.web.pages.notices import register_notice
from rettvis.web.pages.tabs import Tab, register_tab


class ReviewConfig(AppConfig):
    """The ``review`` app."""

    name = "rettvis.web.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the letters that this step writes, and put its pages beside the steps."""
        from rettvis.web.access.actions import ALLOWED, Action
        from rettvis.web.review.annulment_control import annulment_notices
        from rettvis.web.review.due_views import due_notices
        from rettvis.web.review.marks import mark_copied

        register_marker(mark_copied)
        register_notice(due_notices)
        register_notice(annulment_notices)
        register_tab(Tab("history", _("History"), "history", 35))
        register_tab(Tab("changes", _("Changes"), "changes", 40))
        register_kind(LetterKind("annulment", _("Annulment of the decision")))
        roles = ALLOWED[Action.SEE_WORKLIST]
        register_menu(MenuItem(_("Evaluation"), "to_evaluate", roles, 20))
        register_kind(LetterKind("advance_notice", _("Advance notice")))
