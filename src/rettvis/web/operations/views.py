"""How the installation is: in a few words for machines, and as a page for the administrator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants
from rettvis.web.access.guard import guarded, public
from rettvis.web.operations.health import checks, well
from rettvis.web.operations.municipality import write_number


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


@guarded(Action.MANAGE_ROLES, post=Action.MANAGE_ROLES)
def municipality_page(request: HttpRequest) -> HttpResponse:
    """The organisation number of each municipality that the administrator has; a POST writes one."""
    own = {one.municipality_id: one.municipality for one in grants(request.user, Action.MANAGE_ROLES)}
    chosen, typed, faults = request.POST.get("municipality", ""), request.POST.get("number", ""), ()
    if request.method == "POST":
        row = next((one for key, one in own.items() if str(key) == chosen), None)
        try:
            if row is not None:
                write_number(request.user, row, typed)
                messages.success(request, _("The organisation number is written."))
            return redirect("municipality_page")
        except Faulty as refusal:
            faults = tuple(fault.message for fault in refusal.faults)
    rows = [(one, typed if str(key) == chosen else one.organisation_number) for key, one in own.items()]
    context = {"rows": rows, "faults": faults, "chosen": chosen}
    return render(request, "operations/municipality.jinja", context, status=422 if faults else 200)
