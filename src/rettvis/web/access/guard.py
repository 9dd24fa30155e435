"""What every view says about itself: who may come in. A view that says nothing lets nobody in."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import Refused, grants

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Declared:
    """A view's own word: ``public``, ``signed_in``, or the actions its GET and POST need.

    ``see``: for a view of one case, what makes the case be there for somebody at all.
    """

    kind: str
    get: Action | None = None
    post: Action | None = None
    on_case: bool = False
    see: Action = Action.SEE_CASE


def public(view: View) -> View:
    """Open to everybody: shows no personal data."""
    return declare(view, Declared("public"))


def signed_in(view: View) -> View:
    """Open to whoever is logged in: shows her nothing but her own account."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return ask_to_log_in(request) or view(request, *args, **kwargs)

    return declare(checked, Declared("signed_in"))


def guarded(get: Action, post: Action | None = None, *, atomic: bool = True) -> Callable[[View], View]:
    """Needs ``get`` somewhere (and ``post`` for a POST; without it a POST is not allowed).

    Runs in one transaction. A view that shows personal data writes its own log row with ``log.look_up``. One
    that is asked for very often may be ``atomic=False``, and put the reading and the log alone in one.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            action = wanted(request, get, post)
            if action is None:
                return HttpResponseNotAllowed(["GET"])
            if answer := ask_to_log_in(request):
                return answer
            if not grants(request.user, action):
                raise Refused(action)
            with transaction.atomic() if atomic else nullcontext():
                return view(request, *args, **kwargs)

        return declare(checked, Declared("guarded", get, post))

    return decorate


def declare(view: View, declared: Declared) -> View:
    """Put the declaration on the view, where the gate's middleware and the tests find it."""
    view.gate = declared  # type: ignore[attr-defined]
    return view


def wanted(request: HttpRequest, get: Action, post: Action | None) -> Action | None:
    """The action that the request's method needs; None where the method is not offered."""
    if request.method in ("GET", "HEAD"):
        return get
    return post if request.method == "POST" else None


def ask_to_log_in(request: HttpRequest) -> HttpResponse | None:
    """The way to the log-in page for somebody who is not logged in."""
    return None if request.user.is_authenticated else redirect_to_login(request.get_full_path())
