"""The checks of one part of the persons: decisions, hours, night, stays, minutes, prices and invoices."""

from dataclasses import dataclass, replace

import numpy as np

from rettvis.journey.delivery.deviation import DeviationCode
from rettvis.journey.delivery.frame import Unit
from rettvis.journey.delivery.many.calendar import Calendar
from rettvis.journey.delivery.many.columns import (
    KIND_CODES,
    NONE_GIVEN,
    DeviationColumns,
    GroundColumns,
    ShiftColumns,
    WholeNumbers,
)
from rettvis.journey.delivery.many.invoiced import check_hours
from rettvis.journey.delivery.many.pieces import Pieces, cells_of, pieces_of
from rettvis.journey.delivery.many.prices import PriceTable
from rettvis.journey.delivery.many.sorting import in_order
from rettvis.journey.delivery.many.state import (
    DEATH,
    IN_FORCE,
    NIGHT,
    SEVERAL,
    STAY,
    DayState,
    day_state,
    limits_of,
)
from rettvis.journey.delivery.many.told import Gathered
from rettvis.journey.delivery.rules import WHOLE_PERCENT, CheckRules
from rettvis.journey.delivery.shift import NIGHT_KINDS, ShiftKind

_NIGHT_CODES = [KIND_CODES[kind] for kind in NIGHT_KINDS]
_OVER = {
    Unit.DAY: DeviationCode.OVER_DAY,
    Unit.WEEK: DeviationCode.OVER_WEEK,
    Unit.MONTH: DeviationCode.OVER_MONTH,
    Unit.YEAR: DeviationCode.OVER_YEAR,
}


def check_persons(
    part: ShiftColumns,
    grounds: GroundColumns,
    low: int,
    count: int,
    calendar: Calendar,
    rules: CheckRules,
    prices: PriceTable | None,
) -> DeviationColumns:
    """What deviates for persons ``low`` and the ``count`` - 1 after; part and grounds hold all of theirs."""
    told = Gathered()
    owner = part.person - np.int32(low)
    pieces = None
    if len(part):
        state = day_state(grounds, low, count, calendar)
        lines = _Lines(part, owner, part.places(), calendar, state, told).at_once()
        part, owner = lines.part, lines.owner
        pieces = pieces_of(part, calendar)
        lines.beside(pieces, rules)
        lines.stated_and_priced(pieces, prices)
        _hours(part, pieces, owner, grounds, low, count, calendar, rules, told)
    if grounds.invoiced is not None and len(grounds.invoiced):
        check_hours(part, pieces, owner, grounds.invoiced, low, count, calendar, told)
    return told.table()


@dataclass
class _Lines:
    """The lines of a part, and what holds on their days."""

    part: ShiftColumns
    owner: WholeNumbers
    places: WholeNumbers
    calendar: Calendar
    state: DayState
    told: Gathered

    def at_once(self) -> "_Lines":
        """Tell of lines that are there already and of several assistants at once; the lines that count."""
        order, again, of = in_order(self.owner, self.part)
        later, earlier, minutes = order.overlapping()
        later, earlier = order.rows[later], order.rows[earlier]
        self.repeated(again, of)
        self.several(later, earlier, minutes)
        if not len(again):
            return self
        kept = np.ones(len(self.part), bool)
        kept[again] = False
        return replace(self, part=self.part.take(kept), owner=self.owner[kept], places=self.places[kept])

    def repeated(self, again: WholeNumbers, of: WholeNumbers) -> None:
        """Lines that are there already."""
        minutes = (self.part.length - self.part.pause)[again]
        self._add(DeviationCode.DUPLICATE_LINE, again, minutes, other=self.places[of])

    def several(self, later: WholeNumbers, earlier: WholeNumbers, minutes: WholeNumbers) -> None:
        """Two assistants at once on a day when the decision has one."""
        marks = self._marks(later)
        chosen = (marks & (IN_FORCE | SEVERAL)) == IN_FORCE
        chosen &= self.part.assistant[later] != self.part.assistant[earlier]
        code, other = DeviationCode.SEVERAL_ASSISTANTS, self.places[earlier[chosen]]
        self._add(code, later[chosen], minutes[chosen], other=other)

    def beside(self, pieces: Pieces, rules: CheckRules) -> None:
        """Without a decision, outside its dates, at night, during a stay, after a death."""
        unknown = np.flatnonzero(~self.state.known[self.owner])
        self._add(DeviationCode.NO_DECISION, unknown, (self.part.length - self.part.pause)[unknown])
        cells = self.owner * self.calendar.count + pieces.day
        marks, next_marks = self.state.marks[cells], self.state.marks[cells[pieces.over] + 1]
        known = self.state.known[self.owner[pieces.over]]
        outside = (marks & IN_FORCE) == 0
        outside[unknown] = False
        code = DeviationCode.OUTSIDE_DECISION
        self._on_days(code, pieces, outside, known & ((next_marks & IN_FORCE) == 0))
        for code, mark in ((DeviationCode.AFTER_DEATH, DEATH), (DeviationCode.IN_INSTITUTION, STAY)):
            self._on_days(code, pieces, (marks & mark) > 0, (next_marks & mark) > 0)
        self._at_night(pieces, (marks & (IN_FORCE | NIGHT)) == IN_FORCE, rules)

    def _on_days(self, code: DeviationCode, pieces: Pieces, first: WholeNumbers, after: WholeNumbers) -> None:
        """Lines with minutes on the day they begin (``first``) or the day after that deviate."""
        first = first & (pieces.minutes > 0)
        after = after & (pieces.minutes_after > 0)
        if not first.any() and not after.any():
            return
        minutes = np.where(first, pieces.minutes, 0)
        minutes[pieces.over] += np.where(after, pieces.minutes_after, 0).astype(minutes.dtype)
        rows = np.flatnonzero(minutes)
        later = np.zeros(len(first), bool)
        later[pieces.over] = after
        day = pieces.day[rows] + self.calendar.first
        self._add(code, rows, minutes[rows], first=day + ~first[rows], last=day + later[rows])

    def _at_night(self, pieces: Pieces, not_granted: WholeNumbers, rules: CheckRules) -> None:
        """Night hours or a night's code on a day when the decision has no night."""
        calendar, part = self.calendar, self.part
        begin = calendar.midnight[:-1]
        clock = part.start - begin[pieces.day]
        near = clock < (calendar.night_ends - begin).max()
        near |= clock + part.length > (calendar.night_begins - begin).min()
        for code in _NIGHT_CODES:
            near |= part.kind == code
        rows = np.flatnonzero(near & not_granted)
        day, start = pieces.day[rows], part.start[rows]
        end = start + part.length[rows]
        minutes = np.zeros(len(rows), np.int64)
        for on in (day, day + 1):
            inside = np.minimum(on, calendar.count - 1)
            for begin, until in (
                (calendar.midnight[on], calendar.night_ends[inside]),
                (calendar.night_begins[inside], calendar.midnight[inside + 1]),
            ):
                minutes += np.maximum(0, np.minimum(end, until) - np.maximum(start, begin))
        coded = np.isin(part.kind[rows], _NIGHT_CODES)
        chosen = coded | (minutes > 0)
        self._add(DeviationCode.NIGHT_NOT_GRANTED, rows[chosen], minutes[chosen])

    def stated_and_priced(self, pieces: Pieces, prices: PriceTable | None) -> None:
        """Minutes that do not follow from the clock; no agreed price, or another one."""
        part = self.part
        if part.stated is not None:
            minutes = part.length - part.pause
            rows = np.flatnonzero((part.stated != minutes) & (part.stated != NONE_GIVEN))
            self._add(DeviationCode.MINUTES_DIFFER, rows, part.stated[rows], allowed=minutes[rows])
        if prices is None:
            return
        agreed = prices.on(part.provider, part.kind, pieces.day)
        rows = np.flatnonzero(agreed == NONE_GIVEN)
        given = np.zeros(len(rows), np.int64) if part.price is None else np.maximum(part.price[rows], 0)
        self._add(DeviationCode.NO_PRICE, rows, given)
        if part.price is not None:
            wrong = (part.price != agreed) & (agreed != NONE_GIVEN) & (part.price != NONE_GIVEN)
            rows = np.flatnonzero(wrong)
            self._add(DeviationCode.PRICE_DIFFERS, rows, part.price[rows], allowed=agreed[rows])

    def _marks(self, rows: WholeNumbers) -> WholeNumbers:
        day = self.calendar.day_of(self.part.start[rows])
        marks: WholeNumbers = self.state.marks[self.owner[rows] * self.calendar.count + day]
        return marks

    def _add(
        self, code: DeviationCode, rows: WholeNumbers, found: WholeNumbers, **more: WholeNumbers
    ) -> None:
        if not len(rows):
            return
        if "first" not in more:
            more["first"] = more["last"] = self.calendar.day_of(self.part.start[rows]) + self.calendar.first
        self.told.add(
            code,
            len(rows),
            person=self.part.person[rows],
            assistant=self.part.assistant[rows],
            line=self.places[rows],
            found=found,
            **more,
        )


def _hours(
    part: ShiftColumns,
    pieces: Pieces,
    owner: WholeNumbers,
    grounds: GroundColumns,
    low: int,
    count: int,
    calendar: Calendar,
    rules: CheckRules,
    told: Gathered,
) -> None:
    """More than the decisions allow in a unit; days on which none limits the unit do not count."""
    counted = None
    for unit in Unit:
        limits = limits_of(grounds, unit, low, count, calendar)
        if limits is None:
            continue
        if counted is None:
            counted = _counted(part, pieces, rules).sums(owner, count, calendar)
        used, allowed = np.where(limits > 0, counted, 0), limits
        if unit is not Unit.DAY:
            used = np.add.reduceat(used, calendar.starts[unit], axis=1)
            allowed = -(-np.add.reduceat(limits, calendar.starts[unit], axis=1) // calendar.lengths[unit])
        who, place = cells_of(used > allowed)
        first = calendar.starts[unit][place] + calendar.first
        told.add(
            _OVER[unit],
            len(who),
            person=who + low,
            first=first,
            last=first + calendar.lengths[unit][place] - 1,
            found=used[who, place],
            allowed=allowed[who, place],
        )


def _counted(part: ShiftColumns, pieces: Pieces, rules: CheckRules) -> Pieces:
    """The minutes that are taken from the hours: of a resting night the share, a half rounded up."""
    if rules.resting_percent == WHOLE_PERCENT:
        return pieces
    resting = part.kind == KIND_CODES[ShiftKind.RESTING_NIGHT]
    share = np.int32(rules.resting_percent)

    def of(minutes: WholeNumbers) -> WholeNumbers:
        return (minutes * share + WHOLE_PERCENT // 2) // WHOLE_PERCENT

    return Pieces(
        pieces.day,
        np.where(resting, of(pieces.minutes), pieces.minutes),
        pieces.over,
        np.where(resting[pieces.over], of(pieces.minutes_after), pieces.minutes_after),
    )
