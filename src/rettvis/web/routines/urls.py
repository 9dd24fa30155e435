"""Addresses of the routines register, under ``/rutiner/``."""

from django.urls import path

from rettvis.web.routines import coverage_views, views

urlpatterns = [
    path("", views.routines, name="routines"),
    path("dekning/", coverage_views.covered, name="routine_coverage"),
    path("ny/", views.new_routine, name="new_routine"),
    path("<int:pk>/", views.routine, name="routine"),
    path("<int:pk>/endre/", views.edit_routine, name="edit_routine"),
    path("<int:pk>/gjor/", views.act, name="routine_act"),
]
