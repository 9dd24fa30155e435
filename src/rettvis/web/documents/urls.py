"""Addresses of a case's documents: under ``/sak/<number>/dokumenter/``."""

from django.urls import path

from rettvis.web.documents import request_views, views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("be-om/", request_views.ask_for_documents, name="ask_for_documents"),
    path("<int:document>/", views.document, name="document"),
    path("<int:document>/fil/", views.document_file, name="document_file"),
    path("<int:document>/bilde/", views.document_picture, name="document_picture"),
    path("<int:document>/trekk/", views.withdraw, name="withdraw_document"),
]
