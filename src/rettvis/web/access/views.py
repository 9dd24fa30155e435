"""Log in, log out, and the reader's own password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from rettvis.web.access import throttle
from rettvis.web.access.forms import LogInForm, PasswordForm
from rettvis.web.access.guard import public, signed_in


@sensitive_post_parameters("password")
@public
def log_in(request: HttpRequest) -> HttpResponse:
    """The log-in page; one and the same refusal whether the name or the password was wrong."""
    form = LogInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        username = form.cleaned_data["username"]
        tries = throttle.tries(request, username)
        if throttle.too_many(tries):
            form.add_error(None, _("Too many attempts. Wait a quarter of an hour and try again."))
        elif user := authenticate(request, username=username, password=form.cleaned_data["password"]):
            throttle.succeeded(tries)
            login(request, user)
            answer = redirect(way_on(request))
            throttle.remember_browser(answer, username)
            answer.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, user.language),
                max_age=365 * 24 * 60 * 60,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
            return answer
        else:
            throttle.failed(tries)
            form.add_error(None, _("The user name or the password is wrong. Check both and try again."))
    context = {"form": form, "next": request.POST.get("next", request.GET.get("next", ""))}
    return render(request, "access/log_in.jinja", context, status=422 if form.errors else 200)


@public
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out, by POST so that no other page can do it; then say that it is done."""
    if request.method == "POST":
        logout(request)
        return redirect("logged_out")
    return redirect("start")


@public
def logged_out(request: HttpRequest) -> HttpResponse:
    """Say that the person is logged out."""
    return render(request, "access/logged_out.jinja")


@sensitive_post_parameters("old", "new")
@signed_in
def change_password(request: HttpRequest) -> HttpResponse:
    """The user's own password; other browsers where she is logged in are logged out."""
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.set_password(form.cleaned_data["new"])
        request.user.save(update_fields=["password"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is changed."))
        return redirect("password")
    return render(request, "access/password.jinja", {"form": form}, status=422 if form.errors else 200)


def way_on(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of ours."""
    goal = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(goal, {request.get_host()}, require_https=request.is_secure())
    return goal if safe else "start"
