"""Addresses of budgets and of what if."""

from django.urls import path

from rettvis.web.simulation import budget_views, saved_views

urlpatterns = [
    path("", saved_views.budgets, name="budgets"),
    path("ny/<int:scheme>/", budget_views.new_budget, name="new_budget"),
    path("<int:saved>/", saved_views.saved_budget, name="saved_budget"),
]
