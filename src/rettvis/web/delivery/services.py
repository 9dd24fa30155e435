"""What a person writes about providers: each act once, in one transaction, and in the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from rettvis.edges.organisation_number import organisation_number, organisation_number_fault
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Agreement, AgreementPrice, ApprovedHours, Exclusion, Provider, Why

WHAT = gettext_noop("Something was written about a provider")
APPROVED = gettext_noop("Approved hours were written")
BY_INDEX = (str(Why.INDEX), str(Why.HALF_YEAR))
ABOVE = 1_000_000
"""Øre: a price an hour above this is a slip of the pen."""


@dataclass(frozen=True)
class NewAgreement:
    """A framework agreement as it is registered; without ``kinds`` it covers every kind of hour."""

    reference: str
    starts_on: date
    ends_on: date | None
    billing: str
    regulation: str
    scope: str = ""
    rank: int | None = None
    kinds: tuple[str, ...] = ()
    most_persons: int | None = None
    area: str = ""


@dataclass(frozen=True)
class NewPrice:
    """A price line from a day, øre an hour; ``kind`` is empty for every kind of hour."""

    code: str
    kind: str
    from_on: date
    ore: int
    why: str
    source: str


@dataclass(frozen=True)
class Approved:
    """Minutes of one day that a supervisor has approved; ``key`` is the provider's own for the line."""

    key: str
    case: Case
    day: date
    kind: str
    minutes: int


def providers(user: User) -> "QuerySet[Provider]":
    """The providers that ``user`` may see, by name."""
    own = {grant.municipality_id for grant in grants(user, Action.SEE_PROVIDERS)}
    return Provider.objects.filter(municipality__in=own).order_by("name", "pk")


def register_provider(
    user: User, municipality: Municipality, number: str, name: str, run_by: str, now: datetime
) -> Provider:
    """Register a provider by organisation number; sent again it is the same one. Raises ``Faulty``."""
    digits = organisation_number(number)
    faults = []
    if fault := organisation_number_fault(digits):
        faults.append(Fault("number", fault))
    if not name.strip():
        faults.append(Fault("name", sentence("Write the provider’s name.")))
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        grant = require_in(user, Action.CHANGE_PROVIDERS, municipality.pk)
        told = {"name": name.strip(), "run_by": run_by, "registered_by": user, "registered_at": now}
        row, new = Provider.objects.get_or_create(municipality=municipality, number=digits, defaults=told)
        if not new and (row.name, row.run_by) != (name.strip(), run_by):
            message = sentence("{name} is registered with this number already.", name=row.name)
            raise Faulty([Fault("number", message)])
        if new:
            look_up(grant, Action.CHANGE_PROVIDERS, what=WHAT)
        return row


def register_agreement(user: User, provider: Provider, new: NewAgreement, now: datetime) -> Agreement:
    """Register an agreement; sent again it is the same one. Raises ``Faulty``."""
    faults = list(_agreement_faults(new))
    if faults:
        raise Faulty(faults)
    told = {
        "starts_on": new.starts_on,
        "ends_on": new.ends_on,
        "scope": new.scope.strip(),
        "billing": new.billing,
        "regulation": new.regulation,
        "rank": new.rank,
        "kinds": list(new.kinds) or None,
        "most_persons": new.most_persons,
        "area": new.area.strip() or None,
    }
    with transaction.atomic():
        grant = require_in(user, Action.CHANGE_PROVIDERS, provider.municipality_id)
        row, made = Agreement.objects.get_or_create(
            provider=provider,
            reference=new.reference.strip(),
            defaults={**told, "registered_by": user, "registered_at": now},
        )
        if not made and any(getattr(row, name) != value for name, value in told.items()):
            message = sentence("The provider has an agreement with this number. Give the new one its own.")
            raise Faulty([Fault("reference", message)])
        if made:
            look_up(grant, Action.CHANGE_PROVIDERS, what=WHAT)
        return row


def overlapping(agreement: Agreement) -> list[Agreement]:
    """The provider's other agreements of the same days, kinds of hour and area: an invoice line should say
    which of them it is by.
    """
    others = Agreement.objects.filter(provider=agreement.provider_id, area=agreement.area)
    return [
        one
        for one in others.exclude(pk=agreement.pk).order_by("starts_on", "pk")
        if (agreement.ends_on is None or one.starts_on <= agreement.ends_on)
        and (one.ends_on is None or agreement.starts_on <= one.ends_on)
        and (one.kinds is None or agreement.kinds is None or set(one.kinds) & set(agreement.kinds))
    ]


def write_price(user: User, agreement: Agreement, new: NewPrice, key: str, now: datetime) -> AgreementPrice:
    """Write a price from a day, as a new row: what was agreed before stands. Raises ``Faulty``."""
    with transaction.atomic():
        grant = require_in(user, Action.CHANGE_PROVIDERS, agreement.provider.municipality_id)
        Agreement.objects.select_for_update().get(pk=agreement.pk)
        known = AgreementPrice.objects.filter(agreement=agreement, key=key).first()
        if known is not None:
            return known
        if new.why in BY_INDEX and agreement.rules.exists():
            message = sentence("The agreement has a rule for its prices. Take the new price in on its page.")
            raise Faulty([Fault("why", message)])
        row = written_price(user, agreement, new, key, now)
        look_up(grant, Action.CHANGE_PROVIDERS, what=WHAT)
        return row


def written_price(user: User, agreement: Agreement, new: NewPrice, key: str, now: datetime) -> AgreementPrice:
    """The row of a price, in the transaction of an act that has locked the agreement. Raises ``Faulty``."""
    faults = list(_price_faults(agreement, new))
    if faults:
        raise Faulty(faults)
    return AgreementPrice.objects.create(
        agreement=agreement,
        code=new.code.strip(),
        kind=new.kind,
        from_on=new.from_on,
        ore=new.ore,
        why=new.why,
        source=new.source.strip(),
        key=key,
        written_by=user,
        written_at=now,
    )


def write_exclusion(
    user: User, provider: Provider, from_on: date, excluded: bool, reason: str, key: str, now: datetime
) -> Exclusion:
    """Say that a provider is excluded from a day, or not any more. Raises ``Faulty`` without a reason."""
    if not reason.strip():
        raise Faulty([Fault("reason", sentence("Write why."))])
    with transaction.atomic():
        grant = require_in(user, Action.CHANGE_PROVIDERS, provider.municipality_id)
        row, new = Exclusion.objects.get_or_create(
            provider=provider,
            key=key,
            defaults={
                "from_on": from_on,
                "excluded": excluded,
                "reason": reason.strip(),
                "written_by": user,
                "written_at": now,
            },
        )
        if new:
            look_up(grant, Action.CHANGE_PROVIDERS, what=WHAT)
        return row


def approve_hours(user: User, provider: Provider, lines: Iterable[Approved], now: datetime) -> int:
    """Write approved hours, all or none; a line that is there is not written again. Gives how many are.

    Raises ``Faulty`` for a case of another municipality than the provider's.
    """
    given = {line.key: line for line in lines}
    faults = [
        Fault(f"line {line.key}", sentence("There is no such case in the provider’s municipality."))
        for line in given.values()
        if line.case.municipality_id != provider.municipality_id
    ]
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        grant = require_in(user, Action.CHANGE_PROVIDERS, provider.municipality_id)
        Provider.objects.select_for_update().get(pk=provider.pk)
        there = ApprovedHours.objects.filter(provider=provider).values_list("key", flat=True)
        known = set(there) & given.keys()
        rows = [
            ApprovedHours(
                provider=provider,
                case=line.case,
                day=line.day,
                kind=line.kind,
                minutes=line.minutes,
                key=line.key,
                approved_by=user,
                approved_at=now,
            )
            for line in given.values()
            if line.key not in known
        ]
        ApprovedHours.objects.bulk_create(rows, batch_size=500)
        if rows:
            numbers = sorted({row.case.number for row in rows})
            look_up(grant, Action.CHANGE_PROVIDERS, cases=numbers, what=APPROVED)
        return len(rows)


def last_day_fault(starts_on: date, ends_on: date | None) -> Sentence | None:
    """What is wrong with the days of an agreement."""
    if ends_on is not None and ends_on < starts_on:
        return sentence("The last day is before the first. Change one of them.")
    return None


def day_fault(agreement: Agreement, day: date) -> Sentence | None:
    """What is wrong with the first day of a price."""
    if day < agreement.starts_on or (agreement.ends_on and day > agreement.ends_on):
        return sentence("The day is outside the period of the agreement.")
    return None


def amount_fault(ore: int) -> Sentence | None:
    """What is wrong with øre an hour."""
    if 0 < ore <= ABOVE:
        return None
    return sentence("Write a price from 0,01 to {most:kroner} an hour.", most=ABOVE)


def _agreement_faults(new: NewAgreement) -> Iterable[Fault]:
    if not new.reference.strip():
        yield Fault("reference", sentence("Write the number of the agreement."))
    if fault := last_day_fault(new.starts_on, new.ends_on):
        yield Fault("ends_on", fault)


def _price_faults(agreement: Agreement, new: NewPrice) -> Iterable[Fault]:
    if fault := amount_fault(new.ore):
        yield Fault("price", fault)
    if fault := day_fault(agreement, new.from_on):
        yield Fault("from_on", fault)
    if not new.source.strip():
        yield Fault("source", sentence("Write where the price is agreed."))
    for other in agreement.prices.all():
        same = other.code.casefold() == new.code.strip().casefold()
        if same and (other.kind != new.kind or other.code != new.code.strip()):
            message = sentence("Price line “{code}” is for another kind of hour.", code=other.code)
            yield Fault("kind", message)
            return
