"""Addresses of a case: everything under ``/sak/<number>/``."""

from django.urls import path

from rettvis.web.application import application_views, knowing_views, person_views, views

urlpatterns = [
    path("", views.overview, name="case"),
    path("fordel/", views.hand_over, name="hand_over"),
    path("soknad/", application_views.application, name="application"),
    path("flytt/", views.move, name="move_case"),
    path("person/", person_views.person, name="person"),
    path("tilgang/", knowing_views.case_access, name="case_access"),
    path("tilgang/<int:row>/avslutt/", knowing_views.end_shut_out, name="end_shut_out"),
    path("innsyn/", views.case_log, name="case_log"),
]
