"""Addresses of providers and agreements: under ``/leverandorer/``."""

from django.urls import path

from rettvis.web.delivery import regulation_views, views

urlpatterns = [
    path("", views.provider_list, name="providers"),
    path("ny/", views.new_provider, name="new_provider"),
    path("<int:provider>/", views.provider_page, name="provider"),
    path("<int:provider>/avtale/", views.new_agreement, name="new_agreement"),
    path("<int:provider>/utestenging/", views.exclusion, name="exclusion"),
    path("<int:provider>/navn/", views.provider_facts, name="provider_facts"),
    path("avtale/<int:agreement>/siste-dag/", views.last_day, name="last_day"),
    path("avtale/<int:agreement>/pris/", views.new_price, name="new_price"),
    path("avtale/<int:agreement>/regel/", regulation_views.new_rule, name="new_price_rule"),
    path("avtale/<int:agreement>/regulering/", regulation_views.price_regulation, name="price_regulation"),
    path("indekser/", regulation_views.price_indexes, name="price_indexes"),
    path("indekser/ny/", regulation_views.new_index, name="new_price_index"),
    path("indekser/<int:index>/", regulation_views.price_index, name="price_index"),
    path("indekser/<int:index>/tall/", regulation_views.new_index_value, name="new_index_value"),
]
