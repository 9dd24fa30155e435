"""The address of the calculation: under ``/sak/<number>/``."""

from django.urls import path

from rettvis.web.calculation import views

urlpatterns = [path("", views.calculation, name="calculation")]
