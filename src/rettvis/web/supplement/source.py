"""The hours of the scheme in the hour bank: under a service code of their own, so in a bank of their own."""

from fractions import Fraction

from rettvis.journey.hourbank import Grant, GrantEnd
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.hourbank.sources import Granted, Persons
from rettvis.web.supplement.models import GrantEndRow, GrantRow

TITLE = sentence("Extra hours by the supplement scheme")


def supplement_grants(persons: Persons) -> Granted:
    """The grants of the persons and their ends, in two queries."""
    rows = GrantRow.objects.filter(person__in=persons).select_related("case").order_by("pk")
    ends = GrantEndRow.objects.filter(grant__person__in=persons).order_by("pk")
    return Granted(
        tuple(_grant(row) for row in rows),
        tuple(GrantEnd(_key(row.grant_id), row.last_day, row.ended_at, str(row.why)) for row in ends),
    )


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
