"""Addresses of providers and agreements: under ``/leverandorer/``."""

from django.urls import path

from rettvis.web.delivery import views

urlpatterns = [
    path("", views.provider_list, name="providers"),
    path("ny/", views.new_provider, name="new_provider"),
    path("<int:provider>/", views.provider_page, name="provider"),
    path("<int:provider>/avtale/", views.new_agreement, name="new_agreement"),
    path("<int:provider>/utestenging/", views.exclusion, name="exclusion"),
    path("avtale/<int:agreement>/pris/", views.new_price, name="new_price"),
]
