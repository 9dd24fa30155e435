"""Addresses of a case's letters: under ``/sak/<number>/brevene/``."""

from django.urls import path

from rettvis.web.correspondence import views

urlpatterns = [
    path("", views.case_letters, name="case_letters"),
    path("<int:letter>/", views.case_letter, name="case_letter"),
    path("<int:letter>/pdf/", views.case_letter_pdf, name="case_letter_pdf"),
]
