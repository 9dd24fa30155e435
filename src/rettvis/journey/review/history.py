"""A person's service lines through time as bars on one scale: the figure, beside its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_


class LineStanding(Choice):
    """How a line stands on a day."""

    TO_COME = "to_come", N_("Begins later")
    IN_FORCE = "in_force", N_("In force now")
    ENDED = "ended", N_("Ended")
    REPLACED = "replaced", N_("Replaced by a new decision")
    ANNULLED = "annulled", N_("Annulled")
    REFUSED = "refused", N_("Refusal")


@dataclass(frozen=True)
class Stretch:
    """From when until when a line counts: ``until`` is the last day, ``None`` for until further notice."""

    start: date
    until: date | None


@dataclass(frozen=True)
class Bar:
    """A stretch on the figure: where it begins and how long it is, in whole thousandths of the width."""

    left: int
    width: int
    goes_on: bool


_WHOLE = 1000
_LEAST = 4


def first_and_last(stretches: Sequence[Stretch], on: date) -> tuple[date, date]:
    """The span of the figure: whole years that hold every stretch and the day ``on``."""
    days = [on, *(one.start for one in stretches), *(one.until for one in stretches if one.until)]
    return date(min(days).year, 1, 1), date(max(days).year, 12, 31)


def bar(stretch: Stretch, span: tuple[date, date]) -> Bar:
    """``stretch`` as a bar in ``span``; never too thin to be seen."""
    left = place(stretch.start, span)
    end = _WHOLE if stretch.until is None else place(stretch.until, span)
    width = max(_LEAST, end - left)
    return Bar(min(left, _WHOLE - width), width, stretch.until is None)


def place(day: date, span: tuple[date, date]) -> int:
    """Where a day is on the figure, in whole thousandths from the left."""
    whole = (span[1] - span[0]).days or 1
    return min(_WHOLE, max(0, round(Fraction((day - span[0]).days * _WHOLE, whole))))
