"""The mapping forms of the demonstration, for adults and for children; one of them is on the way."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from importlib.resources import files

from django.utils import timezone

from rettvis.edges.mapping_forms import read_form
from rettvis.journey.assessment import Answer, Assessment, FormKind, MappingForm, UsedForm
from rettvis.web.access.models import Municipality, User
from rettvis.web.routines.form_services import begin_form, publish, save_draft
from rettvis.web.routines.form_store import find_form
from rettvis.web.routines.models import FormRecord

EDITOR = "siri"
FORMS = (
    "dognklokke-voksne",
    "samtaleguide-voksne",
    "sjekkliste-voksne",
    "dognklokke-barn",
    "samtaleguide-barn",
    "sjekkliste-barn",
)
NEWER, ON_THE_WAY = "samtaleguide-voksne", "sjekkliste-barn"
IN_USE_FOR = timedelta(days=240)
SAID = {
    "good_day": "Når hun har sovet, og kommer seg ut før det blir mørkt.",
    "matters": "At det er hun selv som bestemmer når hjelpen kommer.",
    "yourself": "Lager frokost selv når alt står framme. Vil klare det lenge.",
}
"""What has been answered so far in the conversation guide."""


def publish_forms(municipality: Municipality, users: Mapping[str, User], on: date) -> None:
    """The forms that are in use when the cases begin."""
    for name in FORMS:
        form = _read(name)
        row = begin_form(municipality, f"demo-{name}", form.kind, form.group, users[EDITOR], form)
        _publish(row, on - IN_USE_FOR, users[EDITOR])


def change_forms(municipality: Municipality, users: Mapping[str, User], on: date) -> None:
    """After the cases have begun: a newer conversation guide, and a checklist that waits to be published."""
    for name in (NEWER, ON_THE_WAY):
        row = FormRecord.objects.get(municipality=municipality, key=f"demo-{name}")
        save_draft(row, 0, _read(f"{name}-2"), users[EDITOR])
        if name == NEWER:
            _publish(row, on, users[EDITOR])


def partly_answered(assessment: Assessment) -> Assessment:
    """The first questions are answered, and half of the checklist is ticked off."""
    return replace(assessment, forms=tuple(_answered(used) for used in assessment.forms))


def _answered(used: UsedForm) -> UsedForm:
    if used.form.kind is FormKind.CHECKLIST:
        rows = used.form.rows[: len(used.form.rows) // 2]
        return replace(used, answers=tuple(Answer(row.key, done=True) for row in rows))
    said = tuple(Answer(row.key, text=SAID[row.key]) for row in used.form.rows if row.key in SAID)
    return replace(used, answers=said)


def _read(name: str) -> MappingForm:
    path = files(__package__).joinpath("forms", f"{name}.yaml")
    return read_form(path.read_text(encoding="utf-8"), path.name)


def _publish(row: FormRecord, day: date, user: User) -> None:
    kept = find_form([row.municipality], row.pk)
    assert kept is not None
    assert kept.draft is not None
    publish(row, kept.draft.number, day, user, timezone.make_aware(datetime.combine(day, time(10, 30))))
