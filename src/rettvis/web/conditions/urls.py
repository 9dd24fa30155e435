"""The address of the conditions: under ``/sak/<number>/``."""

from django.urls import path

from rettvis.web.conditions import views

urlpatterns = [path("", views.conditions, name="conditions")]
