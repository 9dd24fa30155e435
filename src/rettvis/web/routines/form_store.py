"""Rows ⇄ mapping forms of the journey, and which versions are in force on a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from rettvis.journey.assessment import FormGroup, FormKind, MappingForm, UsedForm, shipped_day_clock
from rettvis.journey.assessment.form import SHIPPED_VERSION
from rettvis.web.access.models import Municipality
from rettvis.web.pages.content import from_json, to_json
from rettvis.web.routines.models import FormDraft, FormRecord, PublishedForm


@dataclass(frozen=True)
class Kept:
    """A form with its draft and its published versions, the oldest first."""

    row: FormRecord
    draft: FormDraft | None
    published: tuple[PublishedForm, ...]

    @property
    def kind(self) -> FormKind:
        """What the form is."""
        return FormKind(self.row.kind)

    @property
    def group(self) -> FormGroup:
        """Whose assessment it is for."""
        return FormGroup(self.row.group)

    @property
    def first_version(self) -> int:
        """The number of its first version: a day clock follows on the one that comes with the program."""
        return SHIPPED_VERSION + 1 if self.kind is FormKind.DAY_CLOCK else 1

    @property
    def newest(self) -> PublishedForm | None:
        """The version published last."""
        return self.published[-1] if self.published else None

    def in_force(self, on: date) -> PublishedForm | None:
        """The version that an assessment begun on the day ``on`` uses."""
        if self.row.withdrawn_on is not None and self.row.withdrawn_on <= on:
            return None
        return next((one for one in reversed(self.published) if one.from_on <= on), None)

    @property
    def standing(self) -> MappingForm:
        """What the next version starts from: the draft, else the newest version, else what comes along."""
        content = self.draft or self.newest
        if content is not None:
            return form_in(content.content)
        return begun(self.kind, self.group)

    @property
    def before_draft(self) -> MappingForm:
        """What the draft is compared with."""
        return form_in(self.newest.content) if self.newest else begun(self.kind, self.group)


def begun(kind: FormKind, group: FormGroup) -> MappingForm:
    """A new form: the day clock that comes with the program, or an empty one."""
    if kind is FormKind.DAY_CLOCK:
        return shipped_day_clock(group)
    return from_json(MappingForm, {"kind": kind.value, "group": group.value, "title": {}})


def forms_of(municipalities: Iterable[Municipality]) -> list[Kept]:
    """All forms of the municipalities, by group, kind and title."""
    rows = FormRecord.objects.filter(municipality__in=list(municipalities)).select_related("municipality")
    kinds, groups = list(FormKind), list(FormGroup)
    return sorted(
        _read(rows),
        key=lambda one: (groups.index(one.group), kinds.index(one.kind), one.standing.title.nb.casefold()),
    )


def find_form(municipalities: Iterable[Municipality], pk: int, *, lock: bool = False) -> Kept | None:
    """One form; None when there is none by that number for the reader."""
    rows = FormRecord.objects.filter(municipality__in=list(municipalities), pk=pk)
    rows = rows.select_for_update(of=("self",)) if lock else rows.select_related("municipality")
    return next(iter(_read(rows)), None)


def forms_in_force(municipality_id: int, group: str, on: date) -> tuple[UsedForm, ...]:
    """What an assessment begun on the day ``on`` uses, each form in its version of that day. One query."""
    rows = (
        PublishedForm.objects.filter(form__municipality=municipality_id, form__group=group, from_on__lte=on)
        .select_related("form")
        .order_by("form__kind", "form_id", "version")
    )
    newest = {row.form_id: row for row in rows}
    there = (row for row in newest.values() if not (row.form.withdrawn_on and row.form.withdrawn_on <= on))
    return tuple(UsedForm(row.form.key, row.version, form_in(row.content)) for row in there)


def form_in(content: Any) -> MappingForm:
    """The form that a row holds."""
    return from_json(MappingForm, content)


def content_of(form: MappingForm) -> Any:
    """What a row keeps."""
    return to_json(form)


def _read(rows: Iterable[FormRecord]) -> Iterator[Kept]:
    found = list(rows)
    drafts = {one.form_id: one for one in FormDraft.objects.filter(form__in=found).select_related("saved_by")}
    published: dict[int, list[PublishedForm]] = {}
    every = PublishedForm.objects.filter(form__in=found).select_related("published_by").order_by("version")
    for one in every:
        published.setdefault(one.form_id, []).append(one)
    return (Kept(row, drafts.get(row.pk), tuple(published.get(row.pk, ()))) for row in found)
