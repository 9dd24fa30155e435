"""Addresses of the follow-up of providers: under ``/leverandorer/``."""

from django.urls import path

from rettvis.web.follow_up import administration, views

urlpatterns = [
    path("oppfolging/", views.provider_follow_up, name="provider_follow_up"),
    path("oppfolging/rapport.<str:kind>", views.provider_report_file, name="provider_report_file"),
    path("administrasjon/", administration.administration, name="administration"),
    path("administrasjon/ny/", administration.new_work, name="new_work"),
    path("administrasjon/timekostnad/", administration.hourly_cost, name="hourly_cost"),
    path("administrasjon/<int:line>/", administration.correct_work, name="correct_work"),
]
