"""A person's address and its protection: written by whoever handles a case of hers, lowered by a leader."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may, require
from rettvis.web.access.log import look_up
from rettvis.web.access.models import NeedToKnow, User
from rettvis.web.access.need_to_know import Kind
from rettvis.web.application.models import Case, Person, Protection

NAMED_FOR = timedelta(days=90)
"""How long those who had the case when the address was protected go on without being named by a leader."""

HAD_THE_CASE = gettext_noop("Had the case when the address was protected.")
NAMED_BEFORE = gettext_noop("Named for another case of the same person.")

_HOW_STRICT = {Protection.NONE: 0, Protection.CONFIDENTIAL: 1, Protection.STRICTLY_CONFIDENTIAL: 2}


@dataclass(frozen=True)
class Address:
    """An address as it is typed: street lines, four digits, a place, and how it is protected."""

    street: str = ""
    postcode: str = ""
    post_town: str = ""
    protection: Protection = Protection.NONE


def address_faults(address: Address) -> list[Fault]:
    """What is wrong with it, all at once."""
    faults = []
    digits = address.postcode.isascii() and address.postcode.isdecimal() and len(address.postcode) == 4
    if address.postcode and not digits:
        faults.append(Fault("postcode", sentence("Write the postcode with four digits, for example 0150.")))
    if address.postcode and not address.post_town:
        faults.append(Fault("post_town", sentence("Write the place that the postcode belongs to.")))
    if address.street and not address.postcode:
        faults.append(Fault("postcode", sentence("Write the postcode too.")))
    return faults


def change_address(case: Case, address: Address, by: User) -> None:
    """Write the address of the case's person, and protect it or not; every case of hers follows at once.

    Only a leader who may name staff lowers a protection. Raises ``Faulty`` and ``Refused``.
    """
    grant = require(by, Action.PROTECT_PERSON, case)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=case.person_id)
        before = Protection(person.protection)
        faults = address_faults(address)
        lowered = _HOW_STRICT[address.protection] < _HOW_STRICT[before]
        if lowered and not may(by, Action.NAME_STAFF, case):
            faults.append(
                Fault("protection", sentence("Only a team leader lowers the protection of an address."))
            )
        if faults:
            raise Faulty(faults)
        person.street, person.postcode = address.street, address.postcode
        person.post_town, person.protection = address.post_town, address.protection
        person.save(update_fields=["street", "postcode", "post_town", "protection"])
        look_up(
            grant,
            Action.PROTECT_PERSON,
            case_number=case.number,
            what=gettext_noop("The address was changed"),
        )
        if address.protection != before:
            protect_cases(person, by)
            what = gettext_noop("The protection of the address was changed")
            look_up(grant, Action.PROTECT_PERSON, case_number=case.number, what=what)
    case.person, case.protected = person, bool(person.protection)


def protect_cases(person: Person, by: User) -> None:
    """Every case of ``person`` follows her protection; who had a case that is protected now is named for it.

    Call it in a transaction.
    """
    cases = list(Case.objects.select_for_update(of=("self",)).filter(person=person).order_by("pk"))
    for case in cases:
        if person.protection and not case.protected:
            name_those_who_have(case, by)
        case.protected = bool(person.protection)
    Case.objects.bulk_update(cases, ["protected"])


def name_those_who_have(case: Case, by: User) -> None:
    """Whoever handles the case, and ``by`` who has just learnt of it, go on; a leader names the next."""
    until = timezone.now() + NAMED_FOR
    had = {case.assigned_to.pk: case.assigned_to} if case.assigned_to else {}
    if may(by, Action.SEE_CASE, case):
        had[by.pk] = by
    NeedToKnow.objects.bulk_create(
        NeedToKnow(kind=Kind.NAMED, user=user, case=case, reason=HAD_THE_CASE, until=until, made_by=by)
        for user in had.values()
    )
    by.forget()


def close_to_all_but_named(case: Case, by: User) -> None:
    """A new case of somebody whose address is protected is seen by named staff alone from now on.

    Those who are named for another case of hers are named for this one too. Call it in a transaction.
    """
    if not case.person.protection or case.protected:
        return
    case.protected = True
    named: dict[int, datetime | None] = {}
    rows = NeedToKnow.objects.in_force(timezone.now()).filter(kind=Kind.NAMED, case__person=case.person_id)
    for user, until in rows.order_by("until").values_list("user", "until"):
        named[user] = until
    NeedToKnow.objects.bulk_create(
        NeedToKnow(kind=Kind.NAMED, user_id=user, case=case, reason=NAMED_BEFORE, until=until, made_by=by)
        for user, until in named.items()
    )
    if case.assigned_to_id not in named:
        case.assigned_to = None
    case.save(update_fields=["protected", "assigned_to"])
    by.forget()
