"""Two lists of services set against each other: what only one has, what differs, and what cannot be right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.application.choice import Choice
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.journey.statistics.plausibility.doubt import HOURS_IN_A_WEEK
from rettvis.journey.statistics.reconciliation.lines import ReportedLine
from rettvis.rulekit.wording import N_, Sentence, sentence

WEEKS_IN_A_MONTH = Fraction(52, 12)
"""The weeks of a mean month; the register divides the hours of a month by 4 instead."""
DIVIDED_BY = 4


class MismatchKind(Choice):
    """What is wrong with a line."""

    ONLY_OURS = "only_ours", N_("Not reported")
    ONLY_REPORTED = "only_reported", N_("Reported without a decision in force")
    HOURS = "hours", N_("Other hours")
    DATES = "dates", N_("Other dates")
    TWICE = "twice", N_("The same service twice")
    OVER_A_WEEK = "over_a_week", N_("More hours than a week has")
    NO_PROVIDER = "no_provider", N_("No organisation number")


@dataclass(frozen=True)
class Mismatch:
    """One thing to mend: ``ours`` and ``reported`` are the lines, ``because`` says what would explain it."""

    kind: MismatchKind
    person: str
    service: str
    ours: ReportedLine | None
    reported: ReportedLine | None
    because: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Reconciliation:
    """How many services both lists have in force on the day, how many agree, and everything to mend."""

    on: date
    ours: int
    reported: int
    agree: int
    mismatches: tuple[Mismatch, ...]

    def count(self, kind: MismatchKind) -> int:
        """How many there are of one kind."""
        return sum(one.kind is kind for one in self.mismatches)


def reconcile(
    ours: Iterable[ReportedLine],
    reported: Iterable[ReportedLine],
    on: date,
    services: Mapping[str, str] | None = None,
) -> Reconciliation:
    """Set the decisions in force on a day against the lines reported for it.

    ``services`` gives the codes of the register our names. Several lines of one person and service are added.
    """
    names = services or {}
    mine = _together(line for line in ours if line.on(on))
    others = _together(_renamed(line, names) for line in reported if line.on(on))
    found: list[Mismatch] = []
    agree = 0
    for key in sorted(mine.keys() | others.keys()):
        differing = _compared(key, mine.get(key, []), others.get(key, []))
        found += differing
        agree += not differing
        found += _quality(key, mine.get(key, []), others.get(key, []))
    return Reconciliation(on, len(mine), len(others), agree, tuple(found))


_Key = tuple[str, str]


def _together(lines: Iterable[ReportedLine]) -> dict[_Key, list[ReportedLine]]:
    found: dict[_Key, list[ReportedLine]] = defaultdict(list)
    for line in lines:
        found[line.person, line.service].append(line)
    return found


def _renamed(line: ReportedLine, names: Mapping[str, str]) -> ReportedLine:
    if line.service not in names:
        return line
    return ReportedLine(
        line.person,
        names[line.service],
        line.hours,
        line.first,
        line.last,
        line.provider,
        line.per_month,
        line.found_at,
    )


def _compared(key: _Key, mine: Sequence[ReportedLine], others: Sequence[ReportedLine]) -> list[Mismatch]:
    """What differs between the two lists for one person and service."""
    if not others:
        return [Mismatch(MismatchKind.ONLY_OURS, *key, mine[0], None)]
    if not mine:
        return [Mismatch(MismatchKind.ONLY_REPORTED, *key, None, others[0])]
    found = []
    hours, theirs = _hours(mine), _hours(others)
    if hours is not None and theirs is not None and _minutes(hours) != _minutes(theirs):
        because = tuple(_explanations(hours, theirs, others))
        found.append(Mismatch(MismatchKind.HOURS, *key, mine[0], others[0], because))
    if len(mine) == len(others) == 1 and _other_days(mine[0], others[0]):
        found.append(Mismatch(MismatchKind.DATES, *key, mine[0], others[0]))
    return found


def _quality(key: _Key, decided: Sequence[ReportedLine], others: Sequence[ReportedLine]) -> list[Mismatch]:
    """What cannot be right in either list, whether they agree or not."""
    found = []
    for lines, ours in ((decided, True), (others, False)):
        for line in lines:
            mine, theirs = (line, None) if ours else (None, line)
            if line.hours is not None and line.hours > HOURS_IN_A_WEEK:
                why = sentence(
                    "A week has {most:number} hours. With several assistants at once the register wants the "
                    "service split in several.",
                    most=HOURS_IN_A_WEEK,
                )
                found.append(Mismatch(MismatchKind.OVER_A_WEEK, *key, mine, theirs, (why,)))
            if not ours and not line.provider:
                found.append(Mismatch(MismatchKind.NO_PROVIDER, *key, mine, theirs))
    if len(others) > 1 and len(others) != len(decided):
        found.append(Mismatch(MismatchKind.TWICE, *key, None, others[1]))
    return found


def _hours(lines: Sequence[ReportedLine]) -> Fraction | None:
    given = [line.hours for line in lines if line.hours is not None]
    return sum(given, Fraction(0)) if len(given) == len(lines) else None


def _minutes(hours: Fraction) -> int:
    """Whole minutes, a half up: the register's hours have two decimals."""
    return (hours * 60 + Fraction(1, 2)).__floor__()


def _other_days(one: ReportedLine, other: ReportedLine) -> bool:
    """Whether a day that both lists give is another."""
    pairs = ((one.first, other.first), (one.last, other.last))
    return any(mine != theirs for mine, theirs in pairs if mine is not None and theirs is not None)


def _explanations(hours: Fraction, theirs: Fraction, others: Sequence[ReportedLine]) -> Iterable[Sentence]:
    """What would make the reported hours right."""
    monthly = hours * WEEKS_IN_A_MONTH
    if abs(_minutes(monthly / DIVIDED_BY) - _minutes(theirs)) <= 1:
        yield sentence(
            "Right if the hours of a month are divided by {by:number}, as the register does: a month has "
            "{weeks} weeks.",
            by=DIVIDED_BY,
            weeks=decimal_text(WEEKS_IN_A_MONTH, 2),
        )
    if abs(_minutes(monthly) - _minutes(theirs)) <= 1:
        yield sentence("Right if these are hours a month, and not a week.")
    if abs(hours * 60 - theirs) * 100 <= 1:
        yield sentence("Right if these are minutes, and not hours.")
    if len(others) > 1 and any(_minutes(line.hours or Fraction(0)) == _minutes(hours) for line in others):
        yield sentence("Right if the service is counted once.")
