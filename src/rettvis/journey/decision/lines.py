"""Service lines: what the decision says of each service, how much, and from when to when."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.application import KindOfService, Service
from rettvis.journey.application.choice import Choice
from rettvis.journey.calculation import WeeksPerYear
from rettvis.journey.decision.reasons import Reason
from rettvis.rulekit.wording import N_, Sentence, sentence

_MONTHS = 12


class Per(Choice):
    """What an extent is counted in: minutes a week or a month, weekends a month, or times a week."""

    WEEK = "week", N_("Hours a week")
    MONTH = "month", N_("Hours a month")
    WEEKENDS = "weekends_per_month", N_("Weekends a month")
    TIMES = "times_per_week", N_("Times a week")


@dataclass(frozen=True)
class Extent:
    """How much is granted, exactly: whole minutes (or weekends, or times) ``per`` so often.

    ``every_weeks`` goes with hours a week alone: 90 minutes every third week is ``Extent(90, WEEK, 3)``.
    """

    amount: int
    per: Per = Per.WEEK
    every_weeks: int = 1

    def per_week(self, weeks: WeeksPerYear) -> Fraction | None:
        """Minutes a week, exact; ``None`` for what is not counted in hours, or not said rightly."""
        if self.every_weeks < 1 or weeks.weeks <= 0:
            return None
        if self.per is Per.WEEK:
            return Fraction(self.amount, self.every_weeks)
        return self.amount * _MONTHS / weeks.weeks if self.per is Per.MONTH else None

    def words(self) -> Sentence:
        """The extent as a reader wants it: "1 hour 30 minutes every 3 weeks", "1 weekend a month"."""
        if self.per is Per.WEEK and self.every_weeks > 1:
            return sentence("{time:hours} every {weeks} weeks", time=self.amount, weeks=self.every_weeks)
        if self.per is Per.WEEK:
            return sentence("{minutes:hours} a week", minutes=self.amount)
        if self.per is Per.MONTH:
            return sentence("{minutes:hours} a month", minutes=self.amount)
        if self.per is Per.WEEKENDS:
            if self.amount == 1:
                return sentence("1 weekend a month")
            return sentence("{count} weekends a month", count=self.amount)
        if self.amount == 1:
            return sentence("1 time a week")
        return sentence("{count} times a week", count=self.amount)


class Organised(Choice):
    """How a service is organised."""

    BPA = "bpa", N_("As user-controlled personal assistance (BPA)")
    MUNICIPAL = "municipal", N_("By the municipality’s own staff")
    PROVIDER = "provider", N_("By a provider that the municipality has an agreement with")
    CONTRACT = "contract", N_("By somebody engaged for the person")


@dataclass(frozen=True)
class KindMinutes:
    """Whole minutes a week of one kind of service within a line."""

    kind: KindOfService
    minutes: int


@dataclass(frozen=True)
class ServiceLine:
    """One service of the decision. Everything may be absent while it is written; the gate says what is.

    ``granted`` is ``None`` until somebody has decided. ``hours`` splits a line by kind of service, so that
    what may carry a co-payment is known (egenandelsforskriften § 8). ``start`` and ``end`` are the first and
    the last day; no ``end`` means until further notice. ``answers`` are keys of the requests it answers.
    ``content`` says in plain words what the person gets help with.
    """

    key: str
    service: Service
    granted: bool | None = None
    organised: Organised | None = None
    extent: Extent | None = None
    hours: tuple[KindMinutes, ...] = ()
    start: date | None = None
    end: date | None = None
    evaluate_on: date | None = None
    answers: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    content: str = ""
