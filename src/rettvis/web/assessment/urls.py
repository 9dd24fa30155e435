"""Addresses of the assessment, under ``/sak/<number>/kartlegging/``."""

from django.urls import path

from rettvis.web.assessment import views

urlpatterns = [
    path("", views.assessment, name="assessment"),
    path("skjema/", views.newer, name="newer_forms"),
    path("<slug:slug>/", views.section, name="assessment_section"),
]
