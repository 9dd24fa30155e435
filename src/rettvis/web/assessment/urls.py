"""Addresses of the assessment, under ``/sak/<number>/kartlegging/``."""

from django.urls import path

from rettvis.web.assessment import views

urlpatterns = [
    path("", views.assessment, name="assessment"),
    path("<slug:slug>/", views.section, name="assessment_section"),
]
