"""One mapping form: a day clock's activities, a conversation guide, or a checklist."""

from dataclasses import dataclass

from rettvis.journey.application import KindOfService
from rettvis.journey.application.choice import Choice
from rettvis.journey.assessment.form.words import NOTHING, LocalWords
from rettvis.journey.assessment.parts_of_day import DayPart
from rettvis.rulekit.wording import N_


class FormKind(Choice):
    """What the rows of a form are: activities, questions, or things to tick off."""

    DAY_CLOCK = "day_clock", N_("Day clock")
    CONVERSATION = "conversation", N_("Conversation guide")
    CHECKLIST = "checklist", N_("Checklist")


class FormGroup(Choice):
    """Whose assessment the form is for."""

    ADULT = "adult", N_("Adults")
    CHILD = "child", N_("Children")


@dataclass(frozen=True)
class FormRow:
    """One activity, question or thing to tick off; ``key`` stays the same from version to version.

    ``kind`` and ``part`` are where a row of a day clock starts from, never an answer: a form never says how
    much time something takes. ``required``: the case is not decided while the row is open.
    """

    key: str
    words: LocalWords
    help: LocalWords = NOTHING
    kind: KindOfService | None = None
    part: DayPart | None = None
    required: bool = False


@dataclass(frozen=True)
class MappingForm:
    """A form as it is filled in."""

    kind: FormKind
    group: FormGroup
    title: LocalWords
    rows: tuple[FormRow, ...] = ()

    def row(self, key: str) -> FormRow | None:
        """The row called ``key``."""
        return next((row for row in self.rows if row.key == key), None)
