"""Prices that are secret, compared by rank alone: 1 is the lowest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rettvis.journey.statistics.plausibility.doubt import Doubt
from rettvis.rulekit.wording import sentence


@dataclass(frozen=True)
class PriceRank:
    """The rank of a place's hourly price among those of the year; None where it is missing."""

    place: str
    number: str
    year: int
    rank: int | None
    found_at: str
    printed_in: str = ""


def doubt_ranks(ranks: Iterable[PriceRank]) -> Iterator[Doubt]:
    """Years where the ranks are not 1, 2, 3 … with equal prices sharing the lowest of their ranks."""
    by_year: dict[int, list[PriceRank]] = defaultdict(list)
    for one in ranks:
        if one.rank is not None:
            by_year[one.year].append(one)
    for year, found in by_year.items():
        given = sorted(one.rank or 0 for one in found)
        if any(rank != given.index(rank) + 1 for rank in given):
            message = sentence(
                "The ranks of {year} are {ranks}; none may be left out.", year=str(year), ranks=given
            )
            yield Doubt(found[0].found_at, message, True)
