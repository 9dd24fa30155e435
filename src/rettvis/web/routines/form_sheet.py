"""A mapping form as it is typed: its title, and its rows, added, removed and moved by plain buttons."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rettvis.journey.application import KindOfService
from rettvis.journey.assessment import DayPart, FormKind, FormRow, LocalWords, MappingForm
from rettvis.journey.assessment.form.checks import LONGEST_WORDS
from rettvis.web.pages.quantities import OneOf, Text
from rettvis.web.pages.sheets import PartForm, RowForm, Sheet

LANGUAGES = ("nb", "nn", "en")


def _text(label: Any, **more: Any) -> Text:
    return Text(label=label, longest=LONGEST_WORDS, **more)


class TitleForm(PartForm):
    """What the form is called."""

    place = "title"

    nb = _text(_("Title in bokmål"))
    nn = _text(_("Title in nynorsk"))
    en = _text(_("Title in English"))


class RowSheetForm(RowForm):
    """One activity, question or thing to tick off."""

    place = "rows"
    keyed = True
    fields_by_place = {"help.nb": "help_nb", "help.nn": "help_nn", "help.en": "help_en"}  # noqa: RUF012

    nb = _text(_("Bokmål"), rows=2)
    nn = _text(_("Nynorsk"), rows=2)
    en = _text(_("English"), rows=2)
    help_nb = _text(_("Help text in bokmål"), rows=2)
    help_nn = _text(_("Help text in nynorsk"), rows=2)
    help_en = _text(_("Help text in English"), rows=2)
    kind = OneOf(KindOfService, label=_("Usual type of service"), blank=_("A person decides"))
    part = OneOf(DayPart, label=_("Usual time of day"), blank=_("Not given"))
    required = forms.BooleanField(
        label=_("Required: the case cannot be sent for approval before this is done"), required=False
    )


class FormSheet(Sheet):
    """The whole form."""

    parts = {"title": TitleForm, "rows": RowSheetForm}  # noqa: RUF012 - read only

    def rearranged(self) -> bool:
        """Also “up” and “down”: the row changes place with its neighbour."""
        what, *where = self.pressed
        if what not in ("up", "down") or len(where) < 2 or where[0] != "rows":
            return super().rearranged()
        self.keep_quiet()
        rows, keys = self.rows["rows"], [row.key for row in self.rows["rows"]]
        if where[1] in keys:
            place = keys.index(where[1])
            other = place + (1 if what == "down" else -1)
            if 0 <= other < len(rows):
                rows[place], rows[other] = rows[other], rows[place]
            self.focus = f"{what}-{where[1]}"
        return True

    @staticmethod
    def content_of(form: MappingForm) -> dict[str, Any]:
        """What stands in the sheet for ``form``."""
        return {
            "title": {code: getattr(form.title, code) for code in LANGUAGES},
            "rows": [(row.key, _typed(row)) for row in form.rows],
        }

    def apply(self, form: MappingForm) -> MappingForm:
        """``form`` with what was typed here."""
        rows = tuple(_row(row, form.kind) for row in self.rows["rows"])
        return replace(form, title=_words(self.forms["title"].cleaned_data), rows=rows)


def _typed(row: FormRow) -> dict[str, Any]:
    words = {code: getattr(row.words, code) for code in LANGUAGES}
    help_words = {f"help_{code}": getattr(row.help, code) for code in LANGUAGES}
    return {**words, **help_words, "kind": row.kind, "part": row.part, "required": row.required}


def _row(form: RowForm, kind: FormKind) -> FormRow:
    data = form.cleaned_data
    clock = kind is FormKind.DAY_CLOCK
    return FormRow(
        key=form.key,
        words=_words(data),
        help=_words(data, "help_"),
        kind=data["kind"] if clock else None,
        part=data["part"] if clock else None,
        required=data["required"] and not clock,
    )


def _words(data: Mapping[str, Any], before: str = "") -> LocalWords:
    return LocalWords(**{code: data[f"{before}{code}"] for code in LANGUAGES})
