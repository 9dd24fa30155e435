"""The address of the worklist."""

from django.urls import path

from rettvis.web.worklist import views

urlpatterns = [path("", views.worklist, name="worklist")]
