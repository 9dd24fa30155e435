"""Tells Django about this app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The ``access`` app."""

    name = "rettvis.web.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
