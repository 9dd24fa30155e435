"""What an administrator does with a mapping form: begin it, change its draft, publish it, withdraw it."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.assessment import FormGroup, FormKind, MappingForm
from rettvis.journey.assessment.form import check_form
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.routines.form_store import Kept, begun, content_of, find_form
from rettvis.web.routines.models import FormDraft, FormRecord, PublishedForm
from rettvis.web.routines.services import allowed

WHAT = gettext_noop("A mapping form")


class DraftChanged(Exception):
    """Somebody saved the draft after the page was opened; ``current`` is what stands now."""

    def __init__(self, current: Kept) -> None:
        self.current = current
        super().__init__("the draft is newer")


def begin_form(
    municipality: Municipality,
    key: str,
    kind: FormKind,
    group: FormGroup,
    user: User,
    form: MappingForm | None = None,
) -> FormRecord:
    """A new form with ``form`` as its draft; the same ``key`` again gives the one that it made.

    A municipality has one day clock for each group: a second one raises ``Faulty``.
    """
    grant = allowed(user, Action.EDIT_FORMS, municipality.pk)
    details = {"municipality": municipality, "kind": kind.value, "group": group.value}
    with transaction.atomic():
        known = FormRecord.objects.filter(key=key, municipality=municipality).first()
        if known is not None:
            return known
        try:
            with transaction.atomic():
                row = FormRecord.objects.create(key=key, **details)
        except IntegrityError as error:
            message = sentence(
                "The municipality has a day clock for this group already ({group}). Change that one.",
                group=group.label,
            )
            raise Faulty([Fault("kind", message)]) from error
        _keep_draft(row, 1, form or begun(kind, group), user)
        look_up(grant, Action.EDIT_FORMS, what=WHAT)
    return row


def save_draft(row: FormRecord, based_on: int, form: MappingForm, user: User) -> None:
    """Save the draft as it is typed. Raises :class:`DraftChanged` where somebody came between."""
    grant = allowed(user, Action.EDIT_FORMS, row.municipality_id)
    with transaction.atomic():
        kept = _locked(row)
        number = kept.draft.number if kept.draft else 0
        if kept.draft is not None and kept.draft.content == content_of(form):
            return
        if number != based_on:
            raise DraftChanged(kept)
        _keep_draft(row, number + 1, form, user)
        look_up(grant, Action.EDIT_FORMS, what=WHAT)


def publish(row: FormRecord, based_on: int, from_on: date, user: User, now: datetime) -> PublishedForm:
    """Make the draft the next version, in force from a day; sent twice it is one.

    A form that was withdrawn is used again.

    Raises ``Faulty`` with every fault of the form and of the day, and :class:`DraftChanged`.
    """
    grant = allowed(user, Action.EDIT_FORMS, row.municipality_id)
    with transaction.atomic():
        kept = _locked(row)
        if kept.draft is None and kept.newest and kept.newest.published_by_id == user.pk:
            return kept.newest
        if kept.draft is None or kept.draft.number != based_on:
            raise DraftChanged(kept)
        faults = [*check_form(kept.standing), *_day_faults(kept, from_on, timezone.localdate(now))]
        if faults:
            raise Faulty(faults)
        made = PublishedForm.objects.create(
            form=row,
            version=kept.newest.version + 1 if kept.newest else kept.first_version,
            content=kept.draft.content,
            from_on=from_on,
            published_by=user,
            published_at=now,
        )
        kept.draft.delete()
        FormRecord.objects.filter(pk=row.pk).update(withdrawn_on=None)
        look_up(grant, Action.EDIT_FORMS, what=WHAT)
    return made


def discard(row: FormRecord, based_on: int, user: User) -> None:
    """Throw the draft away; what is published stays. Raises :class:`DraftChanged`."""
    grant = allowed(user, Action.EDIT_FORMS, row.municipality_id)
    with transaction.atomic():
        kept = _locked(row)
        if kept.draft is None:
            return
        if kept.draft.number != based_on:
            raise DraftChanged(kept)
        kept.draft.delete()
        look_up(grant, Action.EDIT_FORMS, what=WHAT)


def withdraw(row: FormRecord, user: User, on: date) -> None:
    """Use the form in no new assessment from the day ``on``; cases that use it keep it."""
    grant = allowed(user, Action.EDIT_FORMS, row.municipality_id)
    with transaction.atomic():
        kept = _locked(row)
        if kept.row.withdrawn_on is None:
            kept.row.withdrawn_on = on
            kept.row.save(update_fields=["withdrawn_on"])
            look_up(grant, Action.EDIT_FORMS, what=WHAT)


def _day_faults(kept: Kept, from_on: date, today: date) -> list[Fault]:
    earliest = max(today, kept.newest.from_on) if kept.newest else today
    if from_on >= earliest:
        return []
    message = sentence(
        "A version cannot be in force before {day:date}. Choose that day or a later one.", day=earliest
    )
    return [Fault("from_on", message)]


def _keep_draft(row: FormRecord, number: int, form: MappingForm, user: User) -> None:
    content = {"number": number, "content": content_of(form), "saved_by": user, "saved_at": timezone.now()}
    FormDraft.objects.update_or_create(form=row, defaults=content)


def _locked(row: FormRecord) -> Kept:
    found = find_form([row.municipality], row.pk, lock=True)
    assert found is not None
    return found
