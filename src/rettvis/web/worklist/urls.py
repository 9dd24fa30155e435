"""The addresses of the worklist."""

from django.urls import path

from rettvis.web.worklist import load, views

urlpatterns = [
    path("", views.worklist, name="worklist"),
    path("belastning/", load.load, name="load"),
]
