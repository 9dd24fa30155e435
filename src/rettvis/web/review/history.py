"""Every decision of a person through time: lines of all cases that the reader may see, and letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch

from rettvis.journey.application import Service
from rettvis.journey.decision import Extent, LineOutcome, Per
from rettvis.journey.review import Bar, LineStanding, Stretch, bar, first_and_last, place
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.models import User
from rettvis.web.application.cases import visible_cases
from rettvis.web.application.models import Case
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.decision.models import LineChange, ServiceLineRow, Why

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One line of a decision: how much, from when until when it counted, and how it stands."""

    row: ServiceLineRow
    service: Sentence
    extent: Sentence
    stretches: tuple[Stretch, ...]
    standing: LineStanding
    by_case: str
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True)
class Decided:
    """A decided case with its lines and its letters."""

    case: Case
    lines: tuple[Line, ...]
    letters: tuple[CaseLetter, ...]


@dataclass(frozen=True)
class FigureRow:
    """A line on the figure: how far down it is, and where its words stand."""

    line: Line
    text: Sentence
    top: int
    text_at: int
    at_end: bool


ROW, HEAD = 42, 40
"""The height of a row and of the years above, in units of the figure, which is 1000 wide."""


@dataclass(frozen=True)
class History:
    """Everything, with the years of the figure and where each begins and today is."""

    decided: tuple[Decided, ...]
    open: tuple[Decided, ...]
    years: tuple[tuple[int, int], ...]
    today: int

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """The lines that have counted, from the oldest decision down."""
        shown = [(one.case, line) for one in reversed(self.decided) for line in one.lines if line.bars]
        return tuple(_figure_row(number, *pair) for number, pair in enumerate(shown))

    @property
    def height(self) -> int:
        """How high the figure is."""
        return HEAD + ROW * len(self.rows)


def history_of(case: Case, user: User, on: date) -> History:
    """The person's decisions in the cases that ``user`` may see, the newest first."""
    cases = list(visible_cases(user).filter(person=case.person_id).order_by("-decided_on", "-pk")[:200])
    rows = _rows(cases)
    lines = {key: [_line(row, on) for row in found] for key, found in rows.items()}
    stretches = [part for found in lines.values() for line in found for part in line.stretches]
    span = first_and_last(stretches, on)
    letters = _letters(cases)
    decided = tuple(
        Decided(
            one,
            tuple(_with_bars(line, span) for line in lines.get(one.pk, ())),
            tuple(letters.get(one.pk, ())),
        )
        for one in cases
        if one.decided_on is not None
    )
    years = tuple((year, place(date(year, 1, 1), span)) for year in range(span[0].year, span[1].year + 1))
    open_ = tuple(Decided(one, (), tuple(letters.get(one.pk, ()))) for one in cases if one.is_open)
    return History(decided, open_, years, place(on, span))


def stretches_of(row: ServiceLineRow, changes: Iterable[LineChange]) -> tuple[Stretch, ...]:
    """From when until when a granted line counts: cut where it is replaced, annulled or restored."""
    first, last = row.starts_on or row.decided_on, row.ends_on
    if row.outcome == LineOutcome.REFUSED:
        return ()
    found, begins = [], first
    counts = True
    for change in sorted(changes, key=lambda one: (one.from_on, one.pk)):
        if counts and not change.in_force and begins < change.from_on:
            found.append(Stretch(begins, change.from_on - DAY))
        if not counts and change.in_force:
            begins = max(first, change.from_on)
        counts = change.in_force
    if counts:
        found.append(Stretch(begins, last))
    cut = (Stretch(one.start, min(filter(None, (one.until, last)), default=None)) for one in found)
    return tuple(one for one in cut if one.until is None or one.until >= one.start)


def _rows(cases: list[Case]) -> dict[int, list[ServiceLineRow]]:
    changes = LineChange.objects.select_related("by_case")
    rows = ServiceLineRow.objects.filter(case__in=cases).order_by("pk")
    found: dict[int, list[ServiceLineRow]] = {}
    for row in rows.prefetch_related(Prefetch("changes", queryset=changes)):
        found.setdefault(row.case_id, []).append(row)
    return found


def _letters(cases: list[Case]) -> dict[int, list[CaseLetter]]:
    found: dict[int, list[CaseLetter]] = {}
    for letter in CaseLetter.objects.filter(case__in=cases).defer("pdf", "document").order_by("sent_at"):
        found.setdefault(letter.case_id, []).append(letter)
    return found


def _line(row: ServiceLineRow, on: date) -> Line:
    changes: list[Any] = list(row.changes.all())
    newest = max(changes, key=lambda one: (one.from_on, one.pk), default=None)
    stretches = stretches_of(row, changes)
    stopped = newest is not None and not newest.in_force
    by_case = newest.by_case.number if newest is not None else ""
    return Line(
        row,
        Service(row.service).label,
        _extent(row),
        stretches,
        _standing(row, newest, stretches, on),
        by_case if stopped and newest.by_case_id != row.case_id else "",
    )


def _standing(row: ServiceLineRow, newest: Any, stretches: tuple[Stretch, ...], on: date) -> LineStanding:
    if row.outcome == LineOutcome.REFUSED:
        return LineStanding.REFUSED
    if any(one.start <= on and (one.until is None or one.until >= on) for one in stretches):
        return LineStanding.IN_FORCE
    if any(one.start > on for one in stretches):
        return LineStanding.TO_COME
    if newest is not None and not newest.in_force:
        return LineStanding.ANNULLED if newest.why == Why.ANNULLED else LineStanding.REPLACED
    return LineStanding.ENDED


def _extent(row: ServiceLineRow) -> Sentence:
    if row.outcome == LineOutcome.REFUSED or row.amount is None:
        return sentence("–")
    return Extent(row.amount, Per(row.per), row.every_weeks).words()


def _figure_row(number: int, case: Case, line: Line) -> FigureRow:
    left, last = line.bars[0].left, line.bars[-1]
    at_end = left > 500
    text = sentence(
        "{service}, {extent} ({case})", service=line.service, extent=line.extent, case=case.number
    )
    return FigureRow(line, text, HEAD + ROW * number, last.left + last.width if at_end else left, at_end)


def _with_bars(line: Line, span: tuple[date, date]) -> Line:
    bars = tuple(bar(one, span) for one in line.stretches)
    return Line(line.row, line.service, line.extent, line.stretches, line.standing, line.by_case, bars)
