"""The log of look-ups, changes and refusals: one row each, written where the data is read or changed."""

import re
from collections.abc import Iterable

from django.utils import timezone

from rettvis.web.access.actions import BASIS, Action
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import LogEntry, Outcome, RoleAssignment, User

CASE_NUMBER = re.compile(r"\d{4}-\d{6}", re.ASCII)


def look_up(
    grant: RoleAssignment,
    action: Action,
    *,
    case_number: str = "",
    cases: Iterable[str] = (),
    what: str,
    about: User | None = None,
) -> None:
    """Write that ``grant``'s user saw or did something; call it inside the transaction that reads or writes.

    ``what`` names the data in a few English words marked for translation, never personal data. ``about`` is
    the user whose access was changed.
    """
    LogEntry.objects.create(
        user_id=grant.user_id,
        municipality_id=grant.municipality_id,
        organisation=_organisation(grant),
        role=grant.role,
        basis=grant.basis or BASIS[grant.role],
        action=action,
        case_number=case_number,
        cases=_spaced(cases),
        what=what,
        outcome=Outcome.ALLOWED,
        about=about,
    )


def refusal(user: User, refused: Refused) -> None:
    """Write that ``user`` was refused; call it outside the transaction that the refusal undoes."""
    grant = next(iter(user.roles_on(timezone.localdate())), None)
    own = grant.municipality_id if grant else None
    LogEntry.objects.create(
        user_id=user.pk,
        municipality_id=refused.municipality_id or own,
        organisation=_organisation(grant) if grant else "",
        role=grant.role if grant else "",
        basis="",
        action=refused.action,
        case_number=refused.case_number,
        what="",
        outcome=Outcome.REFUSED,
    )


def known_shape(number: str) -> str:
    """``number`` if it looks like a case number, otherwise nothing: what somebody typed may be anything."""
    return number if CASE_NUMBER.fullmatch(number) else ""


def _organisation(grant: RoleAssignment) -> str:
    municipality = f"{grant.municipality.number} {grant.municipality.name}"
    return f"{municipality}, {grant.unit.name}" if grant.unit else municipality


def _spaced(numbers: Iterable[str]) -> str:
    text = " ".join(numbers)
    return f" {text} " if text else ""
