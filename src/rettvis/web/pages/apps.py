"""Tells Django about this app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The ``pages`` app."""

    name = "rettvis.web.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
