"""What a person answers: one form for each fact that the assessment cannot hold."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.conditions import ANSWERABLE, HumanAnswer
from rettvis.rulekit.expression import Kind, Value
from rettvis.rulekit.facts import Fact
from rettvis.web.conditions.store import Answered
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.quantities import Text
from rettvis.web.pages.sheets import PartForm, Sheet

CHOICE_WORDS: Mapping[str, Any] = {
    "none": gettext_lazy("No BPA before"),
    "right": gettext_lazy("BPA as a right"),
    "discretionary": gettext_lazy("BPA without a right"),
}


def part_name(fact: str) -> str:
    """The part of the sheet where a fact is answered: names of facts have dots, ids have none."""
    return fact.replace(".", "_")


class AnswerForm(PartForm):
    """An answer and its reason."""

    fields_by_place = {"": "value", "why": "why"}  # noqa: RUF012

    value = forms.ChoiceField(required=False)
    why = Text(rows=2, label=gettext_lazy("Why"))

    def clean(self) -> dict[str, Any]:
        """A reason without an answer is not lost in silence."""
        data = super().clean() or {}
        if not data.get("value") and data.get("why") and "value" not in self.errors:
            self.add_error("value", _("Choose an answer, or empty the reason."))
        return data

    def at_fault(self, field: str) -> str:
        """With an answer chosen, what lacks is the reason."""
        return "why" if self["value"].data else field


class DayForm(PartForm):
    """The day that the law and the ages are those of."""

    place = "decision_day"

    decision_day = DateField(label=gettext_lazy("Day of the decision, if it is not today"), required=False)


def _form(fact: Fact) -> type[AnswerForm]:
    field = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=lambda: _choices(fact),
        required=False,
        widget=forms.RadioSelect,
    )
    made = type("AnswerForm", (AnswerForm,), {"value": field, "place": f"answers.{fact.name}"})
    return made


def _choices(fact: Fact) -> list[tuple[str, Any]]:
    if fact.kind is Kind.BOOLEAN:
        return [("yes", _("Yes")), ("no", _("No")), ("", _("Not answered"))]
    return [*((choice, CHOICE_WORDS.get(choice, choice)) for choice in fact.choices), ("", _("Not answered"))]


class AnswersSheet(Sheet):
    """Every fact that a person answers."""

    parts = {  # noqa: RUF012
        **{part_name(name): _form(fact) for name, fact in ANSWERABLE.items()},
        "day": DayForm,
    }

    @staticmethod
    def content_of(answered: Answered) -> dict[str, Any]:
        """What stands in the forms for ``answered``."""
        content: dict[str, Any] = {"day": {"decision_day": answered.decision_day}}
        for name in ANSWERABLE:
            answer = answered.answer_to(name)
            content[part_name(name)] = {
                "value": "" if answer is None else _typed(answer.value),
                "why": "" if answer is None else answer.why,
            }
        return content

    def value(self, before: Answered, who: str, on: date) -> Answered:
        """What was typed; who and when are kept where an answer is the one from ``before``."""
        answers = []
        for name, fact in ANSWERABLE.items():
            data = self.forms[part_name(name)].cleaned_data
            if not data["value"]:
                continue
            value: Value = data["value"] == "yes" if fact.kind is Kind.BOOLEAN else data["value"]
            old = before.answer_to(name)
            same = old is not None and (old.value, old.why) == (value, data["why"])
            answers.append(old if same else HumanAnswer(name, value, who, on, data["why"]))
        return Answered(tuple(answers), self.forms["day"].cleaned_data["decision_day"])  # type: ignore[arg-type]


def question_words(fact: Fact) -> str:
    """What is asked about a fact: the law's open question, or the fact itself."""
    if fact.question is not None:
        return say(fact.question)
    text = say(fact.label)
    return text[:1].upper() + text[1:]


def _typed(value: Value) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
