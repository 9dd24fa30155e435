"""Addresses of log-in and log."""

from django.urls import path

from rettvis.web.access import log_views, roles, views

urlpatterns = [
    path("logg-inn/", views.log_in, name="login"),
    path("logg-ut/", views.log_out, name="logout"),
    path("logget-ut/", views.logged_out, name="logged_out"),
    path("passord/", views.change_password, name="password"),
    path("logg/", log_views.search_log, name="log"),
    path("logg/kontroll/", log_views.check, name="log_check"),
    path("roller/", roles.roles, name="roles"),
    path("roller/<int:assignment>/", roles.role, name="role"),
    path("enheter/", roles.units, name="units"),
]
