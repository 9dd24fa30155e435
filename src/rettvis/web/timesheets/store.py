"""Rows of timesheets ⇄ the core's shifts: the only translator."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from rettvis.journey.delivery import DeviationCode, Resolution, Shift, ShiftKind
from rettvis.journey.delivery.local_time import OSLO, date_of
from rettvis.rulekit.wording import LANGUAGES, Sentence
from rettvis.web.application.models import Case
from rettvis.web.timesheets.models import ApprovedLine, Deviation, SheetFile, ShiftLine

UNKNOWN = "?"
"""Begins the key of somebody whom the municipality has no case with."""


def person_key(case: Case | None, reference: str) -> str:
    """How the checks name whose shift it is: by the person, so that several cases are one person."""
    return f"{UNKNOWN}{reference}" if case is None else str(case.person_id)


def counting() -> "QuerySet[ShiftLine]":
    """The lines that count: those that no provider has withdrawn."""
    return ShiftLine.objects.filter(withdrawal=None).select_related("case", "provider")


def approved_now() -> "QuerySet[ApprovedLine]":
    """The approvals of lines that stand: those that nobody has unlocked."""
    return ApprovedLine.objects.filter(approval__unlocking=None)


def unsettled_twice() -> "QuerySet[Deviation]":
    """Lines that stand twice (``line``), until somebody has accepted that both are right."""
    twice = Deviation.objects.filter(code=str(DeviationCode.DUPLICATE_LINE), lapse=None)
    return twice.exclude(settlement__resolution=str(Resolution.ACCEPTED))


def shift_in(row: ShiftLine) -> Shift:
    """A row as the core reads it; needs ``case`` and ``provider``."""
    return Shift(
        person_key(row.case, row.reference),
        row.assistant,
        row.provider.number,
        row.start.astimezone(OSLO),
        row.end.astimezone(OSLO),
        row.pause,
        ShiftKind(row.kind),
        row.stated,
        row.price,
        row.place,
        row.line_id,
    )


def rows_of(shifts: Iterable[Shift], file: SheetFile, cases: Mapping[str, Case]) -> list[ShiftLine]:
    """Shifts of a file as rows that are yet to be saved; ``cases`` by the reference."""
    return [
        ShiftLine(
            file=file,
            row=row_number(shift),
            municipality_id=file.municipality_id,
            provider=file.provider,
            case=cases.get(shift.person),
            reference=shift.person,
            assistant=shift.assistant,
            day=date_of(shift.day),
            start=shift.start,
            end=shift.end,
            pause=shift.pause,
            minutes=shift.minutes,
            kind=str(shift.kind),
            stated=shift.stated,
            price=shift.price,
            place=shift.place,
            line_id=shift.line_id,
        )
        for shift in shifts
    ]


def content_of(shift: Shift) -> tuple[object, ...]:
    """What the same numbered line must always say."""
    return (
        shift.person,
        shift.assistant,
        shift.first,
        shift.last,
        shift.pause,
        str(shift.kind),
        shift.stated,
        shift.price,
        shift.place,
    )


def written(row: ShiftLine) -> tuple[object, ...]:
    """The same of a row that is there."""
    return (
        row.reference,
        row.assistant,
        _minute(row.start),
        _minute(row.end),
        row.pause,
        row.kind,
        row.stated,
        row.price,
        row.place,
    )


def row_number(shift: Shift) -> int:
    """The line of the file that a shift was read from."""
    return int(shift.found_at.rpartition(":")[2])


def in_each_language(message: Sentence) -> dict[str, str]:
    """A sentence as it is kept: what was told stays as it was told."""
    return {language: message.say(language) for language in LANGUAGES}


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60
