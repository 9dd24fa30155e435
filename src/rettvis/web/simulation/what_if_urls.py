"""Addresses of what if."""

from django.urls import path

from rettvis.web.simulation import what_if_views

urlpatterns = [
    path("", what_if_views.what_ifs, name="what_ifs"),
    path("ny/", what_if_views.new_what_if, name="new_what_if"),
    path("<int:saved>/", what_if_views.saved_what_if, name="saved_what_if"),
]
