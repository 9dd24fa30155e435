"""Slows down guessing of passwords, without saying whether a user name exists."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from rettvis.web.access.models import FailedLogIn

WINDOW = timedelta(minutes=15)
TRIES_PER_NAME = 5
TRIES_PER_ADDRESS = 50


def too_many(request: HttpRequest, username: str) -> bool:
    """Whether this name from this address, or this address alone, has failed too often of late."""
    since = timezone.now() - WINDOW
    by_name, by_address = _keys(request, username)
    return (
        FailedLogIn.since(by_name, since) >= TRIES_PER_NAME
        or FailedLogIn.since(by_address, since) >= TRIES_PER_ADDRESS
    )


def failed(request: HttpRequest, username: str) -> None:
    """Remember one failure, and forget those that no longer count."""
    now = timezone.now()
    FailedLogIn.objects.filter(at__lt=now - WINDOW).delete()
    FailedLogIn.objects.bulk_create([FailedLogIn(key=key, at=now) for key in _keys(request, username)])


def succeeded(request: HttpRequest, username: str) -> None:
    """A right password clears the name's failures from this address."""
    FailedLogIn.objects.filter(key=_keys(request, username)[0]).delete()


def _keys(request: HttpRequest, username: str) -> tuple[str, str]:
    address = request.META.get("REMOTE_ADDR", "")
    digest = [
        salted_hmac("rettvis.log-in", text, algorithm="sha256").hexdigest()
        for text in (f"{address} {username.casefold()}", address)
    ]
    return digest[0], digest[1]
