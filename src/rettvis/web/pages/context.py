"""What the layout of every page needs to know."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input

from rettvis.web.pages.engine import language
from rettvis.web.pages.menu import menu_for

LANGUAGE_NAMES = (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"))


def page(request: HttpRequest) -> dict[str, Any]:
    """The reader, her municipality, and whether its persons are invented."""
    user = getattr(request, "user", None)
    roles = user.roles_on(user.today()) if user is not None and user.is_authenticated else []
    municipality = roles[0].municipality if roles else None
    role_names = {grant.role for grant in roles}
    return {
        "user": user,
        "roles": roles,
        "role_names": role_names,
        "menu": menu_for(request, role_names),
        "municipality": municipality,
        "synthetic": settings.DEMO or any(grant.municipality.synthetic for grant in roles),
        "language": language(),
        "languages": LANGUAGE_NAMES,
        "csrf_input": form_token(request),
    }


def form_token(request: HttpRequest) -> "FormToken":
    """The field that every form of this answer carries."""
    kept: FormToken | None = getattr(request, "form_token", None)
    if kept is None:
        kept = request.form_token = FormToken(request)  # type: ignore[attr-defined]
    return kept


class FormToken:
    """The hidden field with the form's token: made once for a page, and not once for each of its forms."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _field(self) -> str:
        return str(csrf_input(self._request))

    def __html__(self) -> str:
        return self._field

    def __str__(self) -> str:
        return self._field
