"""The addresses of one person's hours by the scheme, in her case."""

from django.urls import path

from rettvis.web.supplement import case_views

urlpatterns = [
    path("", case_views.case_supplement, name="case_supplement"),
    path("vilkar/", case_views.case_condition, name="case_condition"),
]
