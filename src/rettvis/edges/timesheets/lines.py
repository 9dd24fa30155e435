"""The lines of a timesheet as shifts: when each was by the clock in Norway, and every fault of every line."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from itertools import product

from rettvis.edges.publications.table import Table
from rettvis.edges.timesheets.cells import (
    clock_of,
    day_of,
    hours_of,
    minutes_of,
    ore_of,
    pause_of,
    split_moment,
)
from rettvis.edges.timesheets.layout import Layout, check_columns
from rettvis.edges.timesheets.row import Row
from rettvis.edges.timesheets.sheets import WorkbookTable
from rettvis.journey.delivery import Shift, ShiftKind
from rettvis.journey.delivery.local_time import DAY, OSLO, moments_at
from rettvis.journey.delivery.shift import LONGEST, on_two_days
from rettvis.rulekit.faults import unknown_name
from rettvis.rulekit.units import MINUTES_PER_HOUR, round_half_up
from rettvis.rulekit.wording import Sentence, sentence

_YEARS = range(2000, 2100)
_MOST_STATED = 100 * MINUTES_PER_HOUR


def read_shifts(table: Table, layout: Layout) -> list[Shift]:
    """Every sound line; what is wrong with the others is in the table's faults."""
    if not check_columns(table, layout):
        return []
    places = layout.places(table.columns)
    read = (_Line(table, line, places, cells, layout).shift() for line, cells in table.rows)
    return [shift for shift in read if shift is not None]


@dataclass
class _Line(Row):
    """One line while it is read; the layout fills in what its file does not say."""

    layout: Layout

    def text(self, column: str) -> str:
        return super().text(column) or self.layout.fixed.get(column, "")

    def shift(self) -> Shift | None:
        """The shift, or None where something is wrong with the line."""
        person, assistant = self.reference("ordning_ref"), self.reference("assistent_ref")
        provider = self.needed("leverandor_orgnr").replace(" ", "")
        kind, price, pause, place = self._kind(), self._price(), self._pause(), self._place()
        span = self._span(pause, self._stated())
        if not self.sound or span is None or pause is None:
            return None
        start, end, stated = span
        return Shift(
            person,
            assistant,
            provider,
            start,
            end,
            pause,
            kind,
            stated,
            price,
            place,
            self.text("linje_id"),
            self.found_at,
        )

    def _kind(self) -> ShiftKind:
        text = self.text("tjenestekode")
        kind = self.layout.kind(text)
        if kind is None:
            known = ["ordinær", "natt", "hvilende_natt", "ledsager", "opplæring", "reise", *self.layout.kinds]
            self.table.faults.append(unknown_name(f"{self.found_at} tjenestekode", text, known))
            self.sound = False
        return kind or ShiftKind.ORDINARY

    def _place(self) -> str:
        text = self.text("sted")
        place = self.layout.place(text)
        if place is None:
            known = ("kommune", "utenfor", "utland")
            self.table.faults.append(unknown_name(f"{self.found_at} sted", text, known))
            self.sound = False
        return place or ""

    def _price(self) -> int | None:
        text = self.text("timepris")
        price = ore_of(text) if text else None
        if isinstance(price, Sentence):
            self.fault("timepris", price)
            return None
        return price

    def _pause(self) -> int | None:
        """Whole minutes, or None and a fault."""
        text = self.text("pause_min")
        pause = pause_of(text) if text else Fraction(0)
        if isinstance(pause, Sentence):
            self.fault("pause_min", pause)
            return None
        if pause.denominator != 1:
            self.fault(
                "pause_min", sentence("“{text}” is not whole minutes. Write whole minutes.", text=text)
            )
            return None
        return int(pause)

    def _stated(self) -> list[int] | None:
        """The minutes that the line states, or None and faults.

        With a decimal mark they are hours: 7,33 is 7 h 20 min.
        """
        found: list[int] = []
        sound = True
        for column in ("minutter", "timer"):
            text = self.text(column)
            if not text:
                continue
            value = hours_of(text) if column == "timer" else minutes_of(text)
            if isinstance(value, Sentence):
                self.fault(column, value)
                sound = False
            elif value <= _MOST_STATED:
                found.append(round_half_up(value))
            else:
                self.fault(column, _not_whole(text))
                sound = False
        return found if sound else None

    def _span(
        self, pause: int | None, stated: list[int] | None
    ) -> tuple[datetime, datetime, int | None] | None:
        """Start, end and stated minutes; which turn of the clock is meant, the stated minutes settle.

        What is wrong with the times is told whatever is wrong with other columns; how long the line is can
        be judged where pause and minutes are understood.
        """
        start, end = self._moment("start", "dato"), self._moment("slutt", "slutt_dato")
        if start is None or end is None:
            return None
        (day, begins, zone), (end_day, ends, end_zone) = start, end
        if day is None:
            return None
        wraps = end_day is None and ends <= begins
        meant = end_day or (day + timedelta(days=1) if wraps else day)
        firsts, lasts = _moments(day, begins, zone), _moments(meant, ends, end_zone)
        if not firsts or not lasts:
            where = (meant, ends, "slutt") if firsts else (day, begins, "start")
            self._no_such_time(*where)
            return None
        if pause is None or stated is None:
            return None
        before = _moments(day, ends, end_zone) if wraps else []
        turned = {first - last for first, last in product(firsts, before)}
        spans = sorted(one for one in product(firsts, [*before, *lasts]) if one[0] < one[1])
        return self._chosen(spans, turned, pause, stated)

    def _chosen(
        self, spans: list[tuple[int, int]], turned: set[int], pause: int, stated: list[int]
    ) -> tuple[datetime, datetime, int | None] | None:
        """The span that agrees with the stated minutes, else the first: what differs is told, not refused.

        ``turned``: minutes from the end back to the start, where both are on one day.
        """
        short = [span for span in spans if span[1] - span[0] <= LONGEST]
        fitting = [span for span in short if on_two_days(*span)]
        agreeing = [span for span in fitting if span[1] - span[0] - pause in stated]
        if not fitting or (not agreeing and _have_changed_places(turned, pause, stated)):
            wrong = _before_start() if fitting or not spans else _on_three_days() if short else _too_long()
            self.fault("slutt", wrong)
            return None
        first, last = (agreeing or fitting)[0]
        if pause > last - first:
            self.fault("pause_min", sentence("The pause is longer than the shift. Mend one of them."))
            return None
        told = last - first - pause if agreeing else next(iter(stated), None)
        return _at(first), _at(last), told

    def _moment(self, column: str, day_column: str) -> tuple[date | None, int, int | None] | None:
        """Day, minute of the clock and minutes from UTC, where a cell or its date column gives them."""
        text = self.needed(column)
        day_text, clock_text = split_moment(text)
        if not day_text and isinstance(self.table, WorkbookTable) and isinstance(day_of(text), date):
            day_text, clock_text = text, "00:00"
        day_text = day_text or (self.needed if column == "start" else self.text)(day_column)
        clock = clock_of(clock_text) if text else None
        day = day_of(split_moment(day_text)[0] or day_text) if day_text else None
        if isinstance(clock, Sentence):
            self.fault(column, clock)
        if isinstance(day, date) and day.year not in _YEARS:
            day = sentence("“{text}” cannot be the day of a shift. Look at the year.", text=day_text)
        if isinstance(day, Sentence):
            self.fault(day_column, day)
        if clock is None or isinstance(clock, Sentence) or isinstance(day, Sentence):
            return None
        return day, *clock

    def _no_such_time(self, day: date, minute: int, column: str) -> None:
        clock = f"{minute // 60:02d}:{minute % 60:02d}"
        message = sentence(
            "The clock never showed {clock} on {day:date}: it was turned forward. Write the time that it "
            "showed.",
            clock=clock,
            day=day,
        )
        self.fault(column, message)


def _have_changed_places(turned: set[int], pause: int, stated: list[int]) -> bool:
    """Whether the stated minutes are those from the end to the start.

    From a time to the same time is a day and a night where the minutes say nearly that, otherwise a mistake.
    """
    if 0 in turned:
        return not any(minutes + pause >= DAY - MINUTES_PER_HOUR for minutes in stated)
    return any(span > 0 and not {span, span - pause}.isdisjoint(stated) for span in turned)


def _moments(day: date, minute: int, zone: int | None) -> list[int]:
    if zone is None:
        return list(moments_at(day, minute))
    midnight = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)  # noqa: UP017 - with the offset below
    return [int(midnight.timestamp()) // 60 + minute - zone]


def _at(moment: int) -> datetime:
    return datetime.fromtimestamp(moment * 60, OSLO)


def _before_start() -> Sentence:
    return sentence(
        "The shift ends before it starts. Mend the times, or write the date of the end in slutt_dato."
    )


def _too_long() -> Sentence:
    return sentence("The shift is longer than a day and a night. Write one line for each day.")


def _on_three_days() -> Sentence:
    return sentence("The shift lies on three days. Write one line for each day.")


def _not_whole(text: str) -> Sentence:
    return sentence(
        "“{text}” is not whole minutes. Write the minutes out, or hours in the column timer.", text=text
    )
