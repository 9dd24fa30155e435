"""Addresses of the supplement scheme, under ``/tilleggsordning/``."""

from django.urls import path

from rettvis.web.supplement import introduction_views, scheme_views

urlpatterns = [
    path("", scheme_views.supplement, name="supplement"),
    path("fil/", scheme_views.scheme_file, name="scheme_file"),
    path("les-inn/", scheme_views.read_scheme, name="read_scheme"),
    path("innfor/", introduction_views.introduce_step, name="introduce_step"),
    path("innforing/<int:pk>/", introduction_views.introduction, name="introduction"),
    path("innforing/<int:pk>/gjor/", introduction_views.introduction_act, name="introduction_act"),
]
