"""Lines of start-up ⇄ the core's start-up, and which cases are to be started: the only translator."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from rettvis.journey.application import Service
from rettvis.journey.decision import LineOutcome, Organised, Per
from rettvis.journey.delivery import Absence, Away, JourneyFrame
from rettvis.journey.delivery.start_up import (
    ChosenProvider,
    JourneyDecision,
    ProviderAnswer,
    Started,
    StartUp,
    StepDone,
)
from rettvis.journey.delivery.start_up.plan import PlanVersion
from rettvis.rulekit.period import Period
from rettvis.web.application.models import Case
from rettvis.web.decision.models import SentLetter, ServiceLineQuerySet, ServiceLineRow
from rettvis.web.delivery.models import Provider
from rettvis.web.delivery.store import usable_on
from rettvis.web.start_up.models import OF_START_UP, LineKind, StartUpLine, StartUpState

Persons = Collection[int] | QuerySet[Any]
HOME = ("norge", "noreg", "norway")
GRANTED = (str(LineOutcome.GRANTED), str(LineOutcome.PARTLY))


def standing(rows: Iterable[StartUpLine]) -> list[StartUpLine]:
    """The lines that still say something: not replaced, and no withdrawals; oldest first."""
    listed = sorted(rows, key=lambda row: row.pk)
    replaced = {row.replaces_id for row in listed}
    return [row for row in listed if row.pk not in replaced and row.kind != LineKind.WITHDRAWN]


def start_up_in(case: Case, rows: Iterable[StartUpLine], plan: PlanVersion) -> StartUp:
    """The start-up of a case from its standing lines."""
    own = [row for row in rows if row.case_id == case.pk]
    offers = [row for row in own if row.kind == LineKind.OFFERED]
    answers = [row for row in own if row.kind == LineKind.ANSWERED]
    not_needed = [row for row in own if row.kind == LineKind.NOT_NEEDED]
    done = tuple(StepDone(row.step, row.day, row.who) for row in own if row.kind == LineKind.DONE)
    return StartUp(
        decided_on=case.decided_on or case.received_on,
        plan=plan,
        offered_on=offers[-1].day if offers else None,
        chosen=_chosen(answers[-1]) if answers else None,
        done=done,
        not_needed_on=not_needed[-1].day if not_needed else None,
    )


def _chosen(row: StartUpLine) -> ChosenProvider:
    return ChosenProvider(
        ProviderAnswer(row.choice), row.day, row.who, row.provider.name if row.provider else ""
    )


def stays_of(persons: Persons, period: Period) -> list[Absence]:
    """The stays in institutions that touch ``period``, by the person's primary key as text; one query."""
    found = _away(LineKind.STAY, persons, period).values_list("case__person", "day", "last")
    return [Absence(str(person), Away.STAY, Period(first, last)) for person, first, last in found]


def journeys_of(persons: Persons, period: Period) -> list[JourneyFrame]:
    """The journeys that touch ``period`` with what is decided of them, by the person's primary key as text;
    one query."""
    rows = _away(LineKind.JOURNEY, persons, period)
    found = rows.values_list("case__person", "day", "last", "choice", "country")
    return [
        JourneyFrame(str(person), Period(first, last), _MAY_BE_USED[decided], is_abroad(country))
        for person, first, last, decided, country in found
    ]


def decided_journeys(person: int, period: Period) -> list[tuple[Period, JourneyDecision]]:
    """The journeys of one person that touch ``period``, as somebody decided of them; one query."""
    found = _away(LineKind.JOURNEY, [person], period).values_list("day", "last", "choice")
    return [(Period(first, last), JourneyDecision(decided)) for first, last, decided in found]


_MAY_BE_USED = {
    str(JourneyDecision.OPEN): None,
    str(JourneyDecision.WITH_ASSISTANCE): True,
    str(JourneyDecision.PARTLY): True,
    str(JourneyDecision.WITHOUT): False,
}
"""Whether hours may be used on a journey; which of them, where it is some, a person judges."""


def is_abroad(country: str) -> bool:
    """Whether a journey leaves the country, as it was written."""
    return country.strip().casefold() not in HOME


def _away(kind: LineKind, persons: Persons, period: Period) -> "QuerySet[StartUpLine]":
    """The standing lines of a kind that touch ``period``."""
    rows = StartUpLine.objects.filter(
        Q(last=None) | Q(last__gte=period.first),
        kind=kind,
        case__person__in=persons,
        replaced_by=None,
    )
    if period.last is not None:
        rows = rows.filter(day__lte=period.last)
    return rows.order_by("day", "pk")


def started(cases: "QuerySet[Case]", period: Period | None = None) -> list[Started]:
    """The start-ups among ``cases`` that came to their first day in ``period``, by that day; one query."""
    rows = StartUpState.objects.filter(case__in=cases, first_day__isnull=False)
    if period is not None:
        rows = rows.filter(first_day__gte=period.first)
        rows = rows if period.last is None else rows.filter(first_day__lte=period.last)
    found = rows.order_by("first_day", "pk").values_list(
        "case__number", "case__person", "provider__number", "case__decided_on", "first_day"
    )
    return [
        Started(number, person, provider or "", decided or first, first)
        for number, person, provider, decided, first in found
    ]


def bpa_lines() -> ServiceLineQuerySet:
    """Granted lines in hours that are BPA, or organised as BPA."""
    return ServiceLineRow.objects.filter(
        Q(service=str(Service.BPA)) | Q(organised=str(Organised.BPA)),
        outcome__in=GRANTED,
        per__in=[str(Per.WEEK), str(Per.MONTH)],
        amount__gt=0,
    )


def under_way(cases: "QuerySet[Case]", today: date) -> "QuerySet[Case]":
    """Those of ``cases`` whose start-up is not finished.

    BPA was granted and still runs, the letter was sent or somebody has begun, and it does not simply continue
    what the person had before: another decision that has come to its first day, or was made elsewhere.
    """
    running = bpa_lines().filter(Q(ends_on=None) | Q(ends_on__gte=today), case=OuterRef("pk"))
    running = running.with_change(today).filter(Q(counts=None) | Q(counts=True))
    begun = StartUpLine.objects.filter(case=OuterRef("pk"), kind__in=OF_START_UP)
    sent = SentLetter.objects.filter(case=OuterRef("case"))
    came = StartUpState.objects.filter(case=OuterRef("case"), first_day__isnull=False)
    before = (
        bpa_lines()
        .filter(Q(ends_on=None) | Q(ends_on__gte=OuterRef("decided_on")))
        .filter(case__person=OuterRef("person"), case__lt=OuterRef("pk"))
        .filter(Exists(came) | ~Exists(sent))
    )
    letter = SentLetter.objects.filter(case=OuterRef("pk"))
    return (
        cases.exclude(Exists(StartUpState.objects.filter(case=OuterRef("pk"), finished=True)))
        .filter(Exists(running), decided_on__isnull=False)
        .filter(Exists(begun) | (Exists(letter) & ~Exists(before)))
    )


def providers_on(municipality_id: int, day: date) -> list[Provider]:
    """The providers with a valid agreement on a day that are not excluded then, by name; three queries."""
    rows = Provider.objects.filter(municipality=municipality_id).prefetch_related("agreements", "exclusions")
    return [row for row in rows.order_by("name", "pk") if usable_on(row, day)]


__all__ = [
    "bpa_lines",
    "decided_journeys",
    "is_abroad",
    "journeys_of",
    "providers_on",
    "standing",
    "start_up_in",
    "started",
    "stays_of",
    "under_way",
]
