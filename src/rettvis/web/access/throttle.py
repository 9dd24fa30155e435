"""Slows down guessing of passwords and codes, without saying whether a user name exists.

Failures are counted for the name from one address, for the address, and for the name from everywhere. The
last would let anybody keep a colleague out by guessing at her name all day; therefore a browser where she
has logged in before carries a signed cookie, is counted for itself, and is never stopped by what others do.
"""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from rettvis.web.access.client_address import client_address
from rettvis.web.access.models import FailedLogIn

WINDOW = timedelta(minutes=15)
TRIES_PER_NAME = 5
TRIES_PER_ADDRESS = 50
TRIES_FROM_EVERYWHERE = 25
KNOWN_COOKIE = "rettvis_known"
KNOWN_FOR = timedelta(days=180)


@dataclass(frozen=True)
class Tries:
    """The failures that stop one attempt: keyed digests, each with how many it may have."""

    own: str
    limits: tuple[tuple[str, int], ...]


def tries(request: HttpRequest, username: str, purpose: str = "log-in") -> Tries:
    """What is counted for ``username`` in this browser; ``purpose`` keeps passwords and codes apart."""
    address = client_address(request)
    name = username.casefold()
    if known := _known_browser(request, name):
        own = _digest(purpose, "browser", known, name)
        return Tries(own, ((own, TRIES_PER_NAME),))
    own = _digest(purpose, "name and address", address, name)
    limits = (
        (own, TRIES_PER_NAME),
        (_digest(purpose, "address", address), TRIES_PER_ADDRESS),
        (_digest(purpose, "name", name), TRIES_FROM_EVERYWHERE),
    )
    return Tries(own, limits)


def too_many(counted: Tries) -> bool:
    """Whether the attempt must wait: one of its counts has been reached of late."""
    since = timezone.now() - WINDOW
    return any(FailedLogIn.since(key, since) >= most for key, most in counted.limits)


def failed(counted: Tries) -> None:
    """Remember one failure, and forget those that no longer count."""
    now = timezone.now()
    forget_old()
    FailedLogIn.objects.bulk_create([FailedLogIn(key=key, at=now) for key, _most in counted.limits])


def succeeded(counted: Tries) -> None:
    """A right answer clears the name's failures in this browser or from this address."""
    FailedLogIn.objects.filter(key=counted.own).delete()


def forget_old() -> int:
    """Remove failures that no longer count; gives how many."""
    removed, _by_kind = FailedLogIn.objects.filter(at__lt=timezone.now() - WINDOW).delete()
    return removed


def remember_browser(answer: HttpResponse, username: str) -> None:
    """Let the browser show, the next time, that its user has logged in from it before."""
    answer.set_cookie(
        KNOWN_COOKIE,
        signing.dumps([token_urlsafe(12), _digest("known", username.casefold())], salt=KNOWN_COOKIE),
        max_age=int(KNOWN_FOR.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known_browser(request: HttpRequest, name: str) -> str:
    cookie = request.COOKIES.get(KNOWN_COOKIE, "")
    try:
        _token, known = signing.loads(cookie, salt=KNOWN_COOKIE, max_age=KNOWN_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return cookie if known == _digest("known", name) else ""


def _digest(*parts: str) -> str:
    return salted_hmac("rettvis.log-in", "\n".join(parts), algorithm="sha256").hexdigest()
