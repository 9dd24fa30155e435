"""From the rows of other steps to the facts of a follow-up."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from rettvis.journey.follow_up import (
    Answered,
    Corrected,
    CorrectionWay,
    FollowUpFacts,
    Found,
    FoundIn,
    ProviderStart,
    Worked,
    WorkKind,
)
from rettvis.rulekit.period import Period
from rettvis.web.access.models import Municipality
from rettvis.web.application.models import Case
from rettvis.web.follow_up.counted import FOUND, Counted, counted
from rettvis.web.follow_up.hours import delivered, months_of
from rettvis.web.follow_up.models import HourlyCost, WorkLine


def facts_of(municipality: Municipality, period: Period, named: "QuerySet[Case]") -> FollowUpFacts:
    """What is known of the municipality's providers in a period of whole months; three queries.

    ``named`` are the cases whose numbers may stand beside the administration's hours.
    """
    rows = counted(municipality, period)
    invoiced = frozenset((row.provider, row.first) for row in rows if row.what == "invoice")
    return FollowUpFacts(
        hours=tuple(delivered(rows, period)),
        found=tuple(
            Found(row.provider, row.first, FoundIn(row.what.removeprefix(FOUND)), row.code, row.count)
            for row in rows
            if row.what.startswith(FOUND)
        ),
        corrected=tuple(_corrected(rows)),
        answers=tuple(_answers(rows)),
        starts=tuple(_starts(rows)),
        work=tuple(worked_in(municipality, period, named)),
        received=invoiced | months_of(rows, period),
        invoiced=invoiced,
    )


def worked_in(
    municipality: Municipality, period: Period, named: "QuerySet[Case] | None" = None
) -> Iterator[Worked]:
    """The administration's hours as they stand, each with the hourly cost of its day; one query.

    The case is told of those among ``named``.
    """
    cases = Case.objects.none() if named is None else named
    cost = HourlyCost.objects.filter(municipality=OuterRef("municipality"), from_on__lte=OuterRef("day"))
    rows = WorkLine.objects.filter(
        municipality=municipality, replaced_by=None, minutes__gt=0, day__range=(period.first, period.last)
    ).annotate(
        ore=Subquery(cost.order_by("-from_on", "-pk").values("ore")[:1]),
        named=Subquery(cases.filter(pk=OuterRef("case")).values("number")[:1]),
    )
    for day, minutes, kind, provider, case, ore in rows.order_by("day", "pk").values_list(
        "day", "minutes", "work", "provider__number", "named", "ore"
    ):
        yield Worked(day, minutes, WorkKind(kind), provider or "", case or "", ore)


def _corrected(rows: Iterable[Counted]) -> Iterator[Corrected]:
    """What was credited and what was rejected of the invoices of each month, and reduced in it; each once."""
    for row in rows:
        if row.what == "invoice" and row.code:
            yield Corrected(row.provider, row.first, CorrectionWay(row.code), row.amount)
        elif row.what == "remedy":
            yield Corrected(row.provider, row.first, CorrectionWay.REDUCED, row.amount)


def _answers(rows: Iterable[Counted]) -> Iterator[Answered]:
    """Each question, with the day of its answer where it has one."""
    for row in rows:
        if row.what == "question":
            answered = date.fromisoformat(row.code) if row.code else None
            yield from (Answered(row.provider, row.first, answered) for _one in range(row.count))


def _starts(rows: Iterable[Counted]) -> Iterator[ProviderStart]:
    """Each start-up that came to its first day: from the day of the decision, the first of the row."""
    for row in rows:
        if row.what == "start":
            days = (row.last - row.first).days
            yield from (ProviderStart(row.provider, row.last, days) for _one in range(row.count))
