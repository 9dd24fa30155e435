"""The hours of the scheme in the hour bank: under a service code of their own, so in a bank of their own."""

from fractions import Fraction

from django.db.models import F

from rettvis.journey.hourbank import Grant, GrantEnd
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.hourbank.sources import Granted, Persons
from rettvis.web.supplement.models import GrantRow

TITLE = sentence("Extra hours by the supplement scheme")


def supplement_grants(persons: Persons) -> Granted:
    """The grants of the persons and their ends, in one query."""
    rows = GrantRow.objects.filter(person__in=persons).select_related("case").order_by("pk", "ends__pk")
    rows = rows.annotate(last_day=F("ends__last_day"), ended_at=F("ends__ended_at"), why=F("ends__why"))
    grants: dict[int, Grant] = {}
    ends: list[GrantEnd] = []
    for row in rows:
        grants.setdefault(row.pk, _grant(row))
        if row.last_day is not None:
            ends.append(GrantEnd(_key(row.pk), row.last_day, row.ended_at, row.why))
    return Granted(tuple(grants.values()), tuple(ends))


def titles() -> dict[str, Sentence | str]:
    """What each of the schemes' service codes is called."""
    codes = GrantRow.objects.values_list("service_code", flat=True).distinct()
    return dict.fromkeys(codes, TITLE)


def _grant(row: GrantRow) -> Grant:
    return Grant(
        key=_key(row.pk),
        person=str(row.person_id),
        service=row.service_code,
        minutes_per_week=Fraction(row.minutes_per_week),
        first=row.starts_on,
        last=row.ends_on,
        recorded=row.granted_at,
        source=row.case.number,
    )


def _key(number: int) -> str:
    return f"supplement/{number}"
