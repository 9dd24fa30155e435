"""Tells Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rettvis.web.correspondence.kinds import LetterKind, register_kind


class ReviewConfig(AppConfig):
    """The ``review`` app."""

    name = "rettvis.web.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the letters that this step writes."""
        register_kind(LetterKind("advance_notice", _("Advance notice")))
