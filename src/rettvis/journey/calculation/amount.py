"""Whole minutes a week that are known, or known to be at least so many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from rettvis.journey.calculation.row import Row
from rettvis.rulekit.wording import Sentence, sentence

ROUNDING = sentence(
    "Parts of a minute are added up exactly, and each kind of service is rounded up to a whole minute."
)
"""The rounding rule. Up, so that rounding alone can never take anybody below a limit of the law."""


@dataclass(frozen=True)
class Amount:
    """Minutes a week: exactly ``at_least`` when ``complete``, otherwise that or more."""

    at_least: int
    complete: bool

    @property
    def known(self) -> int | None:
        """The minutes when nothing is missing, otherwise ``None``: not known, and never zero."""
        return self.at_least if self.complete else None

    def words(self) -> Sentence:
        """The amount in words."""
        if self.complete:
            return sentence("{minutes:hours} a week", minutes=self.at_least)
        if not self.at_least:
            return sentence("not known")
        return sentence("at least {minutes:hours} a week", minutes=self.at_least)


def amount_of(rows: Iterable[Row], open_elsewhere: bool = False) -> Amount:
    """The sum of ``rows``; ``open_elsewhere``: there are rows that may belong here, but nobody has said."""
    rows = tuple(rows)
    known = sum((row.exact for row in rows if row.exact is not None), Fraction(0))
    complete = not open_elsewhere and all(row.exact is not None for row in rows)
    if complete:
        return Amount(ceil(known), complete=True)
    lowest = known - sum((row.at_most for row in rows), Fraction(0))
    return Amount(max(0, ceil(lowest)), complete=False)


def in_whole_minutes(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of one kind with ``minutes`` set so that they sum to the kind's whole minutes.

    What rounding must give goes to the rows with the largest parts of a minute; on a tie to the first key.
    """
    known = {place: row.exact for place, row in enumerate(rows) if row.exact is not None}
    whole = {place: floor(exact) for place, exact in known.items()}
    short = ceil(sum(known.values(), Fraction(0))) - sum(whole.values())
    largest_first = sorted(known, key=lambda place: (whole[place] - known[place], rows[place].key))
    for place in largest_first[:short]:
        whole[place] += 1
    return tuple(replace(row, minutes=whole.get(place)) for place, row in enumerate(rows))
