"""Holds the gate shut: a view without a declaration is never run, and every refusal reaches the log."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponseBase

from rettvis.web.access import log
from rettvis.web.access.gate import Refused


class GateMiddleware:
    """Runs last before the view, so that nothing can come between."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Refuse to run a view that has not said who may come in."""
        if not hasattr(view, "gate"):
            raise ImproperlyConfigured(f"The view {view.__module__}.{view.__name__} declares no access.")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Log a refusal, after its transaction was undone, and show the page for it."""
        if not isinstance(exception, Refused):
            return None
        log.refusal(request.user, exception)
        answer = Http404() if exception.hidden else PermissionDenied()
        return response_for_exception(request, answer)
