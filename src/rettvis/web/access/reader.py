"""Who reads: every page asks for her, so she is looked up at once."""

from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest


class ReaderMiddleware(AuthenticationMiddleware):
    """Django's own, without the wrapping that finds the user only when she is asked for.

    A page looks at its reader more than a hundred times, and each look went through the wrapping.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Put the user on the request."""
        super().process_request(request)
        request.user = get_user(request)
