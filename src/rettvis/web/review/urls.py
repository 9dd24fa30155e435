"""Addresses of what follows a decision, under ``/sak/<number>/``."""

from django.urls import path

from rettvis.web.review import notice_views

urlpatterns = [
    path("forhandsvarsel/", notice_views.advance_notice, name="advance_notice"),
    path("forhandsvarsel/utkast/", notice_views.advance_notice_pdf, name="advance_notice_pdf"),
]
