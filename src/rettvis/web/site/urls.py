"""Every address of the application. No address holds personal data."""

from django.urls import include, path

from rettvis.web.application import knowing_views
from rettvis.web.application.registration import register
from rettvis.web.review.due_views import to_evaluate
from rettvis.web.site import views

urlpatterns = [
    # First, since it is what everybody asks for: the addresses are tried in this order.
    path("saker/", include("rettvis.web.worklist.urls")),
    path("", views.start, name="start"),
    path("sprak/", views.choose_language, name="language"),
    path("", include("rettvis.web.access.urls")),
    path("rutiner/", include("rettvis.web.routines.urls")),
    path("", include("rettvis.web.second_factor.urls")),
    path("", include("rettvis.web.operations.urls")),
    path("saker/ny/", register, name="register"),
    path("saker/nod/", knowing_views.in_need, name="in_need"),
    path("saker/apnet-i-nod/", knowing_views.needs, name="needs"),
    path("saker/skjermet/", knowing_views.protected_cases, name="protected_cases"),
    path("saker/skjermet/<int:row>/avslutt/", knowing_views.end_naming, name="end_naming"),
    path("leverandorer/", include("rettvis.web.delivery.urls")),
    path("timelister/", include("rettvis.web.timesheets.urls")),
    path("sak/<str:number>/timelister/", include("rettvis.web.timesheets.case_urls")),
    path("leverandorer/", include("rettvis.web.follow_up.urls")),
    path("faktura/", include("rettvis.web.invoices.urls")),
    path("budsjett/", include("rettvis.web.simulation.urls")),
    path("hva-hvis/", include("rettvis.web.simulation.what_if_urls")),
    path("statistikk/", include("rettvis.web.statistics.urls")),
    path("sak/<str:number>/", include("rettvis.web.application.urls")),
    path("sak/<str:number>/kartlegging/", include("rettvis.web.assessment.urls")),
    path("sak/<str:number>/utmaling/", include("rettvis.web.calculation.urls")),
    path("sak/<str:number>/vilkar/", include("rettvis.web.conditions.urls")),
    path("sak/<str:number>/", include("rettvis.web.decision.urls")),
    path("evaluering/", to_evaluate, name="to_evaluate"),
    path("vedtaksregler/", include("rettvis.web.decision.rule_urls")),
    path("sak/<str:number>/", include("rettvis.web.review.urls")),
    path("sak/<str:number>/dokumenter/", include("rettvis.web.documents.urls")),
    path("begrunnelser/", include("rettvis.web.reasons.urls")),
    path("dokumentkrav/", include("rettvis.web.documents.rules_urls")),
    path("sak/<str:number>/brevene/", include("rettvis.web.correspondence.urls")),
    path("sak/<str:number>/tidslinje/", include("rettvis.web.handling.urls")),
    path("timebank/", include("rettvis.web.hourbank.list_urls")),
    path("sak/<str:number>/timebank/", include("rettvis.web.hourbank.urls")),
    path("oppstart/", include("rettvis.web.start_up.list_urls")),
    path("sak/<str:number>/oppstart/", include("rettvis.web.start_up.urls")),
    path("saksbehandlingstid/", include("rettvis.web.handling.figure_urls")),
    path("tilleggsordning/", include("rettvis.web.supplement.urls")),
    path("sak/<str:number>/tilleggstimer/", include("rettvis.web.supplement.case_urls")),
]

handler400 = "rettvis.web.pages.errors.bad_request"
handler403 = "rettvis.web.pages.errors.forbidden"
handler404 = "rettvis.web.pages.errors.not_found"
handler500 = "rettvis.web.pages.errors.broken"
