"""What happened between two days: who came, who left, and whose hours were changed."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from rettvis.journey.statistics.own_cases.lines import Ints, Lines, Marks, day_number
from rettvis.journey.statistics.own_cases.selection import EVERYTHING, Selection, chosen_rows
from rettvis.journey.statistics.own_cases.standing import InForce, totals_of

NEW, ENDED, WITHIN, MORE, LESS, OTHERWISE = "new", "ended", "within", "more", "less", "otherwise"
FLOWS = (NEW, ENDED, WITHIN, MORE, LESS, OTHERWISE)
"""What can have happened to a user in a period; nobody is in two of them."""


@dataclass(frozen=True)
class Movement:
    """A period: how many came, left and were changed from the evening before it to its last evening.

    ``new`` have a line in force on the last day and had none the day before the period; ``ended`` the other
    way round; ``within`` had none on either but some between. ``more``, ``less`` and ``otherwise`` had lines
    on both, and in some service that they had on both other minutes a week: in all of these services more,
    fewer, or as many. So the users of the last day are those of the day before, and new, less ended.
    """

    first: date
    last: date
    flows: dict[str, int]

    @property
    def changed(self) -> int:
        """How many have other hours in a service that they kept."""
        return sum(self.flows[name] for name in (MORE, LESS, OTHERWISE))


@dataclass(frozen=True)
class Moved:
    """The persons of a selection that something happened to in a period; ages are of its last day."""

    lines: Lines
    first: date
    last: date
    selection: Selection = EVERYTHING

    @cached_property
    def flows(self) -> dict[str, Ints]:
        """The persons of each flow, by their place in the extract."""
        before = self.first - timedelta(days=1)
        # Only whose lines begin or end from the evening before to the last evening can have moved.
        start, end = day_number(before), day_number(self.last)
        lines = self.lines
        turned = ((lines.first > start) & (lines.first <= end)) | ((lines.last >= start) & (lines.last < end))
        touched = np.zeros(len(lines.person_ids), dtype=np.bool_)
        touched[lines.person[turned]] = True
        own = lines.only(np.flatnonzero(touched[lines.person]))
        opening = InForce(own, before, self.selection, aged_on=self.last)
        closing = InForce(own, self.last, self.selection, aged_on=self.last)
        was, now = opening.totals.there, closing.totals.there
        changed, by = _changed(opening, closing)
        marks = {
            NEW: now & ~was,
            ENDED: was & ~now,
            WITHIN: self._between(own) & ~was & ~now,
            MORE: changed & (by > 0),
            LESS: changed & (by < 0),
            OTHERWISE: changed & (by == 0),
        }
        return {name: own.person_ids[mark] for name, mark in marks.items()}

    def _between(self, own: Lines) -> Marks:
        """Who has a row of the selection on some day of the period."""
        there = np.zeros(len(own.person_ids), dtype=np.bool_)
        some_day = (own.first <= day_number(self.last)) & (own.last >= day_number(self.first))
        there[own.person[some_day & chosen_rows(own, self.selection, self.last)]] = True
        return there

    @property
    def counted(self) -> Movement:
        """How many there are in each flow."""
        return Movement(self.first, self.last, {name: len(who) for name, who in self.flows.items()})


def _changed(opening: InForce, closing: InForce) -> tuple[Marks, Ints]:
    """Who has other minutes in a service of both days, and by how many in all such services."""
    count = len(opening.lines.person_ids)
    changed, by = np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.int64)
    services = opening.lines.columns["service"]
    for code in range(len(services.names)):
        was, now = (
            totals_of(one.lines, one.rows[services.codes[one.rows] == code]) for one in (opening, closing)
        )
        kept = was.there & now.there
        difference = np.where(kept, now.minutes - was.minutes, 0)
        changed |= difference != 0
        by += difference
    return changed, by
