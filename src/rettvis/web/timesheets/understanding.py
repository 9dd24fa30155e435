"""What is understood of a file before it is taken in: lines, hours, faults by line, deviations ahead."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from rettvis.edges.timesheets import Layout, ReadFile, read_layout, read_timesheets
from rettvis.journey.delivery import Shift, severity_of
from rettvis.journey.delivery.local_time import date_of, moment_of
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence
from rettvis.web.delivery.models import Provider
from rettvis.web.pages.whole_numbers import whole_number
from rettvis.web.timesheets.checking import Found, concerned_by, found_among, rank_of
from rettvis.web.timesheets.frames import cases_by_number
from rettvis.web.timesheets.models import (
    LONGEST_PLACE,
    LONGEST_REFERENCE,
    SavedLayout,
    SheetFile,
    ShiftLine,
)
from rettvis.web.timesheets.store import content_of, in_each_language, rows_of, written

FILE = "timeliste"
"""What a file is called in the places of faults: its own name may hold a person's."""
MOST_LINES = 20_000
TOLD = 200
"""So many faults and deviations are shown; how many there are is told."""
FIRST_LINES = 5


@dataclass(frozen=True)
class Understood:
    """What a file says: its new lines as rows that are not saved, those known already, and every fault."""

    file: ReadFile
    rows: tuple[ShiftLine, ...]
    again: int
    faults: tuple[Fault, ...]
    layout: int
    """The number of the saved layout that it was read by; 0 is the profile itself."""


def saved_layout(provider: Provider) -> Layout:
    """The provider's newest layout as it was saved; the profile where none was."""
    row = _newest(provider)
    return Layout(provider.number) if row is None else read_layout(FILE, row.content)


def _numbered_layout(provider: Provider) -> tuple[int, Layout]:
    """The layout that a provider's files are read by: a line without a number is the provider's own."""
    row = _newest(provider)
    layout = Layout() if row is None else read_layout(FILE, row.content)
    fixed = {"leverandor_orgnr": provider.number, **layout.fixed}
    return (row.number if row else 0), replace(layout, fixed=fixed)


def _newest(provider: Provider) -> SavedLayout | None:
    return SavedLayout.objects.filter(provider=provider).order_by("-number").first()


def understand(provider: Provider, content: bytes, now: datetime) -> Understood:
    """Read a file of a provider, by its layout; every fault of every line."""
    number, layout = _numbered_layout(provider)
    received = read_timesheets([(FILE, content)], layout)
    cases = cases_by_number(provider.municipality_id, (shift.person for shift in received.shifts))
    known = _known(provider, received.shifts)
    new = [shift for shift in received.shifts if shift.line_id not in known]
    faults = [*received.faults, *_faults(received.shifts, provider, known, now)]
    file = SheetFile(municipality_id=provider.municipality_id, provider=provider)
    again = received.again + len(received.shifts) - len(new)
    faults.sort(key=lambda fault: _line_number(fault.place))
    return Understood(received.files[0], tuple(rows_of(new, file, cases)), again, tuple(faults), number)


def told(understood: Understood, municipality: int) -> dict[str, Any]:
    """All of it as plain data, sentences in each language: what is shown before it is taken in."""
    ahead = [] if understood.faults else _ahead(understood.rows, municipality)
    ahead.sort(key=lambda one: (rank_of(one.one.code), one.one.first))
    return {
        **read_as(understood),
        "ahead": [_told(one, _about(one, understood.rows)) for one in ahead[:TOLD]],
        "ahead_count": len(ahead),
    }


def read_as(understood: Understood) -> dict[str, Any]:
    """What the file itself was read as: the same again is what was looked at."""
    rows, faults = understood.rows, understood.faults
    preview = understood.file.understood
    return {
        "layout": understood.layout,
        "lines": understood.file.lines,
        "again": understood.again,
        "columns": [list(pair) for pair in preview.understood],
        "unused": list(preview.unused),
        "fixed": [list(pair) for pair in preview.fixed],
        "persons": [] if faults else list(_by_person(rows)),
        "first": [] if faults else [_line(row) for row in rows[:FIRST_LINES]],
        "faults": [[_place(fault.place), in_each_language(fault.message)] for fault in faults[:TOLD]],
        "fault_count": len(faults),
    }


def _line_number(place: str) -> int:
    """The line of a fault: that of the whole file comes first."""
    return whole_number(_place(place).partition(" ")[0]) or 0


def _known(provider: Provider, shifts: Sequence[Shift]) -> dict[str, ShiftLine]:
    """The numbered lines that were taken in before."""
    numbers = sorted({shift.line_id for shift in shifts if shift.line_id})
    found: dict[str, ShiftLine] = {}
    for first in range(0, len(numbers), 500):
        part = ShiftLine.objects.filter(provider=provider, line_id__in=numbers[first : first + 500])
        found.update({row.line_id: row for row in part})
    return found


def _faults(
    shifts: Sequence[Shift], provider: Provider, known: dict[str, ShiftLine], now: datetime
) -> Iterator[Fault]:
    if len(shifts) > MOST_LINES:
        message = sentence("The file has more than {most:number} lines. Split it by month.", most=MOST_LINES)
        yield Fault(FILE, message)
    for shift in shifts:
        yield from _line_faults(shift, provider, known, now)


def _line_faults(
    shift: Shift, provider: Provider, known: dict[str, ShiftLine], now: datetime
) -> Iterator[Fault]:
    at = shift.found_at
    if shift.provider != provider.number:
        message = sentence(
            "The line is for the provider with number {other}, and the file is from {own}. Give each "
            "provider’s lines in a file of their own.",
            other=shift.provider,
            own=provider.name,
        )
        yield Fault(f"{at} leverandor_orgnr", message)
    if date_of(shift.day) > timezone.localdate(now):
        message = sentence(
            "{day:date} has not been yet. A timesheet is for work that is done.", day=date_of(shift.day)
        )
        yield Fault(f"{at} dato", message)
    elif shift.last > moment_of(now):
        message = sentence(
            "The line ends {day:date} at {clock}, which has not been yet. A timesheet is for work that is "
            "done.",
            day=shift.end.date(),
            clock=f"{shift.end:%H:%M}",
        )
        yield Fault(f"{at} slutt", message)
    row = known.get(shift.line_id) if shift.line_id else None
    if row is not None and written(row) != content_of(shift):
        message = sentence(
            "The line has the number {number}, which was taken in before with other content. Give the "
            "corrected line a number of its own.",
            number=shift.line_id,
        )
        yield Fault(f"{at} linje_id", message)
    for column, text, longest in (
        ("ordning_ref", shift.person, LONGEST_REFERENCE),
        ("assistent_ref", shift.assistant, LONGEST_REFERENCE),
        ("linje_id", shift.line_id, LONGEST_REFERENCE),
        ("sted", shift.place, LONGEST_PLACE),
    ):
        if len(text) > longest:
            message = sentence("Write at most {most} characters.", most=longest)
            yield Fault(f"{at} {column}", message)
        if not text.isprintable():
            message = sentence("The text holds characters that cannot be shown. Type it again.")
            yield Fault(f"{at} {column}", message)


def _ahead(rows: Sequence[ShiftLine], municipality: int) -> list[Found]:
    """What would deviate that touches the new lines, with what is there already."""
    if not rows:
        return []
    new = {id(row) for row in rows}
    found = found_among(municipality, concerned_by(rows), rows)
    days = {row.day for row in rows}
    return [
        one
        for one in found
        if id(one.line) in new
        or id(one.other) in new
        or (one.line is None and any(date_of(one.one.first) <= day <= date_of(one.one.last) for day in days))
    ]


def _about(one: Found, rows: Sequence[ShiftLine]) -> list[str]:
    """The references of the new lines that a deviation is about: who sees none of them is not told of it."""
    if one.of_somebody:
        return [one.about.reference]
    first, last = date_of(one.one.first), date_of(one.one.last)
    own = (row for row in rows if row.assistant == one.one.assistant and first <= row.day <= last)
    return sorted({row.reference for row in own} or {one.about.reference})


def _by_person(rows: Iterable[ShiftLine]) -> Iterator[dict[str, Any]]:
    """Lines and minutes of each person and month; ``case`` is false where there is no such case."""
    found: dict[tuple[str, str, bool], list[int]] = {}
    for row in rows:
        key = (row.reference, f"{row.day:%Y-%m}", row.case is not None)
        found.setdefault(key, []).append(row.minutes)
    for (reference, month, known), minutes in sorted(found.items()):
        told = {"lines": len(minutes), "minutes": sum(minutes)}
        yield {"reference": reference, "month": f"{month}-01", "known": known, **told}


def _line(row: ShiftLine) -> dict[str, Any]:
    return {
        "row": row.row,
        "reference": row.reference,
        "assistant": row.assistant,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "pause": row.pause,
        "minutes": row.minutes,
        "kind": row.kind,
    }


def _told(one: Found, references: Collection[str]) -> dict[str, Any]:
    """A deviation ahead; ``references`` are the cases of the new lines that it is about."""
    return {
        "code": str(one.one.code),
        "severity": str(severity_of(one.one.code)),
        "message": one.message,
        "reference": one.about.reference if one.of_somebody else "",
        "references": references,
    }


def _place(place: str) -> str:
    """Line and column, without what the file is called."""
    return place.removeprefix(FILE).lstrip(":").strip()
