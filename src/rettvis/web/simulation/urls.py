"""Addresses of budgets and of what if."""

from django.urls import path

from rettvis.web.simulation import budget_views, files, follow_up_views, plan_views, saved_views

urlpatterns = [
    path("", saved_views.budgets, name="budgets"),
    path("oppfolging/", follow_up_views.follow_up_page, name="follow_up"),
    path("oppfolging/fil/<str:kind>/", follow_up_views.follow_up_file, name="follow_up_file"),
    path("plan/", plan_views.year_plan, name="year_plan"),
    path("ny/<str:scheme>/", budget_views.new_budget, name="new_budget"),
    path("<int:saved>/", saved_views.saved_budget, name="saved_budget"),
    path("<int:saved>/fil/<str:kind>/", files.budget_file, name="budget_file"),
]
