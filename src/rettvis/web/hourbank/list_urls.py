"""Addresses of the hour banks of many: under ``/timebank/``."""

from django.urls import path

from rettvis.web.hourbank import list_views, settle_views

urlpatterns = [
    path("", list_views.hour_banks, name="hour_banks"),
    path("avregning/", settle_views.settlement, name="settlement"),
    path("regler/", settle_views.settlement_rules, name="settlement_rules"),
]
