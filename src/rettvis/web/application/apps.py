"""Tells Django about this app."""

from django.apps import AppConfig


class ApplicationConfig(AppConfig):
    """The ``application`` app."""

    name = "rettvis.web.application"
    label = "application"
    default_auto_field = "django.db.models.BigAutoField"
