"""A form as one case uses it: the version that was in force when the assessment began, and its answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rettvis.journey.assessment.form.form import FormKind, FormRow, MappingForm
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence


@dataclass(frozen=True)
class Answer:
    """What was said to one row: ``done`` for what is ticked off, ``text`` for what was said or noted."""

    row: str
    done: bool = False
    text: str = ""


@dataclass(frozen=True)
class UsedForm:
    """One version of a form, whole, with its answers; ``key`` is the form's own, the same in every version.

    ``left`` are rows of an earlier version that were answered before a newer one was taken into use.
    """

    key: str
    version: int
    form: MappingForm
    answers: tuple[Answer, ...] = ()
    left: tuple[FormRow, ...] = ()

    def answer(self, row: str) -> Answer:
        """The answer to a row; an empty one where nothing is said."""
        return next((one for one in self.answers if one.row == row), Answer(row))

    def is_open(self, row: FormRow) -> bool:
        """Whether the row still waits for its tick or its answer."""
        answer = self.answer(row.key)
        return not (answer.done if self.form.kind is FormKind.CHECKLIST else answer.text.strip())

    @property
    def open_rows(self) -> tuple[FormRow, ...]:
        """What nobody has ticked off or answered yet; a day clock has no such rows."""
        if self.form.kind is FormKind.DAY_CLOCK:
            return ()
        return tuple(row for row in self.form.rows if self.is_open(row))


def switched(used: UsedForm, newer: MappingForm, version: int) -> UsedForm:
    """The newer version in use; every answer stays, also to rows that are not asked any more."""
    answered = {one.row for one in used.answers}
    before = (*used.left, *used.form.rows)
    left = tuple(row for row in before if row.key in answered and newer.row(row.key) is None)
    return replace(used, version=version, form=newer, left=left)


def missing_in_forms(forms: tuple[UsedForm, ...]) -> Iterator[Fault]:
    """The required rows that are still open: these stop a decision, the others do not."""
    for used in forms:
        for row in used.open_rows:
            if row.required:
                yield Fault(f"{used.form.kind.value}.{used.key}-{row.key}", _SAY[used.form.kind](row))


_SAY = {
    FormKind.CHECKLIST: lambda row: sentence("Not ticked off: {words}", words=row.words.sentence),
    FormKind.CONVERSATION: lambda row: sentence("Not answered: {words}", words=row.words.sentence),
}
