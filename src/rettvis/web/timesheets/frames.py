"""What shifts are measured by: the hours of the bank, what else a decision allows, absences, prices."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from django.db.models import Exists, OuterRef

from rettvis.journey.application import Service
from rettvis.journey.calculation import several_and_night
from rettvis.journey.delivery import Absence, AgreedPrice, Away, Frame, Grounds
from rettvis.journey.hourbank import Account, EntryKind, Grant, Ledger
from rettvis.journey.hourbank.accrual import grant_spells
from rettvis.rulekit.period import Period
from rettvis.web.application.models import Case
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.assessment.store import assessment_in
from rettvis.web.decision.models import FactsOfRight
from rettvis.web.delivery.models import Agreement
from rettvis.web.delivery.store import terms_in
from rettvis.web.hourbank.store import ledger_of
from rettvis.web.start_up.store import journeys_of, stays_of
from rettvis.web.timesheets.models import Death, FrameRow

DAY = timedelta(days=1)
SEVERAL_OR_NIGHT = "minutes.several_providers_or_night"
"""The fact that says how much of the need is for more than one at once, or for help at night."""
SeveralNight = tuple[bool, bool]
"""Whether a decision grants several assistants at once, and whether it grants help at night."""
ORDINARY = frozenset(str(one) for one in Service)
BESIDE = ORDINARY - {str(Service.BPA)}
"""Ordinary services whose hours are not those of the assistants, where the person has BPA."""
BROUGHT = frozenset({EntryKind.CARRIED_IN, EntryKind.OPENING})
"""What a bank holds for the year beside what is granted in it."""


def grounds_of(persons: Collection[int], first: date, last: date, providers: Collection[int]) -> Grounds:
    """All that the shifts of some persons (primary keys) are measured by, from a day to another."""
    prices, more = prices_of(providers)
    return Grounds(
        frames=frames_of(persons, first, last),
        absences=absences_of(persons, Period(first, last)),
        prices=tuple(prices),
        journeys=tuple(journeys_of(persons, Period(first, last))),
        more_prices=tuple(more),
    )


def frames_of(persons: Collection[int], first: date, last: date) -> tuple[Frame, ...]:
    """The decisions, cut where something else of them changes; year by year as the bank counts.

    Those that ended before ``first`` are among them: a line after them lies outside a decision.
    """
    return frames_and_rows(persons, first, last)[0]


def frames_and_rows(
    persons: Collection[int], first: date, last: date
) -> tuple[tuple[Frame, ...], list[FrameRow]]:
    """The same, and what was written of the decisions beside their hours, the newest first."""
    if not persons:
        return (), []
    found: list[Frame] = []
    ledgers = [(year, ledger_of(persons, year)) for year in range(first.year, last.year + 1)]
    began = min((grant.first.year for grant in ledgers[0][1].grants), default=first.year)
    ended = Ledger(ledgers[0][1].grants, ledgers[0][1].ends)
    ledgers += [(year, ended) for year in range(began, first.year)]
    sources = {grant.source for _year, ledger in ledgers for grant in ledger.grants}
    more = _more(sources)
    wide = _wide(sources)
    for year, ledger in ledgers:
        for account in ledger.accounts(year):
            if counts(ledger, account):
                found += _frames(ledger, account, more, wide)
    rows = [row for own in more.values() for row in own]
    return tuple(found), sorted(rows, key=lambda row: (row.from_on, row.pk), reverse=True)


def counts(ledger: Ledger, account: Account) -> bool:
    """Whether an account's hours are the assistants': BPA and what is added to it; others without BPA."""
    bpa = any(one.person == account.person and one.service == Service.BPA for one in ledger.grants)
    return not bpa or account.service not in BESIDE


def _frames(
    ledger: Ledger, account: Account, more: dict[str, list[FrameRow]], wide: Mapping[str, SeveralNight]
) -> Iterator[Frame]:
    spells = list(grant_spells(ledger, account))
    longest = max(spells, key=lambda one: one[1].days or 0, default=None)
    brought = sum(one.minutes for one in ledger.counted(account) if one.kind in BROUGHT)
    for grant, spell in spells:
        a_year = grant.per_day(account) * account.days
        if longest is not None and spell is longest[1]:
            a_year += Fraction(brought * account.days, spell.days or 1)
        for row, part in _cut(spell, more.get(grant.source, ())):
            yield _frame(grant, part, a_year, row, wide.get(grant.source, (False, False)))


def _frame(grant: Grant, part: Period, a_year: Fraction, row: FrameRow | None, wide: SeveralNight) -> Frame:
    """A grant as a frame. What is written of a decision limits its own hours, not what is added to them."""
    limits = row if grant.service in ORDINARY else None
    weekly = ceil(grant.minutes_per_week)
    return Frame(
        grant.person,
        part,
        per_day=limits.per_day if limits else None,
        per_week=(limits.per_week if limits else None) or max(weekly, 1),
        per_month=limits.per_month if limits else None,
        per_year=max(ceil(a_year), 1),
        several=row.several if row else wide[0],
        night=row.night if row else wide[1],
        reference=grant.source,
    )


def _cut(spell: Period, rows: Iterable[FrameRow]) -> Iterator[tuple[FrameRow | None, Period]]:
    """The days of a spell, cut where a row begins to count; of one day the newest row."""
    by_day = {row.from_on: row for row in sorted(rows, key=lambda row: (row.from_on, row.pk))}
    begun = [day for day in by_day if day <= spell.first]
    cuts = [spell.first, *(day for day in sorted(by_day) if day > spell.first and day in spell)]
    for place, first in enumerate(cuts):
        last = cuts[place + 1] - DAY if place + 1 < len(cuts) else spell.last
        row = by_day.get(first) or (by_day[max(begun)] if begun and first == spell.first else None)
        yield row, Period(first, last)


def _more(numbers: Collection[str]) -> dict[str, list[FrameRow]]:
    """What else was written of the decisions, by the number of the case."""
    found: dict[str, list[FrameRow]] = {}
    for row in FrameRow.objects.filter(case__number__in=numbers).select_related("case", "written_by"):
        found.setdefault(row.case.number, []).append(row)
    return found


def _wide(numbers: Collection[str]) -> dict[str, SeveralNight]:
    """The cases whose right was tried on a need for more than one at once or for help at night, and which.

    The decision keeps one fact for both; which it was, the day clock of the assessment says. Without one,
    both are granted, so that nothing is told falsely.
    """
    rows = FactsOfRight.objects.filter(case__number__in=numbers).values_list("case__number", "facts")
    found = {number: (True, True) for number, facts in rows if facts.get(SEVERAL_OR_NIGHT)}
    newer = AssessmentRevision.objects.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
    assessed = AssessmentRevision.objects.filter(case__number__in=sorted(found)).exclude(Exists(newer))
    for number, content in assessed.values_list("case__number", "content") if found else ():
        needed = several_and_night(assessment_in(content))
        found[number] = needed if any(needed) else (True, True)
    return found


def absences_of(persons: Collection[int], period: Period) -> tuple[Absence, ...]:
    """Deaths, the day itself not included, and stays in institutions."""
    newest = {row.person_id: row.died_on for row in Death.objects.filter(person__in=persons).order_by("pk")}
    deaths = [
        Absence(str(person), Away.DEATH, Period(day + DAY))
        for person, day in newest.items()
        if day is not None
    ]
    return (*deaths, *stays_of(persons, period))


def prices_of(providers: Collection[int]) -> tuple[list[AgreedPrice], list[AgreedPrice]]:
    """The agreed prices of some providers (primary keys), and those of their further price lines."""
    rows = Agreement.objects.filter(provider__in=providers).select_related("provider")
    found = [terms_in(row) for row in rows.prefetch_related("prices").order_by("starts_on", "pk")]
    first = [one for terms in found for one in _within(terms.prices, terms.period)]
    lines = [one for terms in found for one in _within((one for _, one in terms.by_code), terms.period)]
    return first, [one for one in lines if one not in first]


def _within(prices: Iterable[AgreedPrice], period: Period) -> Iterator[AgreedPrice]:
    for price in prices:
        common = price.period.intersection(period)
        if common is not None:
            yield replace(price, period=common)


def cases_by_number(municipality: int, references: Iterable[str]) -> dict[str, Case]:
    """The cases of the municipality that lines refer to."""
    wanted = sorted(set(references))
    found: dict[str, Case] = {}
    for first in range(0, len(wanted), 500):
        rows = Case.objects.filter(municipality=municipality, number__in=wanted[first : first + 500])
        found.update({row.number: row for row in rows.select_related("person")})
    return found
