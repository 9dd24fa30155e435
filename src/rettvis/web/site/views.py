"""The start page, which knows where each role works, and the choice of language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from rettvis.rulekit.wording import LANGUAGES
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.access.guard import public, signed_in

WORKPLACES = ((Action.SEE_WORKLIST, "worklist"), (Action.SEARCH_LOG, "log"), (Action.MANAGE_ROLES, "roles"))


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Leads to where the person works; says so where no role is given yet."""
    for action, place in WORKPLACES:
        if may(request.user, action):
            return redirect(place)
    return render(request, "pages/no_role.jinja")


@public
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language, and go back to the page it was chosen on."""
    goal = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(goal, {request.get_host()}, require_https=request.is_secure())
    answer = redirect(goal if safe else "start")
    code = request.POST.get("language", "")
    if request.method == "POST" and code in LANGUAGES:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=365 * 24 * 60 * 60,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            request.user.language = code
            request.user.save(update_fields=["language"])
    return answer
