"""Tells Django about this app."""

from django.apps import AppConfig


class RoutinesConfig(AppConfig):
    """The ``routines`` app."""

    name = "rettvis.web.routines"
    label = "routines"
    default_auto_field = "django.db.models.BigAutoField"
