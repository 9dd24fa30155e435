"""Routines and forms made without a browser."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from rettvis.journey.assessment import FormGroup, FormKind, FormRow, LocalWords, MappingForm
from rettvis.journey.routines import CaseStep, Content, RoutineAct
from rettvis.web.access.models import Role
from rettvis.web.routines.form_services import begin_form, publish, save_draft
from rettvis.web.routines.form_store import find_form
from rettvis.web.routines.models import FormRecord, RoutineActRow, RoutineRow
from rettvis.web.routines.services import begin, do
from tests.web.conftest import Place

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CONTENT = Content(
    "Hjemmebesøk",
    owner="Tildelingskontoret",
    steps=(CaseStep.ASSESSMENT,),
    review_on=date(2030, 7, 1),
    text="Avtal tid.",
)


def a_routine(place: Place, key: str = "laget") -> RoutineRow:
    """The routine of the municipality with this key, approved; the same one each time."""
    writer, leader = place.people[Role.CASEWORKER], place.people[Role.TEAM_LEADER]
    row = begin(place.municipality, key, CONTENT, writer, NOW)
    if RoutineActRow.objects.filter(routine=row).exists():
        return row
    do(row, RoutineAct.SUBMIT, writer, NOW)
    do(row, RoutineAct.APPROVE, leader, NOW)
    return row


CHECKLIST = MappingForm(
    FormKind.CHECKLIST,
    FormGroup.ADULT,
    LocalWords("Sjekkliste", "Sjekkliste"),
    (
        FormRow("interpreter", LocalWords("Tolk er avklart", "Tolk er avklart")),
        FormRow("consent", LocalWords("Samtykke er gitt", "Samtykke er gitt")),
    ),
)
GUIDE = MappingForm(
    FormKind.CONVERSATION,
    FormGroup.ADULT,
    LocalWords("Samtaleguide", "Samtaleguide"),
    (FormRow("good_day", LocalWords("Hva er en god dag?", "Kva er ein god dag?")),),
)


def a_form(place: Place, form: MappingForm, day: date, words: str = "") -> FormRecord:
    """The next version of the form of this kind, in force from ``day``; ``words``: its first row."""
    editor = place.people[Role.ADMINISTRATOR]
    row = begin_form(
        place.municipality, f"{form.kind.value}-{place.municipality.pk}", form.kind, form.group, editor
    )
    first = replace(form.rows[0], words=LocalWords(words, words)) if words else form.rows[0]
    kept = find_form([place.municipality], row.pk)
    assert kept is not None
    number = kept.draft.number if kept.draft else 0
    save_draft(row, number, replace(form, rows=(first, *form.rows[1:])), editor)
    publish(row, number + 1, day, editor, datetime.combine(day, time(12), tzinfo=UTC))
    return FormRecord.objects.get(pk=row.pk)
