"""Who reads: every page asks for her, so she is looked up at once."""

from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest
from django.utils import timezone


class ReaderMiddleware(AuthenticationMiddleware):
    """Django's own, without the wrapping that finds the user only when she is asked for.

    A page looks at its reader more than a hundred times, and each look went through the wrapping.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Put the user on the request, and the day on the user."""
        super().process_request(request)
        request.user = get_user(request)
        if request.user.is_authenticated:
            request.user.reads_on = timezone.localdate()
