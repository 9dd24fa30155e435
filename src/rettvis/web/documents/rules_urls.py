"""Addresses of what the municipality asks for: under ``/dokumentkrav/``."""

from django.urls import path

from rettvis.web.documents import rules_views

urlpatterns = [
    path("", rules_views.document_rules, name="document_rules"),
    path("ny/", rules_views.new_document_kind, name="new_document_kind"),
    path("<slug:key>/", rules_views.document_kind, name="document_kind"),
]
