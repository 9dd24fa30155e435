"""What those may see who see no single person: figures that too few persons stand behind are hidden.

A month of a provider is a cell of that month's table. It is hidden where too few persons stand behind it,
and then others are hidden beside it, so that it cannot be worked out from the sum of all. Whatever holds a
month that is hidden is hidden itself, so nothing can be worked out from a longer time either.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rettvis.journey.follow_up import Days, FollowUpFacts, FoundIn, ProviderRow, months_in
from rettvis.journey.statistics.own_cases.measured import Measured
from rettvis.journey.statistics.own_cases.suppression import DividedTable, hidden_counts, sensitive, small

Place = tuple[str, date]
NO_DAYS = Days(None, 0, 0)


@dataclass(frozen=True)
class Shown:
    """What is hidden of some facts: months of a provider, and months of all providers together.

    ``hours`` are those hidden by the persons who got the hours. ``known`` are those in which something else
    is known (deviations, amounts) and too few persons stand behind it: in a month without hours, those who
    got hours from the provider at any time that is asked for.
    """

    threshold: int
    hours: frozenset[Place]
    known: frozenset[Place]

    def everybody(self, row: ProviderRow) -> ProviderRow:
        """The row of all providers together as it may be shown."""
        others_hidden = _holds(self.known, "", row)
        return replace(
            _hours_shown(row, hidden=_holds(self.hours, "", row)),
            deviations=None if others_hidden else published_counts(row.deviations, self.threshold),
            corrected=None if others_hidden else row.corrected,
            answer=_days(row.answer, self.threshold),
            start=_days(row.start, self.threshold),
        )

    def providers(self, rows: Sequence[ProviderRow]) -> list[ProviderRow]:
        """The rows of every provider in one period as they may be shown."""
        counts = {row.provider: row.start.count for row in rows}
        held = hidden_counts(counts, self.threshold)
        return [self._one(row, started=held is not None and row.provider not in held) for row in rows]

    def _one(self, row: ProviderRow, *, started: bool) -> ProviderRow:
        hidden = _holds(self.hours, row.provider, row)
        others_hidden = hidden or _holds(self.known, row.provider, row)
        return replace(
            _hours_shown(row, hidden=hidden),
            deviations=None if others_hidden else row.deviations,
            corrected=None if others_hidden else row.corrected,
            start=row.start if started and not hidden else NO_DAYS,
        )


def shown_of(facts: FollowUpFacts, threshold: int) -> Shown:
    """What of some facts may be shown; of every provider, whichever are asked for."""
    behind: dict[Place, Counter[str]] = {}
    for place, hours in facts.hours_by_month.items():
        for one in hours:
            behind.setdefault(place, Counter())[one.person] += one.minutes
    ever: dict[str, Counter[str]] = {}
    for (who, _month), persons in behind.items():
        ever.setdefault(who, Counter()).update(persons)
    told = {(one.provider, one.month) for one in (*facts.found, *facts.corrected)}
    nobody = Counter({"": 0})
    known = {place: behind.get(place) or ever.get(place[0]) or nobody for place in {*told, *behind}}
    return Shown(threshold, _hidden(behind, threshold), _hidden(known, threshold))


def _hidden(behind: Mapping[Place, Counter[str]], threshold: int) -> frozenset[Place]:
    """The months of each provider that are hidden, and those of all together (no provider)."""
    found: set[Place] = set()
    for month in {month for _provider, month in behind}:
        cells = {who: persons for (who, on), persons in behind.items() if on == month}
        together: Counter[str] = sum(cells.values(), Counter[str]())
        for who in cells:
            together.update(dict.fromkeys(cells[who], 0))
        total = _measured(together)
        table = DividedTable([(who, _measured(one)) for who, one in cells.items()], total, overlapping=True)
        hidden = table.hidden(threshold)
        found |= {(who, month) for who in (cells if hidden is None else hidden)}
        if sensitive(total, threshold):
            found.add(("", month))
    return frozenset(found)


def _measured(persons: Counter[str]) -> Measured:
    """So many persons, with the minutes of the two who have most; one that is not known is one of them."""
    most = sorted((max(0, minutes) for minutes in persons.values()), reverse=True)
    return Measured(len(most), len(most), sum(most), None, None, (most[0], most[1] if len(most) > 1 else 0))


def _holds(hidden: Collection[Place], provider: str, row: ProviderRow) -> bool:
    return any((provider, month) in hidden for month in months_in(row.period))


def _hours_shown(row: ProviderRow, *, hidden: bool) -> ProviderRow:
    known = row.minutes is not None
    return replace(row, minutes=None, hidden=known) if hidden else row


def published_counts(
    found: Mapping[tuple[FoundIn, str], int] | None, threshold: int
) -> Mapping[tuple[FoundIn, str], int] | None:
    """The kinds of deviation that are shown: all, or none where a small group could be told from the sum."""
    if found is None:
        return None
    hidden = hidden_counts({f"{where} {code}": count for (where, code), count in found.items()}, threshold)
    return found if hidden is not None and not hidden else None


def _days(days: Days, threshold: int) -> Days:
    return NO_DAYS if small(days.count, threshold) or small(days.still_open, threshold) else days
