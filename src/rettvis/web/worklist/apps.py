"""Tells Django about this app."""

from django.apps import AppConfig


class WorklistConfig(AppConfig):
    """The ``worklist`` app."""

    name = "rettvis.web.worklist"
    label = "worklist"
    default_auto_field = "django.db.models.BigAutoField"
