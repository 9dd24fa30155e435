"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.pages.menu import MenuItem, register_menu


class FollowUpConfig(AppConfig):
    """The ``follow_up`` app."""

    name = "rettvis.web.follow_up"
    label = "follow_up"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the follow-up of providers in the menu."""
        from rettvis.web.access.actions import ALLOWED, Action

        roles = ALLOWED[Action.SEE_FOLLOW_UP]
        register_menu(MenuItem(_("Provider follow-up"), "provider_follow_up", roles, 37))
