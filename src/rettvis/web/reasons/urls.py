"""Addresses of the reasons library: under ``/begrunnelser/``."""

from django.urls import path

from rettvis.web.reasons import views, writing_views

urlpatterns = [
    path("", views.reason_texts, name="reason_texts"),
    path("ny/", writing_views.new_reason_text, name="new_reason_text"),
    path("<slug:key>/", views.reason_text, name="reason_text"),
    path("<slug:key>/skriv/", writing_views.edit_reason_text, name="edit_reason_text"),
    path("<slug:key>/gjor/", views.reason_text_act, name="reason_text_act"),
]
