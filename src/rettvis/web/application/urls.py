"""Addresses of a case: everything under ``/sak/<number>/``."""

from django.urls import path

from rettvis.web.application import application_views, views

urlpatterns = [
    path("", views.overview, name="case"),
    path("fordel/", views.hand_over, name="hand_over"),
    path("soknad/", application_views.application, name="application"),
    path("innsyn/", views.case_log, name="case_log"),
]
