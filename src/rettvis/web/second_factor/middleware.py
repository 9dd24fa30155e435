"""Until the second factor is given, the person is nobody: she reaches the pages that ask for it alone."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from rettvis.web.access.models import User
from rettvis.web.second_factor.services import has_factor

KEY = "second_factor"


class State(StrEnum):
    """How far a log-in has come, kept in its session."""

    ASKED = "asked"
    PASSED = "passed"
    NOT_NEEDED = "not needed"


class SecondFactorMiddleware:
    """Stands behind the authentication and before the gate."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; as nobody's, where the second factor is still asked for."""
        request.half_logged_in = None
        somebody = settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session
        if somebody and state_of(request) == State.ASKED and request.user.is_authenticated:
            request.half_logged_in = request.user
            request.user = AnonymousUser()
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Lead to the page that asks, except from pages that anybody may see."""
        declared = getattr(view, "gate", None)
        if request.half_logged_in is None or declared is None or declared.kind == "public":
            return None
        if hasattr(view, "before_second_factor"):
            return None
        return redirect(f"{reverse('second_factor_code')}?{urlencode({'next': request.get_full_path()})}")


def state_of(request: HttpRequest) -> State:
    """The state in the session; decided anew where there is none, or where a factor has become required."""
    state = request.session.get(KEY)
    if state is None or (state == State.NOT_NEEDED and settings.SECOND_FACTOR_REQUIRED):
        state = _first_state(request.user)
        request.session[KEY] = state
    return State(state)


def passed(request: HttpRequest) -> None:
    """The log-in is whole; its session gets a new name."""
    request.session[KEY] = State.PASSED
    request.session.cycle_key()


def begin_anew(request: HttpRequest) -> None:
    """Forget how far the log-in has come: the person has no second factor any more."""
    request.session.pop(KEY, None)


@receiver(user_logged_in)
def ask_after_the_password(sender: Any, request: HttpRequest, user: User, **_more: Any) -> None:
    """A right password is half a log-in where a second factor is required or set up."""
    request.session[KEY] = _first_state(user)


def _first_state(user: User) -> State:
    needed = user.is_authenticated and (settings.SECOND_FACTOR_REQUIRED or has_factor(user))
    return State.ASKED if needed else State.NOT_NEEDED
