"""Addresses of the statistics."""

from django.urls import path

from rettvis.web.statistics import counted, fairness, reconciling, threshold, views

urlpatterns = [
    path("", views.statistics, name="statistics"),
    path("brukere/", counted.counted_users, name="counted_users"),
    path("fil/observations.csv/", views.observations, name="observations"),
    path("fil/<str:kind>/", views.statistics_file, name="statistics_file"),
    path("likebehandling/", fairness.fairness, name="fairness"),
    path("avstemming/", reconciling.reconciling, name="reconciling"),
    path("terskel/", threshold.threshold, name="threshold"),
]
