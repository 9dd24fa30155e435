"""What of a table may be published: small groups are hidden, and so many more that none can be recomputed.

A cell is sensitive when it counts some users but fewer than the threshold, when fewer than the threshold
have hours, or when one user has so much of the hours that whoever is next could work out the rest (the
p-percent rule). Every sensitive cell is hidden. Then the smallest cells that are left are hidden too, one
at a time, until what is hidden holds together: at least two cells; so many users that each could be any
number from one to the threshold; and hours that no one user has most of. A cell of no users is shown: it
hides nobody. Where that cannot be had, the whole table is withheld.

Source of the rules: A. Hundepool and others, Statistical Disclosure Control (2012), chapters 4 (cell
suppression, the p-percent rule) and 4.4 (secondary suppression).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.statistics.own_cases.groups import HOURS_OVER
from rettvis.journey.statistics.own_cases.measured import Measured

P_PERCENT = Fraction(10, 100)
"""So near must nobody come to the hours of the one who has most, by knowing her own."""

FEWEST, MOST = 3, 100
"""What a municipality may set its threshold to."""

USUAL_THRESHOLD = 5
"""Shown are groups of at least so many, where the municipality has set nothing: as SSB and KOSTRA do."""

Cells = Sequence[tuple[str, Measured]]


def small(count: int, threshold: int) -> bool:
    """Some, but fewer than the threshold."""
    return 0 < count < threshold


def dominated(minutes: int, largest: tuple[int, int]) -> bool:
    """Whether the one with next most could come within the limit of the hours of the one with most."""
    first, second = largest
    return first > 0 and minutes - first - second < P_PERCENT * first


def sensitive(cell: Measured, threshold: int) -> bool:
    """Whether a cell must be hidden for its own sake."""
    if small(cell.users, threshold) or small(cell.with_hours, threshold):
        return True
    return dominated(cell.minutes, cell.largest)


@dataclass(frozen=True)
class DividedTable:
    """A table to be published, with its total.

    ``overlapping``: somebody may be in several cells. ``intervals``: the cells are intervals of hours.
    """

    cells: Cells
    total: Measured
    overlapping: bool = False
    intervals: bool = False

    def hidden(self, threshold: int) -> frozenset[str] | None:
        """The keys that are hidden; None where the whole table must be withheld."""
        held = self.alone(threshold)
        if not held:
            return frozenset()
        left = sorted((cell.users, key) for key, cell in self.cells if cell.users and key not in held)
        while not self._holds(held, threshold):
            if not left:
                return None
            held.add(left.pop(0)[1])
        return frozenset(held)

    def alone(self, threshold: int) -> set[str]:
        """The keys that are hidden for their own sake."""
        return {key for key, cell in self.cells if sensitive(cell, threshold)}

    def total_shown(self, threshold: int) -> bool:
        """Whether the total gives nothing away where only what is sensitive itself is hidden."""
        held = self.alone(threshold)
        return not held or self._holds(held, threshold)

    def _holds(self, held: set[str], threshold: int) -> bool:
        """Whether what is hidden cannot be told apart by what is shown."""
        cells = [cell for key, cell in self.cells if key in held]
        users = sum(cell.users for cell in cells)
        if len(cells) < 2 or users - (len(cells) - 1) < threshold:
            return False
        with_hours = sum(cell.with_hours for cell in cells)
        if small(with_hours, threshold) or dominated(sum(cell.minutes for cell in cells), self._top(cells)):
            return False
        return not self.intervals or all(self._otherwise(key, held) for key in held)

    def _top(self, cells: Sequence[Measured]) -> tuple[int, int]:
        """The most minutes of one user in some cells, and of the next; where they overlap, at the worst."""
        if self.overlapping:
            return sum(cell.largest[0] for cell in cells), sum(cell.largest[1] for cell in cells)
        first, second = sorted((one for cell in cells for one in cell.largest), reverse=True)[:2]
        return first, second

    def _otherwise(self, key: str, held: set[str]) -> bool:
        """Whether one user more or fewer in an interval fits all that is shown, hours and median too."""
        counts = {one: cell.users for one, cell in self.cells}
        for other in held - {key}:
            for step in (1, -1):
                tried = {**counts, key: counts[key] + step, other: counts[other] - step}
                if tried[key] and tried[other] and self._agrees(tried, counts):
                    return True
        return False

    def _agrees(self, tried: Mapping[str, int], counts: Mapping[str, int]) -> bool:
        least = sum(users * bounds_of(key)[0] for key, users in tried.items())
        tops = [bounds_of(key)[1] for key, users in tried.items() if users]
        most = None if None in tops else sum(tried[key] * (bounds_of(key)[1] or 0) for key in tried)
        fits = least <= self.total.minutes and (most is None or self.total.minutes <= most)
        return fits and list(_middles(tried)) == list(_middles(counts))


def hidden_counts(counts: Mapping[str, int], threshold: int) -> frozenset[str] | None:
    """Which groups of a table of counts alone are hidden; None where the whole table must be withheld."""
    cells = [(key, _counted_once(count)) for key, count in counts.items()]
    return DividedTable(cells, _counted_once(sum(counts.values()))).hidden(threshold)


def _counted_once(count: int) -> Measured:
    """A cell in which everybody has the same: nobody has most of it."""
    one = 1 if count else 0
    return Measured(count, count, count, None, None, (one, one))


def bounds_of(key: str) -> tuple[int, int | None]:
    """The least and the most minutes of a user in an interval; no most in the last."""
    if key == "none":
        return 0, 0
    low = int(key.partition("-")[0])
    after = [hours for hours in HOURS_OVER if hours > low]
    return (low * 60 + 1 if low else 0), (after[0] * 60 if after else None)


def _middles(counts: Mapping[str, int]) -> Iterator[str]:
    """The intervals that hold the middle users of those with hours."""
    given = [(key, users) for key, users in counts.items() if key != "none"]
    count = sum(users for _, users in given)
    for place in sorted({(count - 1) // 2, count // 2}) if count else ():
        for key, users in given:
            if place < users:
                yield key
                break
            place -= users
