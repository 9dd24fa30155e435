"""In which municipality somebody works on a page: the one that is named, or the first by name of her own."""

from dataclasses import dataclass

from django.http import HttpRequest

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import Refused, municipalities, require_in
from rettvis.web.access.models import Municipality, RoleAssignment, User

NAME = "municipality"
"""The field of a form and of an address that carries the municipality's number."""


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
        return f"?{NAME}={self.asked}" if self.asked else ""


def where(request: HttpRequest, action: Action, seen_by: Action | None = None) -> Where:
    """The municipality that a form or an address names by its number, checked by the gate for ``action``.

    Where none is named it is the first that allows ``action``; a form is written to no municipality that it
    does not name where there are several. ``seen_by`` is the right of the page that the choice stands on,
    where it is another than ``action``. Raises ``Refused`` for an unknown number and for somebody else's.
    """
    may_choose = _by_name(request.user, seen_by or action)
    number = request.POST.get(NAME, "") or request.GET.get(NAME, "")
    if number:
        municipality = next((one for one in may_choose if one.number == number), None) or _other(
            number, action
        )
    elif request.method == "POST" and len(may_choose) > 1:
        raise Refused(action)
    else:
        municipality = _by_name(request.user, action)[0]
    return Where(municipality, require_in(request.user, action, municipality.pk), may_choose)


def _by_name(user: User, action: Action) -> tuple[Municipality, ...]:
    return tuple(sorted(municipalities(user, action), key=lambda one: one.name))


def _other(number: str, action: Action) -> Municipality:
    """A municipality that is none of the reader's own: the gate says no, and its log says who asked."""
    found = Municipality.objects.filter(number=number).first() if number.isdecimal() else None
    if found is None:
        raise Refused(action)
    return found
