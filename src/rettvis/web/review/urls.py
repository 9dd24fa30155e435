"""Addresses of what follows a decision, under ``/sak/<number>/``."""

from django.urls import path

from rettvis.web.review import annulment_views, change_views, history_views, notice_views

urlpatterns = [
    path("endringer/", change_views.changes, name="changes"),
    path("endringer/bekreft/", change_views.confirm, name="confirm_part"),
    path("endringer/kopier/", change_views.copy_last, name="copy_last"),
    path("historikk/", history_views.history, name="history"),
    path("annuller/", annulment_views.annulment, name="annulment"),
    path("ny-vurdering/", change_views.begin_again, name="begin_again"),
    path("forhandsvarsel/", notice_views.advance_notice, name="advance_notice"),
    path("forhandsvarsel/utkast/", notice_views.advance_notice_pdf, name="advance_notice_pdf"),
]
