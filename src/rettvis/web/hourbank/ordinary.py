"""Ordinary hours as grants, read from the sent decisions and from what became of them since.

What was known when is told by when each letter was sent: a line that is replaced, annulled or in force again,
or that another provider gives, is a new stretch of the same line, recorded at that moment.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery
from django.utils import timezone

from rettvis.journey.calculation import FIFTY_TWO, WeeksPerYear
from rettvis.journey.decision import Extent, LineOutcome, Per
from rettvis.journey.hourbank import Grant, GrantEnd
from rettvis.web.calculation.models import CalculationRevision
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.decision.models import LineChange, SentLetter, ServiceLineRow, Why
from rettvis.web.hourbank.models import BankLine, Other
from rettvis.web.hourbank.sources import Granted, Persons
from rettvis.web.pages.content import from_json
from rettvis.web.review.annulling import KIND
from rettvis.web.review.history import stretches_of

DAY = timedelta(days=1)
IN_HOURS = (Per.WEEK, Per.MONTH)
OF_PROVIDERS = (Other.PROVIDER, Other.WITHDRAWN)
ANOTHER_PROVIDER = "provider"
"""Why a grant ends, where another provider gives the hours from then on."""


@dataclass(frozen=True)
class _Stretch:
    """Some days of a line with one provider."""

    first: date
    last: date | None
    provider: str


@dataclass(frozen=True)
class _News:
    """Something that became known of a line at a moment: a change of it, or who gives it from a day."""

    recorded: datetime
    why: str
    change: Any = None
    provider: BankLine | None = None


def ordinary_grants(persons: Persons, written: Iterable[BankLine]) -> Granted:
    """The granted hours of the persons' decisions, ``written`` says who gives them when.

    One query, and one more where any of them was changed afterwards.
    """
    rows = list(_rows(persons))
    changes: dict[int, list[Any]] = {}
    for change in _changes(persons) if any(row.changed for row in rows) else ():
        changes.setdefault(change.line_id, []).append(change)
    providers = _providers(written)
    grants: list[Grant] = []
    ends: list[GrantEnd] = []
    for row in rows:
        known = [*_news_of(changes.get(row.pk, ())), *providers.get((row.case.person_id, row.service), ())]
        for one in _told(row, sorted(known, key=lambda news: news.recorded)):
            (grants if isinstance(one, Grant) else ends).append(one)  # type: ignore[arg-type]
    return Granted(tuple(grants), tuple(ends))


def start_of(day: date) -> datetime:
    """The moment a day begins here."""
    return timezone.make_aware(datetime.combine(day, time()))


def _rows(persons: Persons) -> Iterable[Any]:
    """The granted lines that are given in hours, with when they were sent and how weeks were counted."""
    sent = SentLetter.objects.filter(case=OuterRef("case")).values("sent_at")
    chosen = CalculationRevision.objects.filter(case=OuterRef("case")).order_by("-number")
    return (
        ServiceLineRow.objects.filter(
            case__person__in=persons,
            outcome__in=[LineOutcome.GRANTED, LineOutcome.PARTLY],
            per__in=[str(one) for one in IN_HOURS],
            amount__gt=0,
        )
        .select_related("case")
        .annotate(sent_at=Subquery(sent[:1]), weeks=Subquery(chosen.values("content__weeks")[:1]))
        .annotate(changed=Exists(LineChange.objects.filter(line=OuterRef("pk"))))
        .order_by("pk")
    )


def _changes(persons: Persons) -> Iterable[Any]:
    """What became of the lines, with when the decision or the annulment that did it was sent."""
    sent = SentLetter.objects.filter(case=OuterRef("by_case")).values("sent_at")
    annulled = CaseLetter.objects.filter(case=OuterRef("by_case"), key=KIND).values("sent_at")
    return (
        LineChange.objects.filter(line__case__person__in=persons)
        .annotate(
            decided_at=Subquery(sent[:1]),
            annulled_at=Subquery(annulled[:1]),
            by_number=F("by_case__number"),
            by_decided=F("by_case__decided_on"),
        )
        .order_by("pk")
    )


def _providers(written: Iterable[BankLine]) -> dict[tuple[int, str], list[_News]]:
    """Who gives what from when, as somebody has written it down, and what of it was withdrawn."""
    found: dict[tuple[int, str], list[_News]] = {}
    for row in sorted(written, key=lambda row: row.pk):
        if row.kind in OF_PROVIDERS:
            news = _News(row.recorded_at, ANOTHER_PROVIDER, provider=row)
            found.setdefault((row.person_id, row.service), []).append(news)
    return found


def _news_of(changes: Iterable[Any]) -> Iterator[_News]:
    for change in changes:
        by_decision = change.why == Why.REPLACED
        recorded = change.decided_at if by_decision else change.annulled_at
        day = change.by_decided if by_decision and change.by_decided else change.from_on
        yield _News(recorded or start_of(day), f"{change.why}/{change.by_number}", change=change)


def _told(row: Any, news: list[_News]) -> Iterator[Grant | GrantEnd]:
    """The grants of one line, and their ends: each moment's stretches set against those before it."""
    weekly = _weekly(row)
    if weekly is None:
        return
    decided = row.sent_at or start_of(row.decided_on)
    early = [one for one in news if one.recorded <= decided]
    standing: dict[_Stretch, Grant] = {}
    number = 0
    known = list(early)
    for one in [_News(decided, ""), *(one for one in news if one.recorded > decided)]:
        if one.why:
            known.append(one)
        now = _stretches(row, known)
        for stretch, grant in list(standing.items()):
            if stretch not in now:
                del standing[stretch]
                shorter = next((new for new in now if _is_shorter(new, stretch)), None)
                last = stretch.first - DAY if shorter is None or shorter.last is None else shorter.last
                if shorter is not None:
                    standing[shorter] = grant
                yield GrantEnd(grant.key, last, one.recorded, one.why)
        for stretch in now:
            if stretch not in standing:
                number += 1
                standing[stretch] = _grant(row, number, stretch, weekly, one.recorded)
                yield standing[stretch]


def _is_shorter(new: _Stretch, old: _Stretch) -> bool:
    """Whether ``new`` is the first part of ``old``."""
    same = (new.first, new.provider) == (old.first, old.provider)
    return same and new.last is not None and (old.last is None or new.last < old.last)


def _stretches(row: Any, news: list[_News]) -> list[_Stretch]:
    """The days of a line as they were known, cut where another provider begins."""
    changes = [one.change for one in news if one.change is not None]
    cuts = _providers_by_day(one.provider for one in news if one.provider is not None)
    found: list[_Stretch] = []
    for stretch in stretches_of(row, changes):
        begins = [stretch.start, *(day for day in sorted(cuts) if day > stretch.start)]
        for place, first in enumerate(begins):
            if stretch.until is not None and first > stretch.until:
                break
            following = begins[place + 1] - DAY if place + 1 < len(begins) else None
            last = min((day for day in (following, stretch.until) if day is not None), default=None)
            own = max((day for day in cuts if day <= first), default=None)
            found.append(_Stretch(first, last, "" if own is None else cuts[own]))
    return found


def _providers_by_day(rows: Iterable[BankLine]) -> dict[date, str]:
    """From which day which provider gives the hours; of two that say the same day, the newest."""
    known = list(rows)
    withdrawn = {row.corrects for row in known if row.kind == Other.WITHDRAWN}
    kept = [row for row in known if row.kind == Other.PROVIDER and row.key not in withdrawn]
    return {row.day: row.provider for row in sorted(kept, key=lambda row: (row.day, row.pk))}


def _grant(row: Any, number: int, stretch: _Stretch, weekly: Fraction, recorded: datetime) -> Grant:
    return Grant(
        key=f"line/{row.pk}/{number}",
        person=str(row.case.person_id),
        service=row.service,
        minutes_per_week=weekly,
        first=stretch.first,
        last=stretch.last,
        recorded=recorded,
        provider=stretch.provider,
        weeks=_weeks(row).weeks,
        source=row.case.number,
    )


def _weekly(row: Any) -> Fraction | None:
    """Minutes a week, exact: the row's own whole minutes are rounded up."""
    return Extent(row.amount, Per(row.per), row.every_weeks).per_week(_weeks(row))


def _weeks(row: Any) -> WeeksPerYear:
    return FIFTY_TWO if row.weeks is None else from_json(WeeksPerYear, row.weeks)
