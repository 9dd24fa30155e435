"""Addresses of the start-ups of a municipality: under ``/oppstart/``."""

from django.urls import path

from rettvis.web.start_up import list_views

urlpatterns = [
    path("", list_views.start_ups, name="start_ups"),
    path("tid/", list_views.start_up_time, name="start_up_time"),
]
