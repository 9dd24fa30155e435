"""Addresses of the rules for decisions: levels of authority, reasons for returns, days and prices."""

from django.urls import path

from rettvis.web.decision import rule_views

urlpatterns = [
    path("", rule_views.decision_rules, name="decision_rules"),
    path("fullmakt/", rule_views.set_level, name="set_level"),
    path("fullmakt/<int:row>/slutt/", rule_views.end_level, name="end_level"),
    path("returgrunner/", rule_views.set_reasons, name="set_reasons"),
    path("dager/", rule_views.set_settings, name="set_settings"),
]
