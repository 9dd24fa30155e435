"""What a supplement scheme says, version by version."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.rulekit.period import Period
from rettvis.rulekit.timeline import Piece, Timeline

INTRODUCTIONS = ("effective_date", "yearly_evaluation", "new_application")
"""How the hours may be introduced: for all on the day itself, when the decision is evaluated each year, or
with a new application. A version that says nothing is introduced for all on the day."""

SHOWN_BY = ("support_contact", "bpa_support_contact")
"""Decisions that may show the basic condition: one that grants a support contact, and one on BPA with minutes
of support contact in it. Whoever made it found that the conditions for a support contact were fulfilled."""


@dataclass(frozen=True)
class Step:
    """One level: extra whole minutes a week, and the cost a year in øre as the source printed it (or None).

    The printed cost is at full take-up by everybody who fulfils the basic condition.
    """

    number: int
    minutes_per_week: int
    annual_cost: int | None = None


@dataclass(frozen=True)
class SchemeVersion:
    """The scheme as it was decided once: it holds for ``period``, with ``source`` as its political decision.

    ``own_service_code`` and ``own_hour_bank`` are None where the source does not say; ``service_code`` is the
    code itself, empty until the municipality has one. ``decided_on`` is None for a proposal.
    ``condition_shown_by`` names the decisions that show the basic condition; where it is empty, only what a
    person has found counts. ``administration`` is extra full-time equivalents.
    """

    period: Period
    source: str
    basic_condition: str
    steps: tuple[Step, ...]
    decided_on: date | None = None
    recommended_step: int | None = None
    introduced_at: tuple[str, ...] = ()
    own_service_code: bool | None = None
    service_code: str = ""
    own_hour_bank: bool | None = None
    administration: Fraction = Fraction(0)
    rules: tuple[str, ...] = ()
    may_be_used_for: tuple[str, ...] = ()
    may_not_be_used_for: tuple[str, ...] = ()
    condition_shown_by: tuple[str, ...] = SHOWN_BY

    def step(self, number: int) -> Step | None:
        """The step with that number; None where the version has none such."""
        return next((step for step in self.steps if step.number == number), None)

    def extra_minutes(self, number: int, on: date, fulfils_condition: bool | None) -> int | None:
        """Extra minutes a week at a step on a day; None where it is not known if the condition is fulfilled.

        The ordinary decision is no argument: a change of it can never change these hours.
        Raises KeyError for a step that the version does not have.
        """
        step = self.step(number)
        if step is None:
            raise KeyError(number)
        if fulfils_condition is False or on not in self.period:
            return 0
        return None if fulfils_condition is None else step.minutes_per_week


@dataclass(frozen=True)
class Scheme:
    """Every version of a municipality's scheme over time; ValueError where two overlap."""

    versions: Timeline[SchemeVersion]

    @classmethod
    def of(cls, versions: Iterable[SchemeVersion]) -> "Scheme":
        """The scheme with these versions, which :func:`check_scheme` has found sound."""
        return cls(Timeline(Piece(version.period, version) for version in versions))

    def at(self, day: date) -> SchemeVersion | None:
        """The version that holds on ``day``; None where there is no scheme."""
        return self.versions.at(day)

    @property
    def newest(self) -> SchemeVersion:
        """The version that starts last."""
        return self.versions.pieces[-1].value
