"""The pages of the second factor: asked for at log-in, set up, and looked after by its owner."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from markupsafe import Markup

from rettvis.web.access import throttle
from rettvis.web.access.guard import Declared, View, declare
from rettvis.web.access.models import User
from rettvis.web.access.views import way_on
from rettvis.web.second_factor import services
from rettvis.web.second_factor.codes import address_for_telephone
from rettvis.web.second_factor.forms import CodeForm, SetUpForm
from rettvis.web.second_factor.middleware import begin_anew, passed

PURPOSE = "second factor"


def own_account(view: Callable[..., HttpResponse]) -> View:
    """For somebody who has given her password: logged in, or half so. The view gets her as ``user``."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.half_logged_in or request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, user, *args, **kwargs)

    checked.before_second_factor = True  # type: ignore[attr-defined]
    return declare(checked, Declared("signed_in"))


@sensitive_post_parameters("code")
@own_account
def code(request: HttpRequest, user: User) -> HttpResponse:
    """Ask for the code that makes the log-in whole."""
    if request.half_logged_in is None:
        return redirect(way_on(request))
    if not services.has_factor(user):
        return redirect("second_factor")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _right(request, user, form):
        passed(request)
        return redirect(way_on(request))
    context = {"form": form, "next": request.POST.get("next", request.GET.get("next", ""))}
    return render(request, "second_factor/code.jinja", context, status=422 if form.errors else 200)


@sensitive_post_parameters("code", "sealed")
@own_account
def second_factor(request: HttpRequest, user: User) -> HttpResponse:
    """The person's own second factor: set up where there is none, else looked after."""
    if services.has_factor(user):
        return redirect("second_factor_code") if request.half_logged_in else _look_after(request, user)
    return _set_up(request, user)


def _set_up(request: HttpRequest, user: User) -> HttpResponse:
    form = SetUpForm(request.POST or None)
    secret = services.proposed(user, form.data.get("sealed", "")) if form.is_bound else None
    if request.method == "POST" and form.is_valid():
        codes = services.set_up(user, secret, form.cleaned_data["code"], timezone.now()) if secret else []
        if codes:
            passed(request)
            return _show_once(request, codes)
        form.add_error("code", _wrong_first_code(secret))
    if secret is None:
        secret, sealed = services.propose(user)
        form = SetUpForm(initial={"sealed": sealed}) if not form.errors else _with(form, sealed)
    picture = segno.make(address_for_telephone(secret, user.username), error="m", micro=False)
    context = {
        "form": form,
        "picture": Markup(
            picture.svg_inline(svgclass="qr", lineclass=None, omitsize=True, title=_("QR code"))
        ),
        "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        "required": settings.SECOND_FACTOR_REQUIRED,
        "half": request.half_logged_in is not None,
    }
    return render(request, "second_factor/set_up.jinja", context, status=422 if form.errors else 200)


def _wrong_first_code(secret: str | None) -> str:
    if secret is None:
        return _("The page had stood open too long. Read the new QR code with the app, and write its code.")
    return _(
        "This is not the code. Wait for the next one in the app, and check that the telephone’s clock "
        "is right."
    )


def _with(form: SetUpForm, sealed: str) -> SetUpForm:
    """The same form with another secret in it."""
    form.data = {**form.data.dict(), "sealed": sealed}
    return form


def _look_after(request: HttpRequest, user: User) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _right(request, user, form):
        if request.POST.get("do") == "spare":
            return _show_once(request, services.renew_spare_codes(user))
        services.reset(user, user, timezone.now())
        begin_anew(request)
        messages.success(request, _("The telephone is taken away. Set up the new one here."))
        return redirect("second_factor")
    context = {"form": form, "left": services.spare_codes_left(user)}
    return render(request, "second_factor/own.jinja", context, status=422 if form.errors else 200)


def _right(request: HttpRequest, user: User, form: CodeForm) -> bool:
    """Whether the code is right; if not, the form says so, and how often one may guess is limited."""
    tries = throttle.tries(request, user.username, PURPOSE)
    if throttle.too_many(tries):
        form.add_error(None, _("Too many attempts. Wait a quarter of an hour and try again."))
    elif services.passes(user, form.cleaned_data["code"], timezone.now()):
        throttle.succeeded(tries)
        return True
    else:
        throttle.failed(tries)
        wrong = _(
            "This is not a code that can be used now. Wait for the next one in the app: each is good once."
        )
        form.add_error("code", wrong)
    return False


def _show_once(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "second_factor/spare_codes.jinja", {"codes": codes})
