"""Tells Django about this app."""

from django.apps import AppConfig


class SimulationConfig(AppConfig):
    """The ``simulation`` app."""

    name = "rettvis.web.simulation"
    label = "simulation"
    default_auto_field = "django.db.models.BigAutoField"
