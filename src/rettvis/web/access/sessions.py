"""Ends a log-in when nothing has been done for a while, and when it has lasted as long as one may."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

BEGAN = "began"
SEEN = "seen"
NOTED_EACH = 60
"""Seconds between two notes of when somebody was last seen: not a write for every page."""


class SessionEndMiddleware:
    """Stands behind the session and the messages, before every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, of nobody where the log-in has ended."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or SESSION_KEY not in request.session:
            return self.get_response(request)
        why = end(request, time.time())
        if why and request.method not in ("GET", "HEAD"):
            return render(request, "access/ended.jinja", {"why": why}, status=401)
        if why:
            messages.info(request, why)
        return self.get_response(request)


def end(request: HttpRequest, now: float) -> str:
    """Log out whose time has run out, and say why; otherwise note that she was seen."""
    session = request.session
    began, seen = session.get(BEGAN, now), session.get(SEEN, now)
    why = ""
    if now - seen > settings.SESSION_IDLE_SECONDS:
        why = _idle(settings.SESSION_IDLE_SECONDS // 60)
    elif now - began > settings.SESSION_COOKIE_AGE:
        why = _("You were logged out because a log-in lasts no longer than a working day.")
    if why:
        logout(request)
    elif BEGAN not in session or now - seen > NOTED_EACH:
        session[BEGAN], session[SEEN] = began, now
    return why


@receiver(user_logged_in)
def begin(sender: Any, request: HttpRequest, **_more: Any) -> None:
    """A log-in is counted from its password."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


def _idle(minutes: int) -> str:
    return ngettext(
        "You were logged out because nothing was done for %(minutes)s minute.",
        "You were logged out because nothing was done for %(minutes)s minutes.",
        minutes,
    ) % {"minutes": minutes}
