"""Addresses of a person's hour bank: under ``/sak/<number>/timebank/``."""

from django.urls import path

from rettvis.web.hourbank import views

urlpatterns = [path("", views.hour_bank, name="hour_bank")]
