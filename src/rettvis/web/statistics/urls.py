"""Addresses of the statistics."""

from django.urls import path

from rettvis.web.statistics import counted, fairness, price_views, reconciling, threshold, views

urlpatterns = [
    path("", views.statistics, name="statistics"),
    path("brukere/", counted.counted_users, name="counted_users"),
    path("fil/observations.csv/", views.observations, name="observations"),
    path("fil/<str:kind>/", views.statistics_file, name="statistics_file"),
    path("likebehandling/", fairness.fairness, name="fairness"),
    path("priser/", price_views.price_figures, name="price_figures"),
    path(
        "priser/observations.csv", price_views.provider_observations_file, name="provider_observations_file"
    ),
    path("avstemming/", reconciling.reconciling, name="reconciling"),
    path("terskel/", threshold.threshold, name="threshold"),
]
