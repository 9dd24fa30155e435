"""The page with the list of banks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.hourbank.listing import NAMES, list_banks, read_list
from rettvis.web.hourbank.sources import titles_of

WHAT = gettext_noop("The list of hour banks")


@guarded(Action.SEE_BANKS)
def hour_banks(request: HttpRequest) -> HttpResponse:
    """Every bank of a service and year that the reader may see; who sees no case sees no name."""
    asked = read_list(request.GET, timezone.localdate())
    found = list_banks(request.user, asked)
    grant = grants(request.user, Action.SEE_BANKS)[0]
    if found.rows:
        look_up(grant, Action.SEE_BANKS, cases=[row.case.number for row in found.rows], what=WHAT)
    context = {
        "asked": asked,
        "found": found,
        "titles": titles_of(found.services),
        "names": NAMES,
        "names_shown": may(request.user, Action.SEE_BANK),
        "may_settle": may(request.user, Action.SETTLE_BANK),
    }
    return render(request, "hourbank/list.jinja", context)
