"""Timesheets as they are shown: times by the clock, deviations in words, what each case has in each month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from rettvis.journey.delivery import (
    DeviationCode,
    Resolution,
    Severity,
    ShiftKind,
    resolutions_of,
)
from rettvis.journey.delivery.local_time import OSLO
from rettvis.journey.delivery.telling import basis_of
from rettvis.rulekit.basis import LegalBasis
from rettvis.web.access.models import User
from rettvis.web.pages.engine import language, say
from rettvis.web.timesheets.models import Deviation, Settlement, ShiftLine
from rettvis.web.timesheets.rules import rules_in_force
from rettvis.web.timesheets.settling import deviations, to_settle
from rettvis.web.timesheets.store import approved_now, unsettled_twice

COLOURS = {Severity.ERROR: "danger", Severity.WARNING: "warning", Severity.NOTE: "neutral"}


@dataclass(frozen=True)
class ShownLine:
    """A line with its times as the clock showed them; ``state`` says whether it is locked or withdrawn."""

    row: ShiftLine
    times: str
    kind: str
    locked: bool
    withdrawn: bool
    reference: str
    twice: bool
    reason: str


@dataclass(frozen=True)
class ShownDeviation:
    """A deviation in the reader's language, with how it was settled where it is."""

    row: Deviation
    title: str
    text: str
    severity: str
    colour: str
    settled: Settlement | None
    resolution: str = ""


@dataclass(frozen=True)
class Month:
    """The lines of a case in a month: how many, their minutes, and how many wait for approval."""

    number: str
    first: date
    lines: int
    minutes: int
    waiting: int


def times(start: datetime, end: datetime) -> str:
    """``22:00–06:00 (2.7.)``: the day where the line ends on another one, and the turn of the clock."""
    first, last = start.astimezone(OSLO), end.astimezone(OSLO)
    text = f"{first:%H:%M}–{last:%H:%M}"
    if last.date() != first.date():
        text += f" ({last.day}.{last.month}.)"
    if first.utcoffset() != last.utcoffset():
        forward = last.utcoffset() > first.utcoffset()  # type: ignore[operator]
        text += " – " + (_("the clock was turned forward") if forward else _("the clock was turned back"))
    return text


def with_lock(rows: "QuerySet[ShiftLine]") -> "QuerySet[ShiftLine]":
    """The lines with ``locked`` (approved) and ``twice`` (the second of two, which nobody has accepted), and
    with what is shown of them."""
    return rows.annotate(
        locked=Exists(approved_now().filter(line=OuterRef("pk"))),
        twice=Exists(unsettled_twice().filter(line=OuterRef("pk"))),
    ).select_related("case", "provider", "withdrawal", "withdrawal__withdrawn_by")


def shown_lines(rows: Iterable[ShiftLine]) -> list[ShownLine]:
    """Lines as they are shown; needs what :func:`with_lock` adds."""
    return [
        ShownLine(
            row,
            times(row.start, row.end),
            say(ShiftKind(row.kind).label),
            row.locked,  # type: ignore[attr-defined]
            hasattr(row, "withdrawal") and row.withdrawal is not None,
            row.case.number if row.case else row.reference,
            row.twice,  # type: ignore[attr-defined]
            row.withdrawal.reason if hasattr(row, "withdrawal") and row.withdrawal is not None else "",
        )
        for row in rows
    ]


def shown_deviation(row: Deviation) -> ShownDeviation:
    """A deviation as it is shown; needs ``settlement``."""
    severity = Severity(row.severity)
    settled = getattr(row, "settlement", None)
    return ShownDeviation(
        row,
        say(DeviationCode(row.code).label),
        row.message[language()],
        say(severity.label),
        COLOURS[severity],
        settled,
        say(Resolution(settled.resolution).label) if settled else "",
    )


def basis_told(row: Deviation) -> tuple[str, str]:
    """What a deviation is measured by, in words, and where the law can be read ("" where it is no law)."""
    held = rules_in_force(row.municipality_id).on(row.provider.number if row.provider else "", row.last)
    basis = basis_of(DeviationCode(row.code), held.regime, row.last)
    if isinstance(basis, LegalBasis):
        return basis.cite(language()), basis.link
    return say(basis), ""


def resolutions(row: Deviation) -> list[tuple[str, str]]:
    """The ways to settle a deviation."""
    offered = resolutions_of(DeviationCode(row.code))
    return [("", _("Choose")), *((str(one), say(one.label)) for one in offered)]


def months(rows: "QuerySet[ShiftLine]") -> list[Month]:
    """What each case has in each month, the newest first, of some lines."""
    locked = approved_now().values("line")
    found = (
        rows.filter(case__isnull=False, withdrawal=None)
        .annotate(month=TruncMonth("day"))
        .values("case__number", "month")
        .annotate(
            lines=Count("pk"),
            total=Sum("minutes"),
            waiting=Count("pk", filter=~Q(pk__in=locked)),
        )
        .order_by("-month", "case__number")
    )
    return [
        Month(one["case__number"], one["month"], one["lines"], one["total"], one["waiting"]) for one in found
    ]


def open_counts(user: User) -> Mapping[str, int]:
    """How many deviations wait, by how grave they are."""
    rows = to_settle(deviations(user)).values_list("severity").annotate(count=Count("pk")).order_by()
    return dict(rows)
