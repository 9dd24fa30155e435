"""The assessment: what was found out about needs, resources and wishes, before anything is decided."""

from dataclasses import dataclass, field
from datetime import date

from rettvis.journey.assessment.child import Child
from rettvis.journey.assessment.contacts import Contact
from rettvis.journey.assessment.day_clock import DayClock
from rettvis.journey.assessment.form import FormKind, UsedForm
from rettvis.journey.assessment.household import Household, Supervisor
from rettvis.journey.assessment.participation import Participation


@dataclass(frozen=True)
class NeedPeriod:
    """The first and the last day of the need, the last day included.

    ``until`` is :data:`rettvis.rulekit.facts.LASTING` for no foreseeable end, ``None`` for not known.
    """

    start: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Assessment:
    """All that was found out. ``child`` is set when the case concerns a child, otherwise ``None``.

    ``several_or_night_continuous`` is a person's answer: whether the need for more than one assistant, or
    for help at night, is continuous (pbrl § 2-1 d second paragraph). ``forms`` are the mapping forms that the
    case uses, each in the version it began with; without a day clock among them the one that comes with the
    program is used.
    """

    contacts: tuple[Contact, ...] = ()
    clock: DayClock = field(default_factory=DayClock)
    household: Household = field(default_factory=Household)
    supervisor: Supervisor = field(default_factory=Supervisor)
    child: Child | None = None
    participation: Participation = field(default_factory=Participation)
    need: NeedPeriod = field(default_factory=NeedPeriod)
    several_or_night_continuous: bool | None = None
    summary: str = ""
    forms: tuple[UsedForm, ...] = ()

    def forms_of(self, kind: FormKind) -> tuple[UsedForm, ...]:
        """The forms of one kind that the case uses."""
        return tuple(used for used in self.forms if used.form.kind is kind)
