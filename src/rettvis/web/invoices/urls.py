"""Addresses of invoices: under ``/faktura/``."""

from django.urls import path

from rettvis.web.invoices import asking_views, breach_views, payment_views, views

urlpatterns = [
    path("", views.invoice_list, name="invoices"),
    path("fil/<str:kind>/<int:file>/", views.file_dealt_with, name="file_dealt_with"),
    path("<int:invoice>/", views.invoice_page, name="invoice"),
    path("<int:invoice>/avvik/<int:deviation>/", views.settle_deviation, name="settle_deviation"),
    path("<int:invoice>/handling/", views.invoice_act, name="invoice_act"),
    path("<int:invoice>/spor/", views.invoice_trail, name="invoice_trail"),
    path("<int:invoice>/vedlegg/<int:place>/", views.attachment_file, name="attachment_file"),
    path("<int:invoice>/sporsmal/", asking_views.new_question, name="new_question"),
    path("<int:invoice>/mislighold/", breach_views.new_breach, name="new_breach"),
    path("avregning/", payment_views.refunds, name="refunds"),
    path("sporsmal/", asking_views.question_list, name="questions"),
    path("sporsmal/<int:question>/", asking_views.question_page, name="question"),
    path("sporsmal/<int:question>/pdf/", asking_views.question_pdf, name="question_pdf"),
    path("mislighold/", breach_views.breach_list, name="breaches"),
    path("mislighold/<int:breach>/", breach_views.breach_page, name="breach"),
    path("mislighold/<int:breach>/slutt/", breach_views.breach_end, name="breach_end"),
    path("regnskap/", payment_views.exports, name="ledger_exports"),
    path("regnskap/<int:export>/", payment_views.export_file, name="ledger_file"),
]
