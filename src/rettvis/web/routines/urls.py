"""Addresses of the routines register, under ``/rutiner/``."""

from django.urls import path

from rettvis.web.routines import coverage_views, form_reading, form_views, views

urlpatterns = [
    path("", views.routines, name="routines"),
    path("dekning/", coverage_views.covered, name="routine_coverage"),
    path("skjema/", form_views.forms, name="forms"),
    path("skjema/nytt/", form_views.new_form, name="new_form"),
    path("skjema/les-inn/", form_reading.read_in, name="read_form"),
    path("skjema/medfolgende/<slug:group>/", form_views.shipped_form, name="shipped_form"),
    path("skjema/<int:pk>/", form_views.mapping_form, name="mapping_form"),
    path("skjema/<int:pk>/utkast/", form_views.form_draft, name="form_draft"),
    path("skjema/<int:pk>/publiser/", form_views.publish_form, name="publish_form"),
    path("skjema/<int:pk>/kast/", form_views.discard_draft, name="discard_draft"),
    path("skjema/<int:pk>/ta-ut/", form_views.withdraw_form, name="withdraw_form"),
    path("skjema/<int:pk>/versjon/<int:version>/", form_views.form_version, name="form_version"),
    path("skjema/<int:pk>/versjon/<int:version>/yaml/", form_views.form_file, name="form_file"),
    path("ny/", views.new_routine, name="new_routine"),
    path("<int:pk>/", views.routine, name="routine"),
    path("<int:pk>/endre/", views.edit_routine, name="edit_routine"),
    path("<int:pk>/gjor/", views.act, name="routine_act"),
]
