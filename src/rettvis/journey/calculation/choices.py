"""What a caseworker chooses when measuring: what is taken out and why, the norms compared with, the year."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from rettvis.journey.application import KindOfService, TimeUse
from rettvis.journey.application.choice import Choice
from rettvis.journey.calculation.weeks import FIFTY_TWO, WeeksPerYear
from rettvis.rulekit.wording import N_, Sentence


class Norm(Protocol):
    """A time norm as guidance: a range of minutes a week, with its name and source."""

    @property
    def label(self) -> Sentence: ...
    @property
    def low(self) -> int | None: ...
    @property
    def high(self) -> int | None: ...
    @property
    def source(self) -> str: ...


@dataclass(frozen=True)
class SharedHousework:
    """How much of the shared housework the others in the household do, as a share from 0 to 1.

    There is no such figure in law. It is the municipality's practice (``source``) and the caseworker's
    judgement of this household (``reason``).
    """

    others_share: Fraction
    reason: str
    source: str


class Ground(Choice):
    """On what ground minutes are taken out. Shared housework is :class:`SharedHousework`."""

    ORDINARY_CARE = "ordinary_care", N_("Ordinary care for the child’s age")
    SCHOOL_HOURS = "school_hours", N_("School hours")


@dataclass(frozen=True)
class Deduction:
    """Minutes taken out, with a person's figure and reason.

    No law gives a figure for a child's ordinary care; ``time`` is the caseworker's, ``None`` while it is
    not known. ``concerns`` is the key of the activity it is taken out of; without it, it is taken out of
    the ``kind`` as a whole.
    """

    key: str
    ground: Ground
    time: TimeUse | None
    reason: str
    source: str = ""
    concerns: str | None = None
    kind: KindOfService | None = None


@dataclass(frozen=True)
class NormUse:
    """Rows compared with a norm. A sum outside its range needs a ``reason``, which is never the norm."""

    norm: Norm
    rows: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True)
class Choices:
    """All choices of one calculation."""

    shared_housework: SharedHousework | None = None
    deductions: tuple[Deduction, ...] = ()
    norms: tuple[NormUse, ...] = ()
    weeks: WeeksPerYear = FIFTY_TWO
