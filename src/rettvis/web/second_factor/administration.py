"""The administrator's page: who has a second factor, and taking one away when a telephone is lost."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, municipalities
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.pages.whole_numbers import whole_number
from rettvis.web.second_factor.services import reset


@guarded(Action.MANAGE_ROLES, post=Action.MANAGE_ROLES)
def second_factors(request: HttpRequest) -> HttpResponse:
    """The people with a role in the administrator's municipalities; by POST, one is reset."""
    own = municipalities(request.user, Action.MANAGE_ROLES)
    people = User.objects.filter(assignments__municipality__in=[place.pk for place in own]).distinct()
    if request.method == "POST":
        person = people.filter(pk=whole_number(request.POST.get("user", ""))).first()
        if person is not None and reset(person, request.user, timezone.now()):
            grant = grants(request.user, Action.MANAGE_ROLES)[0]
            look_up(grant, Action.MANAGE_ROLES, what=gettext_noop("A second factor was reset"))
            messages.success(
                request, _("%(name)s sets up a new telephone at the next log-in.") % {"name": person.name}
            )
        return redirect("second_factors")
    rows = people.select_related("second_factor").order_by("name", "pk")
    return render(request, "second_factor/people.jinja", {"people": rows})
