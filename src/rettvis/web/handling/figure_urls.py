"""Addresses of the figures of handling time: under ``/saksbehandlingstid/``. They hold no personal data."""

from django.urls import path

from rettvis.web.handling import figure_views, limit_views, listed_views

urlpatterns = [
    path("", figure_views.handling_time, name="handling_time"),
    path("saker/", listed_views.counted_cases, name="counted_cases"),
    path("frister/", limit_views.limits, name="handling_limits"),
]
