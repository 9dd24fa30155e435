"""Marks on the pages of a copied case: which fields differ from the copy, said in text at each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from rettvis.web.application import store as application_store
from rettvis.web.application.models import Case
from rettvis.web.assessment import store as assessment_store
from rettvis.web.calculation import store as calculation_store
from rettvis.web.decision.copied import PARTS, Copy, copy_events, copy_in
from rettvis.web.pages.merging import Difference, differences
from rettvis.web.pages.sheets import PartForm, RowForm, Sheet, said

READ = {
    "application": application_store.application_in,
    "assessment": assessment_store.assessment_in,
    "calculation": calculation_store.choices_in,
}
"""How the kept content of each step that is copied is read."""


@dataclass(frozen=True)
class Marked:
    """A page of a copied case: what it was copied from, and what is changed on it since."""

    source: str
    decided_on: Any
    part: str
    changes: list[Difference]
    confirmed_by: str
    confirmed_at: datetime | None
    may_confirm: bool


def mark_copied(case: Case, current: str, context: dict[str, Any]) -> None:
    """Mark the page of a step that was copied; nothing on other pages, and for other cases."""
    sheet = context.get("sheet")
    if current not in READ or not isinstance(sheet, Sheet) or sheet.data is not None:
        return
    copy = copy_in(case, copy_events(case))
    if copy is None or current not in copy.base:
        return
    section = context.get("section")
    part = section.slug if section is not None else current
    if part not in {one.name for one in PARTS}:
        return
    before = content_before(type(sheet), case, current, copy)
    changes = differences(type(sheet), before, _shown(sheet))
    _mark_fields(sheet, before)
    event = copy.confirmed.get(part)
    context["copied"] = Marked(
        copy.source,
        copy.decided_on,
        part,
        changes,
        event.by.name if event is not None and event.by else "",
        None if event is None else event.at,
        bool(context.get("may_change")),
    )


def content_before(sheet: Any, case: Case, step: str, copy: Copy) -> dict[str, Any]:
    """What stood in the sheet's forms when the step was copied."""
    value: Any = READ[step](copy.base[step])
    if step == "assessment":
        value = assessment_store.for_case(value, case)
    found: dict[str, Any] = sheet.content_of(value)
    return found


def _shown(sheet: Sheet) -> dict[str, Any]:
    """What the forms were opened with: what is saved now."""
    found: dict[str, Any] = {}
    for name in sheet.parts:
        if name in sheet.rows:
            found[name] = [(row.key, _values(row)) for row in sheet.rows[name] if _says_anything(row)]
        else:
            found[name] = _values(sheet.forms[name])
    return found


def _values(form: PartForm) -> dict[str, Any]:
    return {name: form.initial[name] for name in form.fields if name in form.initial}


def _says_anything(row: RowForm) -> bool:
    return any(value not in (None, "", [], row.usual.get(name)) for name, value in row.initial.items())


def _mark_fields(sheet: Sheet, before: Mapping[str, Any]) -> None:
    for name, kind in sheet.parts.items():
        if not issubclass(kind, RowForm):
            _mark(sheet.forms[name], before[name])
            continue
        old = dict(before[name])
        for row in sheet.rows[name]:
            if row.key in old:
                _mark(row, old[row.key])
            elif _says_anything(row):
                first = next(iter(row.fields.values()))
                first.was = _("Not in the copy: added since.")  # type: ignore[attr-defined]


def _mark(form: PartForm, old: Mapping[str, Any]) -> None:
    for name, field in form.fields.items():
        if name in old and form.initial.get(name) != old[name]:
            words = said(field, old[name]) or "–"
            field.was = _("Changed since the copy. Before: %(before)s") % {"before": words}  # type: ignore[attr-defined]
