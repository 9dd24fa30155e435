"""The content security policy, put together once: it is the same in every answer."""

from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class SettledPolicy(CSPMiddleware):
    """Django-csp's header, as it makes it for an answer that changes nothing of the policy."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Put the header on; an answer with a policy of its own, or a nonce, is left to django-csp."""
        if _own(request, response):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._settled)
        return response

    @cached_property
    def _settled(self) -> str:
        return str(super().process_response(HttpRequest(), HttpResponse()).headers[HEADER])


def _own(request: HttpRequest, response: HttpResponseBase) -> bool:
    return "_csp_nonce" in request.__dict__ or any(name.startswith("_csp") for name in response.__dict__)
