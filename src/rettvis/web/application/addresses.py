"""The one place that reads a person's address: whether it may be used depends on who asks, and for whom.

A protected address (folkeregisterloven § 10-4) is known to named staff alone, and goes to nobody but the
person. It stands in no list, no export and no letter to a provider: nothing else than this file reads it.
"""

from enum import StrEnum

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.access.models import User
from rettvis.web.application.models import Case


class Receiver(StrEnum):
    """Who will read what the address is put into."""

    PERSON = "person"
    """The person's own letter."""
    STAFF = "staff"
    """Whoever has the case open on the screen."""
    PROVIDER = "provider"
    """A provider, or anybody else outside the municipality."""


def address_lines(case: Case, user: User, receiver: Receiver) -> tuple[str, ...]:
    """The lines below the name on an envelope, without the name; empty where the address may not be used.

    ``user`` is who makes the letter or looks at the page. Every letter and page takes the address from here.
    """
    person = case.person
    if receiver is Receiver.PROVIDER and person.protection:
        return ()
    if not may(user, Action.SEE_CASE, case):
        return ()
    if person.protection and case.pk not in user.knowledge().named:
        return ()
    street = [line.strip() for line in person.street.splitlines() if line.strip()]
    town = f"{person.postcode} {person.post_town}".strip()
    return (*street, town) if town else tuple(street)
