"""The day clock: what is done when through a day and night, with the time it takes."""

from dataclasses import dataclass, field, replace

from rettvis.journey.application import KindOfService, TimeUse, activity_label
from rettvis.journey.application.choice import Choice
from rettvis.journey.assessment.form.words import LocalWords
from rettvis.journey.assessment.parts_of_day import DayPart
from rettvis.rulekit.facts import Origin, Source
from rettvis.rulekit.wording import N_, Sentence


class Place(Choice):
    """Where the help is given."""

    HOME = "home", N_("At home")
    OUT = "out", N_("Outside the home")


@dataclass(frozen=True)
class DayParts:
    """At which minute of the day (0–1439) each part begins; the night lasts until the morning.

    Local choice: the law speaks of night services (pbrl § 2-1 d second paragraph) without saying when the
    night is. A municipality sets its own hours here, and the calculation names them.
    """

    morning: int = 6 * 60
    day: int = 10 * 60
    evening: int = 16 * 60
    night: int = 22 * 60

    def begins(self, part: DayPart) -> int:
        """The minute of the day at which ``part`` begins."""
        return int(getattr(self, part.value))

    def length(self, part: DayPart) -> int:
        """How many minutes ``part`` lasts."""
        order = (self.morning, self.day, self.evening, self.night, self.morning + 24 * 60)
        place = list(DayPart).index(part)
        return order[place + 1] - order[place]


@dataclass(frozen=True)
class When:
    """When in the day and night: a named part, or the minute of the day (0–1439) at which it starts."""

    part: DayPart | None = None
    start: int | None = None


@dataclass(frozen=True)
class ClockRow:
    """One activity of the day clock.

    ``assessed`` is the caseworker's figure and ``by_person`` the person's; where they differ,
    ``difference_reason`` says why. ``request`` is the key of the request in the application that it
    answers. ``shared``: done for the whole household. ``None`` is always "not known". ``extent`` is what is
    said of the amount when no time is known, for instance "extensive". ``named`` is what the case's own form
    calls the activity, where that is not what the program calls it.
    """

    key: str
    activity: str | None = None
    words: str = ""
    kind: KindOfService | None = None
    when: When | None = None
    place: Place | None = None
    assessed: TimeUse | None = None
    by_person: TimeUse | None = None
    difference_reason: str = ""
    shared: bool | None = None
    extent: str = ""
    note: str = ""
    origin: Origin = field(default_factory=lambda: Origin(Source.CASEWORKER))
    request: str | None = None
    named: LocalWords | None = None

    @property
    def label(self) -> Sentence:
        """What the activity is called."""
        if self.named is not None:
            return self.named.sentence
        return activity_label(self.activity, self.words)

    @property
    def figures_differ(self) -> bool:
        """The person's figure and the caseworker's are both known, and not the same minutes a week."""
        if self.assessed is None or self.by_person is None:
            return False
        return self.assessed.per_week != self.by_person.per_week


@dataclass(frozen=True)
class DayClock:
    """All rows, and where the parts of the day begin."""

    rows: tuple[ClockRow, ...] = ()
    parts: DayParts = field(default_factory=DayParts)

    def without(self, key: str) -> "DayClock":
        """The day clock without the row ``key``."""
        return replace(self, rows=tuple(row for row in self.rows if row.key != key))
