"""Addresses of the decision and its letter: under ``/sak/<number>/``."""

from django.urls import path

from rettvis.web.decision import letter_views, office, views

urlpatterns = [
    path("vedtak/", views.decision, name="decision"),
    path("vedtak/gjor/", views.act, name="decision_act"),
    path("vedtak/kontor/", office.office, name="office"),
    path("brev/", letter_views.letter, name="letter"),
    path("brev/pdf/", letter_views.letter_pdf, name="letter_pdf"),
    path("brev/internt/", letter_views.record, name="record"),
    path("brev/internt/pdf/", letter_views.record_pdf, name="record_pdf"),
]
