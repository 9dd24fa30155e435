"""Addresses of a case's clock: under ``/sak/<number>/tidslinje/``."""

from django.urls import path

from rettvis.web.handling import event_views, reply_views, views

urlpatterns = [
    path("", views.timeline, name="timeline"),
    path("ny/", event_views.new_event, name="new_event"),
    path("<int:event>/rett/", event_views.correct_event, name="correct_event"),
    path("forelopig-svar/", reply_views.preliminary_reply, name="preliminary_reply"),
]
