"""How the installation is: in a few words for machines, and as a page for the administrator."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from rettvis.web.access.actions import Action
from rettvis.web.access.guard import guarded, public
from rettvis.web.operations.health import checks, well


@public
def health(request: HttpRequest) -> HttpResponse:
    """Whether the service can do its work, thing by thing; status 503 where it cannot. No figures."""
    found = checks()
    told = {check.name: "ok" if check.well else "wrong" for check in found}
    answer = {"alive": True, "well": well(found), "checks": told}
    return JsonResponse(answer, status=200 if answer["well"] else 503)


@guarded(Action.MANAGE_ROLES)
def health_page(request: HttpRequest) -> HttpResponse:
    """The same with figures, for the administrator."""
    found = checks()
    return render(request, "operations/health.jinja", {"checks": found, "well": well(found)})
