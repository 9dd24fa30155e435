"""The conversation guides and the checklists of a case, as they are filled in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rettvis.journey.assessment import Answer, Assessment, FormKind, FormRow, UsedForm
from rettvis.web.pages.engine import say
from rettvis.web.pages.quantities import Text
from rettvis.web.pages.sheets import RowForm, Sheet


class AnswerForm(RowForm):
    """The answer to one row of a form, called “form-row”; rows neither come nor go."""

    keyed = True

    is_blank = False
    """A row that nobody has answered still stands on the page."""

    label = forms.CharField(label=_("What is asked"), required=False, widget=forms.HiddenInput)
    """Only shown: what is asked stands in the form, and nobody types it."""


class QuestionForm(AnswerForm):
    """One question of a conversation guide."""

    place = "conversation"
    fields_by_place = {"": "text"}  # noqa: RUF012 - read only

    text = Text(rows=3, label=_("Answer"))


class TickForm(AnswerForm):
    """One thing of a checklist."""

    place = "checklist"
    fields_by_place = {"": "done"}  # noqa: RUF012 - read only

    done = forms.BooleanField(label=_("Ticked off"), required=False)
    text = Text(label=_("Note"))


class AnswersSheet(Sheet):
    """The answers to every form of one kind."""

    kind: FormKind

    def __init__(
        self, initial: Mapping[str, Any], data: QueryDict | None = None, assessment: Assessment | None = None
    ) -> None:
        self.used = assessment.forms_of(self.kind) if assessment else ()
        super().__init__(initial, data)

    @property
    def by_form(self) -> list[tuple[UsedForm, list[tuple[FormRow, RowForm]]]]:
        """Each form with its rows, as they stand on the page."""
        typed = {row.key: row for row in self.rows["answers"]}
        return [
            (used, [(row, typed[key]) for row in used.form.rows if (key := _key(used, row)) in typed])
            for used in self.used
        ]

    @classmethod
    def content_of(cls, assessment: Assessment) -> dict[str, Any]:
        """What stands in the sheet for ``assessment``."""
        return {"answers": [pair for used in assessment.forms_of(cls.kind) for pair in _typed(used)]}

    def apply(self, assessment: Assessment) -> Assessment:
        """``assessment`` with what was typed here; what is not on the page stays."""
        typed = {row.key: row.cleaned_data for row in self.rows["answers"]}
        changed = (
            _answered(used, typed) if used.form.kind is self.kind else used for used in assessment.forms
        )
        return replace(assessment, forms=tuple(changed))


class ConversationSheet(AnswersSheet):
    """The conversation guides."""

    kind = FormKind.CONVERSATION
    parts = {"answers": QuestionForm}  # noqa: RUF012 - read only


class ChecklistSheet(AnswersSheet):
    """The checklists."""

    kind = FormKind.CHECKLIST
    parts = {"answers": TickForm}  # noqa: RUF012 - read only


def _key(used: UsedForm, row: FormRow) -> str:
    return f"{used.key}-{row.key}"


def _typed(used: UsedForm) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for row in used.form.rows:
        answer = used.answer(row.key)
        typed = {"label": say(row.words.sentence), "done": answer.done, "text": answer.text}
        if used.form.kind is FormKind.CONVERSATION:
            del typed["done"]
        found.append((_key(used, row), typed))
    return found


def _answered(used: UsedForm, typed: Mapping[str, Mapping[str, Any]]) -> UsedForm:
    answers = {one.row: one for one in used.answers}
    for row in used.form.rows:
        data = typed.get(_key(used, row))
        if data is not None:
            answers[row.key] = Answer(row.key, bool(data.get("done")), data["text"])
    said = (one for one in answers.values() if one.done or one.text)
    return replace(used, answers=tuple(said))
