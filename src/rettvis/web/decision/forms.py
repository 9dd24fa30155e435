"""The decision as it is typed: the questions of law tried apart, the service lines, notice and letter."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rettvis.journey.application import Application
from rettvis.journey.decision import (
    AdvanceNotice,
    Decision,
    DecisionInForce,
    GoesOn,
    Reason,
    ServiceLine,
    Tried,
    WithoutNotice,
)
from rettvis.rulekit.wording import NO_BREAK
from rettvis.web.decision.library import Offered
from rettvis.web.decision.line_form import LineForm, typed_line
from rettvis.web.decision.rules import Rules
from rettvis.web.decision.store import Draft
from rettvis.web.pages.context import LANGUAGE_NAMES
from rettvis.web.pages.engine import day, say
from rettvis.web.pages.quantities import OneOf, Text, YesNo
from rettvis.web.pages.sheets import PartForm, Sheet

QUESTIONS = ("right", "necessary_help", "offer_after_no")


class TriedForm(PartForm):
    """A question of law with a person's answer and the reason."""

    fields_by_place = {  # noqa: RUF012
        "reason": "considerations",
        "reason.rules": "rules",
        "reason.facts": "facts",
        "reason.considerations": "considerations",
    }

    answer = YesNo(
        label=gettext_lazy("Your answer"), blank=gettext_lazy("Not answered"), widget=forms.RadioSelect
    )
    rules = Rules()
    facts = Text(rows=3, label=gettext_lazy("Facts that the answer rests on"))
    considerations = Text(
        rows=3, label=gettext_lazy("Main considerations: what counted, and how it was weighed")
    )

    def value(self) -> Tried:
        """What was typed."""
        data = self.cleaned_data
        return Tried(data["answer"], Reason(tuple(data["rules"]), data["facts"], data["considerations"]))


class RightForm(TriedForm):
    """The right to BPA, tried on its own."""

    place = "right"


class NecessaryForm(TriedForm):
    """What help is necessary, tried apart."""

    place = "necessary_help"


class OfferForm(TriedForm):
    """BPA all the same, after a no."""

    place = "offer_after_no"


class NoticeForm(PartForm):
    """What belongs to the notice in the decision itself: how the answer was weighed, or why there is none.

    The notice, its last day and the answer are acts of their own, and are read from the case's events.
    """

    place = "advance_notice"
    fields_by_place = {"answer_by": "weighed"}  # noqa: RUF012

    weighed = Text(rows=3, label=gettext_lazy("How the answer was weighed"))
    without = OneOf(
        WithoutNotice,
        label=gettext_lazy("No advance notice is needed, because"),
        blank=gettext_lazy("A notice is needed where less is given"),
    )
    without_why = Text(rows=3, label=gettext_lazy("Why it may be left out in this case"))

    def value(self, before: AdvanceNotice | None) -> AdvanceNotice | None:
        """What was typed, on top of what was sent and answered; None when there is nothing."""
        data = self.cleaned_data
        notice = replace(before or AdvanceNotice(), **data)
        return notice if notice != AdvanceNotice() else None


class GoesOnForm(PartForm):
    """The lines in force that this decision does not touch."""

    place = "goes_on"
    fields_by_place = {"": "lines"}  # noqa: RUF012

    lines = forms.MultipleChoiceField(
        label=gettext_lazy("Goes on as it is, by its own decision"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def value(self) -> tuple[GoesOn, ...]:
        """What was ticked."""
        return tuple(GoesOn(*one.split("/", 1)) for one in self.cleaned_data["lines"])


class LetterForm(PartForm):
    """What belongs to the letter alone, and what follows when the right is met but BPA refused."""

    right_refused_why = Text(
        rows=3,
        label=gettext_lazy("If the right is met and BPA is refused: what follows, and why"),
    )
    address = Text(
        rows=3,
        label=gettext_lazy("Address on the envelope"),
        longest=500,
        help_text=gettext_lazy("One line each, without the name"),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=LANGUAGE_NAMES, widget=forms.RadioSelect
    )


class DecisionSheet(Sheet):
    """The whole decision; :func:`sheet_for` gives the one that knows the requests of a case."""

    parts = {  # noqa: RUF012
        "letter": LetterForm,
        "right": RightForm,
        "necessary_help": NecessaryForm,
        "offer_after_no": OfferForm,
        "lines": LineForm,
        "goes_on": GoesOnForm,
        "advance_notice": NoticeForm,
    }

    def rearranged(self) -> bool:
        """The library is looked up for a line by its own button, too: nothing is judged yet."""
        if self.pressed[0] != "texts":
            return super().rearranged()
        self.keep_quiet()
        self.focus = f"texts-{self.pressed[-1]}"
        return True

    @classmethod
    def content_of(cls, draft: Draft) -> dict[str, Any]:
        """What stands in the forms for ``draft``."""
        decision = draft.decision
        notice = decision.advance_notice or AdvanceNotice()
        return {
            "letter": {
                "right_refused_why": decision.right_refused_why,
                "address": "\n".join(draft.address),
                "language": draft.language,
            },
            **{name: _typed(getattr(decision, name)) for name in QUESTIONS},
            "lines": [(line.key, typed_line(line)) for line in decision.lines],
            "goes_on": {"lines": [f"{one.case_number}/{one.line}" for one in decision.goes_on]},
            "advance_notice": {
                "weighed": notice.weighed,
                "without": notice.without,
                "without_why": notice.without_why,
            },
        }

    def value(self, before: Draft) -> Draft:
        """What was typed; call it when the sheet is valid. What no form holds is kept from ``before``."""
        lines = {line.key: line for line in before.decision.lines}
        letter = self.forms["letter"].cleaned_data
        questions = {name: self.forms[name].value() for name in QUESTIONS}  # type: ignore[attr-defined]
        decision = Decision(
            lines=tuple(row.value(lines.get(row.key)) for row in self.rows["lines"]),  # type: ignore[attr-defined]
            **questions,
            right_refused_why=letter["right_refused_why"],
            advance_notice=self.forms["advance_notice"].value(before.decision.advance_notice),  # type: ignore[attr-defined]
            history=before.decision.history,
            goes_on=self.forms["goes_on"].value(),  # type: ignore[attr-defined]
        )
        address = tuple(line.strip() for line in letter["address"].splitlines() if line.strip())
        return Draft(decision, address, letter["language"])


def sheet_for(
    application: Application,
    in_force: DecisionInForce | None = None,
    offers: tuple[Offered, ...] = (),
) -> type[DecisionSheet]:
    """The sheet whose lines may answer the requests, and which may let go on what is in force.

    ``offers`` are the texts of the reasons library that a line may use.
    """
    answers = forms.MultipleChoiceField(
        label=LineForm.base_fields["answers"].label,
        choices=[(request.key, say(request.label)) for request in application.requests],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    goes_on = forms.MultipleChoiceField(
        label=GoesOnForm.base_fields["lines"].label,
        choices=_running(in_force),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    line = type("LineForm", (LineForm,), {"answers": answers, "offers": offers})
    untouched = type("GoesOnForm", (GoesOnForm,), {"lines": goes_on})
    parts = {**DecisionSheet.parts, "lines": line, "goes_on": untouched}
    return type("DecisionSheet", (DecisionSheet,), {"parts": parts})


def _running(in_force: DecisionInForce | None) -> list[tuple[str, str]]:
    """What is in force, each with its case and key, in the reader's words."""
    if in_force is None:
        return []
    return [
        (f"{in_force.case_of(place)}/{line.key}", line_words(line, in_force.case_of(place)))
        for place, line in enumerate(in_force.lines)
        if line.granted
    ]


def line_words(line: ServiceLine, case_number: str) -> str:
    """A service line in one line of text: service, extent, from when, and the case it was decided in."""
    parts = [say(line.service.label)]
    if line.extent is not None:
        parts.append(say(line.extent.words()))
    if line.start is not None:
        parts.append(_("from %(day)s") % {"day": day(line.start)})
    parts.append(_("case %(number)s") % {"number": case_number})
    return ", ".join(parts)


def question_titles() -> dict[str, str]:
    """What each question of law asks; a line never ends within a section's number."""
    titles = {
        "right": _("Are the conditions of the right to BPA met (§ 2-1 d)? Tried on its own."),
        "necessary_help": _(
            "Does the person need help from the municipality (§ 2-1)? Apart from how it is organised."
        ),
        "offer_after_no": _("Should BPA be offered all the same, without a right (§ 3-8)?"),
    }
    return {name: re.sub(r"§ (\d+)-(\d+)( d)?", _unbroken, title) for name, title in titles.items()}


def _unbroken(section: re.Match[str]) -> str:
    return section[0].replace(" ", NO_BREAK).replace("-", "\u2011")


def _typed(tried: Tried) -> dict[str, Any]:
    return {
        "answer": tried.answer,
        "rules": list(tried.reason.rules),
        "facts": tried.reason.facts,
        "considerations": tried.reason.considerations,
    }
