"""Lines in the order of whose they are and when they begin: one sort of one packed whole number a line.

The number holds whose (high), the start, and the row (low): the sort needs no second key and no gathering,
and neighbours of another owner can never seem to overlap.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rettvis.journey.delivery.many.columns import ShiftColumns, WholeNumbers

_MARGIN = 14 * 24 * 60
"""Minutes between the last end of one owner and the first start of the next: more than any rest."""


@dataclass(frozen=True)
class Sorted:
    """``key`` in order; ``rows`` are rows of the part; ``ends`` runs: owner, latest end so far and whose."""

    key: WholeNumbers
    bits: int
    rows: WholeNumbers
    length: WholeNumbers

    @cached_property
    def start(self) -> WholeNumbers:
        """Owner and start in one number."""
        return self.key >> self.bits

    @cached_property
    def latest(self) -> WholeNumbers:
        """Running maximum of owner and end, with the place of its line (the earliest of equals)."""
        count = len(self.key)
        packed = ((self.start + self.length) << self.bits) | np.arange(count - 1, -1, -1)
        return np.maximum.accumulate(packed, out=packed)

    def longest(self, places: WholeNumbers) -> WholeNumbers:
        """The place, in this order, of the line with the latest end up to each of ``places``."""
        return len(self.key) - 1 - (self.latest[places] & ((1 << self.bits) - 1))

    def overlapping(self) -> tuple[WholeNumbers, WholeNumbers, WholeNumbers]:
        """Places of lines that begin before an earlier one ends; the earlier one's; minutes in common."""
        later = np.flatnonzero((self.latest[:-1] >> self.bits) > self.start[1:]) + 1
        earlier = self.longest(later - 1)
        start = self.start[later]
        ends = np.minimum(start + self.length[later], self.start[earlier] + self.length[earlier])
        return later, earlier, ends - start


def in_order(owner: WholeNumbers, part: ShiftColumns) -> tuple[Sorted, WholeNumbers, WholeNumbers]:
    """The lines of a part sorted, without repeated ones; the rows of those, and the rows they repeat.

    ``owner`` counts from 0 within the part.
    """
    first = int(part.start.min())
    span = int(part.start.max()) - first + 2 * _MARGIN
    bits = len(part).bit_length()
    wide = owner.astype(np.int64)
    wide *= 1 << span.bit_length()
    wide += part.start - np.int32(first)
    wide <<= bits
    wide |= np.arange(len(part), dtype=np.int64)
    wide.sort()
    rows = wide & ((1 << bits) - 1)
    again, of = _repeated(wide >> bits, rows, part)
    if len(again):
        kept = ~np.isin(rows, again)
        wide, rows = wide[kept], rows[kept]
    return Sorted(wide, bits, rows, part.length[rows].astype(np.int64)), again, of


def _repeated(
    start: WholeNumbers, rows: WholeNumbers, part: ShiftColumns
) -> tuple[WholeNumbers, WholeNumbers]:
    """Rows with person, assistant, provider, start and end of an earlier row; and that row."""
    alike = start[1:] == start[:-1]
    if not alike.any():
        return rows[:0], rows[:0]
    marked = np.zeros(len(rows), bool)
    marked[1:] |= alike
    marked[:-1] |= alike
    near, groups = rows[marked], start[marked]
    what = (groups, part.person[near], part.assistant[near], part.provider[near], part.length[near])
    order = np.lexsort((near, *what))
    same = np.ones(len(near) - 1, bool)
    for column in what:
        same &= column[order][1:] == column[order][:-1]
    begins = np.concatenate(([True], ~same))
    first = near[order][np.maximum.accumulate(np.where(begins, np.arange(len(near)), 0))]
    return near[order][~begins], first[~begins]
