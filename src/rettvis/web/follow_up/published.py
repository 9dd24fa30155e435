"""What those may see who see no single provider: figures that too few stand behind are hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from rettvis.journey.follow_up import Days, FoundIn, ProviderRow, StepOfTime, spans
from rettvis.journey.statistics.own_cases.suppression import hidden_counts, small


def published_row(row: ProviderRow, persons: Mapping[date, int], threshold: int) -> ProviderRow:
    """The row with what may not be published as missing. ``persons`` are how many got hours, by month."""
    last = row.period.last or row.period.first
    months = [month.first for month in spans(row.period.first, last, StepOfTime.MONTH)]
    behind = [persons[month] for month in months if persons.get(month)]
    too_few = row.minutes is not None and (not behind or min(behind) < threshold)
    return replace(
        row,
        minutes=None if too_few else row.minutes,
        deviations=published_counts(row.deviations, threshold),
        corrected=row.corrected,
        answer=_days(row.answer, threshold),
        start=_days(row.start, threshold),
    )


def published_counts(
    found: Mapping[tuple[FoundIn, str], int] | None, threshold: int
) -> Mapping[tuple[FoundIn, str], int] | None:
    """The kinds of deviation that are shown: all, or none where a small group could be told from the sum."""
    if found is None:
        return None
    hidden = hidden_counts({f"{where} {code}": count for (where, code), count in found.items()}, threshold)
    return found if hidden is not None and not hidden else None


def _days(days: Days, threshold: int) -> Days:
    return Days(None, 0, 0) if small(days.count, threshold) or small(days.still_open, threshold) else days


def any_hidden(before: Iterable[ProviderRow], after: Iterable[ProviderRow]) -> bool:
    """Whether anything was hidden."""
    return list(before) != list(after)
