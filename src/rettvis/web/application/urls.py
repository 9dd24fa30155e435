"""Addresses of a case: everything under ``/sak/<number>/``."""

from django.urls import path

from rettvis.web.application import views

urlpatterns = [
    path("", views.overview, name="case"),
    path("fordel/", views.hand_over, name="hand_over"),
    path("innsyn/", views.case_log, name="case_log"),
]
