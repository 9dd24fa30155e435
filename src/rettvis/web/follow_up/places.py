"""In which municipality somebody follows up: the one she asks for, or the first by name of her own."""

from dataclasses import dataclass

from django.http import HttpRequest

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, municipalities
from rettvis.web.access.models import Municipality, RoleAssignment, User
from rettvis.web.handling.threshold import SEE_ALL, threshold_in


@dataclass(frozen=True)
class Where:
    """A municipality, the right by which it is seen, and the others that may be chosen instead of it."""

    municipality: Municipality
    grant: RoleAssignment
    may_choose: tuple[Municipality, ...]

    @property
    def asked(self) -> str:
        """The number of the municipality where there are several to choose among, for the address."""
        return self.municipality.number if len(self.may_choose) > 1 else ""

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        return f"?municipality={self.asked}" if self.asked else ""


def where(request: HttpRequest, action: Action) -> Where:
    """The municipality of a request (``?municipality=`` and its number) among those that allow ``action``."""
    own = sorted(municipalities(request.user, action), key=lambda one: one.name)
    wanted = request.GET.get("municipality", "")
    municipality = next((one for one in own if one.number == wanted), own[0])
    grant = grant_in(request.user, action, municipality)
    assert grant is not None
    return Where(municipality, grant, tuple(own))


def grant_in(user: User, action: Action, municipality: Municipality) -> RoleAssignment | None:
    """The right to ``action`` in a municipality, or None."""
    return next((one for one in grants(user, action) if one.municipality_id == municipality.pk), None)


def threshold_there(user: User, action: Action, municipality: Municipality) -> int | None:
    """The fewest persons a number may stand on for this reader; None for those who see every number."""
    roles = {one.role for one in grants(user, action) if one.municipality_id == municipality.pk}
    return None if roles & SEE_ALL else threshold_in(municipality.pk)
