"""Persons, their cases, and the revisions that hold what each step knows."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rettvis.journey.handling import Awaited
from rettvis.web.access.models import Municipality, Unit, User
from rettvis.web.application.name_words import index_names
from rettvis.web.pages.fields import LONGEST_NAME

NO_DEADLINE = date(9999, 12, 31)


class SearchKeyField(models.CharField):
    """A name in small letters, kept beside the name so that a search by its beginning uses an index."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Follow the name, in bulk writes too."""
        key = search_key(model_instance.name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key


def search_key(name: str) -> str:
    """``name`` as it is searched for: small letters, single spaces."""
    return " ".join(name.casefold().split())


class Protection(models.TextChoices):
    """How far an address is protected (folkeregisterloven § 10-4)."""

    NONE = "", _("No protection")
    CONFIDENTIAL = "confidential", _("Confidential address")
    STRICTLY_CONFIDENTIAL = "strictly_confidential", _("Strictly confidential address")


class Sex(models.TextChoices):
    """Registered for statistics of equal treatment alone, where somebody has asked the person."""

    FEMALE = "female", _("Woman")
    MALE = "male", _("Man")


class PersonQuerySet(models.QuerySet["Person"]):
    """Persons, whose names are taken apart for the search however they are written."""

    def bulk_create(self, objs: Iterable["Person"], *args: Any, **kwargs: Any) -> list["Person"]:
        """Many persons at once, with the words of their names."""
        with transaction.atomic():
            made = super().bulk_create(objs, *args, **kwargs)
            index_names(made, new=True)
        return made


class Person(models.Model):
    """The person whose needs a case is about.

    ``national_id`` is checked when it is written (``rettvis.edges.identity``); birth date is a field of its
    own, because numbers given out from 2032 no longer tell it. ``sex`` is empty where it is not registered:
    statistics alone read it, and it is never taken from the number. The address is read by
    ``rettvis.web.application.addresses`` and nothing else.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    name_key = SearchKeyField(max_length=2 * LONGEST_NAME, editable=False)
    birth_date = models.DateField()
    national_id = models.CharField(max_length=11, blank=True)
    sex = models.CharField(max_length=6, choices=Sex.choices, blank=True)
    street = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=4, blank=True)
    post_town = models.CharField(max_length=60, blank=True)
    protection = models.CharField(max_length=25, choices=Protection.choices, blank=True, default="")

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "national_id"],
                condition=~Q(national_id=""),
                name="national_id_once_per_municipality",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["name_key"], name="person_by_name", opclasses=["text_pattern_ops"]),
            models.Index(fields=["birth_date"], name="person_by_birth_date"),
            models.Index(fields=["national_id"], name="person_by_number"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Write the person, and the words of her name where it is written."""
        new = self._state.adding
        with transaction.atomic():
            super().save(*args, update_fields=update_fields, **kwargs)
            if update_fields is None or "name" in update_fields:
                index_names([self], new=new)


class Kind(models.TextChoices):
    """What starts the case."""

    NEW = "new", _("New application")
    CHANGE = "change", _("Changed need")
    REVIEW = "review", _("Re-evaluation")


class Group(models.TextChoices):
    """Whether the case is about an adult or a child."""

    ADULT = "adult", _("Adult")
    CHILD = "child", _("Child")


class Status(models.TextChoices):
    """Where the case stands."""

    REGISTERED = "registered", _("Registered")
    IN_PROGRESS = "in_progress", _("In progress")
    AWAITING_APPROVAL = "awaiting_approval", _("Awaiting approval")
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", _("Closed")


OPEN_STATUSES = (Status.REGISTERED, Status.IN_PROGRESS, Status.AWAITING_APPROVAL)


class Case(models.Model):
    """One matter of one person, from application to closure."""

    number = models.CharField(max_length=11, unique=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NEW)
    group = models.CharField(max_length=10, choices=Group.choices)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.REGISTERED)
    received_on = models.DateField()
    opened_at = models.DateTimeField(default=timezone.now)
    assigned_to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    next_due_on = models.DateField(null=True, blank=True)
    next_due_what = models.CharField(max_length=100, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    waits_for = models.CharField(
        max_length=20, blank=True, choices=[(str(one), one.label.text) for one in Awaited]
    )
    """For whom the case waits; empty once it has ended. This, the next six and what is due next are written
    from the events of the case by ``rettvis.web.application.events.refresh`` alone."""
    waits_since = models.DateField(null=True, blank=True)
    waits_until = models.DateField(null=True, blank=True)
    """The day by which the wait should be over, where somebody has said one."""
    on_hold = models.BooleanField(default=False)
    replied_on = models.DateField(null=True, blank=True)
    """The day the first preliminary reply was sent."""
    handling_days = models.PositiveIntegerField(null=True, blank=True)
    """Calendar days from receipt to decision (``rettvis.journey.handling.spent``); None before it."""
    waiting_days = models.PositiveIntegerField(null=True, blank=True)
    """How many of them the case waited on others."""
    protected = models.BooleanField(default=False)
    """Whether the person's address is protected; kept here too, so that the gate asks no other table."""
    steps = models.JSONField(default=dict, blank=True)
    """Each step's state by its name (``rettvis.web.pages.steps``), written by the step's services."""
    due_order = models.GeneratedField(
        expression=Coalesce("next_due_on", Value(NO_DEADLINE), output_field=models.DateField()),
        output_field=models.DateField(),
        db_persist=True,
    )
    waits_order = models.GeneratedField(
        expression=Coalesce("waits_since", Value(NO_DEADLINE), output_field=models.DateField()),
        output_field=models.DateField(),
        db_persist=True,
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["municipality", "status", "due_order", "id"], name="case_by_status"),
            models.Index(fields=["municipality", "due_order", "id"], name="case_by_due"),
            models.Index(fields=["unit", "due_order", "id"], name="case_by_unit"),
            models.Index(fields=["assigned_to", "due_order", "id"], name="case_by_handler"),
            models.Index(fields=["municipality", "waits_order", "id"], name="case_by_wait"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether the case still waits for a decision."""
        return self.status in OPEN_STATUSES


class HandlingLimit(models.Model):
    """The most calendar days from receipt to decision that a municipality has set itself; never changed.

    For one ``kind`` of case, or for all where it is empty. The newest that held on the day the application
    was received counts, one for the kind before one for all; ``days`` None: from that day there is no limit.
    ``source`` says where the municipality has set it.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    days = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=200)
    holds_from = models.DateField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["municipality", "holds_from", "id"], name="limit_by_day")]

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.kind or 'all'} {self.days}"


class CaseEvent(models.Model):
    """Something that happened in a case, on a day of its own; never changed, a correction is a new row.

    ``kind`` is an :class:`~rettvis.journey.handling.EventKind`, ``on`` the day it happened and ``at`` when it
    was written down, by whom (None: by the program). ``data`` may hold ``expected`` (a day by which a wait
    should be over), ``corrects`` (the row that a correction is about), ``withdrawn``, and what the step that
    wrote it needs. Written by ``rettvis.web.application.events.record_event`` alone.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=40)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    waits_for = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    data: Any = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case", "on", "id"], name="event_by_case"),
            models.Index(fields=["kind", "on"], name="event_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind} {self.on}"


class CaseCounter(models.Model):
    """The last case number given out in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}-{self.last:06d}"


class Revision(models.Model):
    """One step's content as somebody saved it. Rows are never changed; the newest is the current one.

    A step's own model inherits this, and its migration calls ``append_only`` on the table.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    content: Any = models.JSONField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="%(app_label)s_%(class)s_once_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.number}"


class ApplicationRevision(Revision):
    """What the application says, as it was saved."""

    class Meta(Revision.Meta):
        abstract = False
