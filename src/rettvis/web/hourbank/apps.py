"""Tells Django about this app."""

from django.apps import AppConfig


class HourBankConfig(AppConfig):
    """The ``hourbank`` app."""

    name = "rettvis.web.hourbank"
    label = "hourbank"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where ordinary hours are read from."""
        from rettvis.web.hourbank.ordinary import ordinary_grants
        from rettvis.web.hourbank.sources import Source, register_source

        register_source(Source("ordinary", ordinary_grants))
