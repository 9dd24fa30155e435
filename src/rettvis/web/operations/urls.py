"""Addresses of the health page."""

from django.urls import path

from rettvis.web.operations import views

urlpatterns = [
    path("helse/", views.health, name="health"),
    path("helse/drift/", views.health_page, name="health_page"),
]
