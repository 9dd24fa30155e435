"""Addresses of the start-up of a case: under ``/sak/<number>/oppstart/``."""

from django.urls import path

from rettvis.web.start_up import views

urlpatterns = [
    path("", views.start_up, name="start_up"),
    path("skriv/", views.write_start_up, name="write_start_up"),
    path("linje/<int:line>/", views.start_up_line, name="start_up_line"),
]
