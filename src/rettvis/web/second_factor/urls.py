"""Addresses of the second factor."""

from django.urls import path

from rettvis.web.second_factor import administration, views

urlpatterns = [
    path("logg-inn/kode/", views.code, name="second_factor_code"),
    path("totrinn/", views.second_factor, name="second_factor"),
    path("totrinn/brukere/", administration.second_factors, name="second_factors"),
]
