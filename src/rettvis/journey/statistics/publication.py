"""A publication: what was observed, what was printed as calculated from it, and the tables beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rettvis.journey.statistics.figures import Figures
from rettvis.journey.statistics.plausibility import (
    Doubt,
    HoursRange,
    IntervalTable,
    ServiceSummary,
    doubt_intervals,
    doubt_ranges,
    doubt_summary,
    doubt_totals,
)
from rettvis.journey.statistics.price_rank import PriceRank, doubt_ranks
from rettvis.journey.statistics.printed import PrintedFigure


@dataclass(frozen=True)
class Publication:
    """Everything that was read from one folder; ``unread`` names the files that are of no known kind.

    ``source`` is what the publication calls itself, "" where it does not say."""

    figures: Figures
    printed: tuple[PrintedFigure, ...] = ()
    ranges: tuple[HoursRange, ...] = ()
    ranks: tuple[PriceRank, ...] = ()
    intervals: tuple[IntervalTable, ...] = ()
    summaries: tuple[ServiceSummary, ...] = ()
    unread: tuple[str, ...] = ()
    source: str = ""

    @cached_property
    def by_topic(self) -> Mapping[tuple[str, str], Mapping[tuple[object, ...], PrintedFigure]]:
        """What was printed of a measure over another ("" for none): by number, kind, group and years."""
        found: dict[tuple[str, str], dict[tuple[object, ...], PrintedFigure]] = {}
        for one in self.printed:
            key = (one.number, one.kind, one.group, one.year, one.base_year)
            found.setdefault((one.measure, one.other), {})[key] = one
        return found


def doubts(publication: Publication) -> tuple[Doubt, ...]:
    """Every doubt about the publication: what contradicts first, then what is to be asked about."""
    found = [
        *doubt_totals(publication.figures),
        *doubt_ranges(publication.ranges, publication.figures),
        *doubt_ranks(publication.ranks),
    ]
    for table in publication.intervals:
        found += doubt_intervals(table)
    for summary in publication.summaries:
        found += doubt_summary(summary, publication.intervals)
    return tuple(sorted(found, key=lambda doubt: not doubt.contradiction))
