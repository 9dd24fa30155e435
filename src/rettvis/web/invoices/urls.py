"""Addresses of invoices: under ``/faktura/``."""

from django.urls import path

from rettvis.web.invoices import views

urlpatterns = [
    path("", views.invoice_list, name="invoices"),
    path("fil/<str:kind>/<int:file>/", views.file_dealt_with, name="file_dealt_with"),
    path("<int:invoice>/", views.invoice_page, name="invoice"),
    path("<int:invoice>/avvik/<int:deviation>/", views.settle_deviation, name="settle_deviation"),
    path("<int:invoice>/handling/", views.invoice_act, name="invoice_act"),
    path("regnskap/", views.exports, name="ledger_exports"),
    path("regnskap/<int:export>/", views.export_file, name="ledger_file"),
]
