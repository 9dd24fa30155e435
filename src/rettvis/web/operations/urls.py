"""Addresses of the health page."""

from django.urls import path

from rettvis.web.operations import views

urlpatterns = [
    path("helse/", views.health, name="health"),
    path("helse/kommune/", views.municipality_page, name="municipality_page"),
    path("helse/drift/", views.health_page, name="health_page"),
]
