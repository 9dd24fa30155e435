"""The figures that the right to BPA is tried on, from assessed needs and never from what was applied for.

The names are those of the facts of ``rettvis right``. Which minutes count is the law's question
(pbrl § 2-1 d first paragraph): health services do not, so what needs several assistants or falls at night
is told for the other kinds only.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from rettvis.journey.application import KindOfService
from rettvis.journey.assessment import Assessment, ClockRow, night_minutes
from rettvis.journey.calculation.calculation import Calculation
from rettvis.journey.calculation.row import Row
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

HEALTH_SERVICES = (KindOfService.HOME_NURSING, KindOfService.RESPITE_HEALTH)
"""Kinds that are never counted."""


@dataclass(frozen=True)
class RightFigures:
    """Whole minutes a week by kind, and what the law asks beside them; ``None`` is always "not known".

    ``minutes[RESPITE]`` holds the health part too, as the fact does. ``missing`` says what must be known of
    several assistants and night, beside what the calculation itself is missing.
    """

    minutes: Mapping[KindOfService, int | None]
    several_or_night: int | None
    continuous: bool | None
    need_from: date | None
    need_until: date | None
    missing: tuple[Fault, ...] = ()

    def facts(self) -> dict[str, int | bool | date]:
        """The known figures by fact name; what is not known is absent."""
        named = {f"minutes.{kind}": minutes for kind, minutes in self.minutes.items()}
        every: dict[str, int | bool | date | None] = {
            **named,
            "minutes.several_providers_or_night": self.several_or_night,
            "several_providers_or_night_continuous": self.continuous,
            "need_from": self.need_from,
            "need_until": self.need_until,
        }
        return {name: value for name, value in every.items() if value is not None}


def right_figures(calculation: Calculation, assessment: Assessment) -> RightFigures:
    """The figures of one calculation of ``assessment``'s day clock.

    An empty day clock says nothing of the need: every minute is then not known, and never zero.
    """
    assessed = bool(assessment.clock.rows)
    minutes = {kind: amount.known if assessed else None for kind, amount in calculation.by_kind.items()}
    respite = (minutes[KindOfService.RESPITE], minutes[KindOfService.RESPITE_HEALTH])
    minutes[KindOfService.RESPITE] = None if None in respite else sum(part or 0 for part in respite)
    unclear = tuple(_unclear(calculation, assessment))
    untimed = not assessed or any(row.assessed is None for row in _counted(assessment))
    return RightFigures(
        minutes=minutes,
        several_or_night=None if unclear or untimed else floor(_several_or_night(calculation, assessment)),
        continuous=assessment.several_or_night_continuous,
        need_from=assessment.need.start,
        need_until=assessment.need.until,
        missing=unclear,
    )


def several_and_night(assessment: Assessment) -> tuple[bool, bool]:
    """Whether any of the counted need is for several assistants at once, and whether any falls at night.

    Where nobody can say when a row is, it may be at night.
    """
    rows = [row for row in _counted(assessment) if row.assessed is not None and row.assessed.per_week]
    several = any(row.assessed is not None and row.assessed.assistants > 1 for row in rows)
    return several, any(night_minutes(row, assessment.clock.parts) != 0 for row in rows)


def _several_or_night(calculation: Calculation, assessment: Assessment) -> Fraction:
    """Counted minutes a week that need several assistants or fall at night, less what is taken out."""
    total = Fraction(0)
    for row in _counted(assessment):
        inside = _inside_part(row, assessment)
        if inside:
            total += inside + sum(out.exact or 0 for out in _out_of(row.key, calculation))
    return total


def _inside_part(row: ClockRow, assessment: Assessment) -> Fraction | None:
    """The part of a row that needs several assistants (all of it then) or falls at night."""
    if row.assessed is not None and row.assessed.assistants > 1:
        return row.assessed.per_week
    return night_minutes(row, assessment.clock.parts)


def _unclear(calculation: Calculation, assessment: Assessment) -> Iterator[Fault]:
    """Where nobody can say how much needs several assistants or falls at night."""
    inside_kinds = set()
    for row in _counted(assessment):
        inside = _inside_part(row, assessment)
        place = f"clock.{row.key}"
        if row.assessed is not None and inside is None:
            yield Fault(place, sentence("{label}: enter when in the day and night.", label=row.label))
        if inside:
            inside_kinds.add(row.kind)
        if inside and row.kind is None:
            yield Fault(place, sentence("{label}: choose the kind of service.", label=row.label))
        whole = row.assessed.per_week if row.assessed else None
        if inside and inside != whole and _out_of(row.key, calculation):
            message = sentence(
                "{label}: only a part is at night, and time is taken out of it. Make one row for the night "
                "and one for the rest.",
                label=row.label,
            )
            yield Fault(place, message)
    for out in calculation.rows:
        if out.takes_out and out.activity is None and out.kind in inside_kinds:
            message = sentence("{label}: choose which activity it is taken out of.", label=out.label)
            yield Fault(f"rows.{out.key}", message)


def _counted(assessment: Assessment) -> list[ClockRow]:
    return [row for row in assessment.clock.rows if row.kind not in HEALTH_SERVICES]


def _out_of(activity: str, calculation: Calculation) -> list[Row]:
    return [row for row in calculation.rows if row.takes_out and row.activity == activity]
