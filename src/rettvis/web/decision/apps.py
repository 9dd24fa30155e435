"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu
from rettvis.web.pages.notices import register_notice
from rettvis.web.pages.steps import Step, register, state_in_column


class DecisionConfig(AppConfig):
    """The ``decision`` app."""

    name = "rettvis.web.decision"
    label = "decision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the two steps in the journey."""
        from rettvis.web.access.actions import ALLOWED, Action
        from rettvis.web.decision.waiting import waiting_notices

        register(Step("decision", _("Decision"), "decision", state_in_column("decision")))
        rules = MenuItem(_("Rules for decisions"), "decision_rules", ALLOWED[Action.SEE_DECISION_RULES], 60)
        register_menu(rules)
        register_notice(waiting_notices)
        register(Step("letter", _("Letter"), "letter", state_in_column("letter")))
