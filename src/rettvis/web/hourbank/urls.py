"""Addresses of a person's hour bank: under ``/sak/<number>/timebank/``."""

from django.urls import path

from rettvis.web.hourbank import views, write_views

urlpatterns = [
    path("", views.hour_bank, name="hour_bank"),
    path("skriv/", write_views.write_in_bank, name="write_in_bank"),
    path("linje/<int:line>/", write_views.bank_line, name="bank_line"),
]
