"""What the layout of every page needs to know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from rettvis.web.pages.engine import language
from rettvis.web.pages.menu import menu_for

LANGUAGE_NAMES = (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"))


def page(request: HttpRequest) -> dict[str, Any]:
    """The reader, her municipality, and whether its persons are invented."""
    user = getattr(request, "user", None)
    roles = user.roles_on(timezone.localdate()) if user is not None and user.is_authenticated else []
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
    }
