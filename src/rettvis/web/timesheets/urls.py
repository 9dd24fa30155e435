"""Addresses of timesheets: under ``/timelister/``."""

from django.urls import path

from rettvis.web.timesheets import deviation_views, mapping, rule_views, views

urlpatterns = [
    path("", views.timesheets, name="timesheets"),
    path("venter/<int:waiting>/", views.waiting_file, name="waiting_timesheet"),
    path("venter/<int:waiting>/kolonner/", mapping.map_columns, name="timesheet_columns"),
    path("regler/", rule_views.check_rules_page, name="shift_rules"),
    path("avvik/", deviation_views.deviation_list, name="shift_deviations"),
    path("avvik/<int:deviation>/", deviation_views.deviation_page, name="shift_deviation"),
]
