"""Addresses of a case's timesheets: under ``/sak/<number>/timelister/``."""

from django.urls import path

from rettvis.web.timesheets import case_views

urlpatterns = [
    path("", case_views.case_timesheets, name="case_timesheets"),
    path("ramme/", case_views.case_frame, name="case_frame"),
    path("<int:year>/<int:month>/", case_views.case_month, name="case_month"),
    path("<int:year>/<int:month>/trekk/", case_views.withdraw_from_month, name="withdraw_lines"),
]
