"""Users, municipalities, their units, roles in time, and the log of look-ups."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rettvis.web.access import chain
from rettvis.web.access.need_to_know import (
    NOTHING,
    Knowledge,
    NeedReview,
    NeedToKnow,
    knowledge_in,
)

__all__ = ["NeedReview", "NeedToKnow"]


class Municipality(models.Model):
    """A municipality that uses the application; ``synthetic`` marks one with invented persons only.

    ``organisation_number`` is what invoices to it are made out to; empty until somebody has written it.
    """

    number = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=100)
    synthetic = models.BooleanField(default=False)
    organisation_number = models.CharField(max_length=9, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An office of a municipality that handles cases: of adults, of children, or of both."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=100)
    handles_adults = models.BooleanField(default=True)
    handles_children = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "name"], name="unit_name_once_per_municipality")
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users with a hashed password."""

    def create_user(
        self, username: str, name: str, password: str | None = None, language: str = "nb"
    ) -> "User":
        """A new user who may log in and, until a role is given, see nothing."""
        user = self.model(username=username, name=name, language=language)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who logs in. What she may see and do stands in her role assignments alone."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    language = models.CharField(max_length=2, default="nb")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = UserManager()

    reads_on: date | None = None
    """Set for the user of a request alone."""

    def __str__(self) -> str:
        return self.name

    def today(self) -> date:
        """The day that she reads on: one and the same for a whole request, which may pass midnight."""
        return self.reads_on or timezone.localdate()

    def roles_on(self, day: date) -> list["RoleAssignment"]:
        """The assignments in force on ``day``, read once per user object."""
        if not hasattr(self, "_roles") or self._roles_day != day:
            from rettvis.web.access.quick import roles_of  # it stands on these models

            self._roles, self._roles_day = roles_of(self.pk, day), day
        return self._roles

    def knowledge(self) -> Knowledge:
        """What is said of her and single cases; read with the roles."""
        roles = self.roles_on(self.today())
        return knowledge_in(roles[0].said) if roles else NOTHING

    def forget(self) -> None:
        """Read roles and knowledge anew next time: something was just changed."""
        self.__dict__.pop("_roles", None)


class Role(models.TextChoices):
    """What a person does in a municipality."""

    CASEWORKER = "caseworker", _("Caseworker")
    TEAM_LEADER = "team_leader", _("Team leader")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    CONTROLLER = "controller", _("Controller")
    ANALYST = "analyst", _("Analyst")
    POLITICIAN = "politician", _("Politician")


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Assignments, by the day they count."""

    def in_force(self, day: date) -> "RoleAssignmentQuerySet":
        """Begun and not ended on ``day``; the last day counts, unless the role was taken back on it."""
        ended = Q(ended_at=None, ends_on=None) | Q(ended_at=None, ends_on__gte=day) | Q(ends_on__gt=day)
        return self.filter(ended, starts_on__lte=day)

    def covering(self, place: Any) -> "RoleAssignmentQuerySet":
        """Those for the whole of the place's municipality, or for its unit."""
        return self.filter(Q(unit=None) | Q(unit=place.unit_id), municipality=place.municipality_id)


class RoleAssignment(models.Model):
    """One role of one user in a municipality, or in one unit of it, from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role.choices)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """When an administrator took the role back, on its last day; None for one that ran out by itself."""

    basis = ""
    """The basis of look-ups by this assignment, where it is another than the role's own."""

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"


class Outcome(models.TextChoices):
    """How a look-up ended."""

    ALLOWED = "allowed", _("Allowed")
    REFUSED = "refused", _("Not allowed")


class LogEntryQuerySet(models.QuerySet["LogEntry"]):
    """Rows of the log, each bound to the one before it however it is written."""

    def bulk_create(self, objs: Iterable["LogEntry"], *args: Any, **kwargs: Any) -> list["LogEntry"]:
        """Many rows at once, in one chain."""
        rows = list(objs)
        with transaction.atomic():
            chain.bind_many(rows)
            return super().bulk_create(rows, *args, **kwargs)


class LogEntry(models.Model):
    """One look-up, change or refusal; written in the same transaction, never changed (pjl § 22 a).

    ``cases`` holds the case numbers shown, one space between and around them: a list is one row. ``about``
    is the user whose access was changed. ``chain``, ``position`` and ``link`` bind the row to the one before
    (``rettvis.web.access.chain``); one without a position was put in past the application.
    """

    at = models.DateTimeField(default=timezone.now)
    # Found by the indexes below; one more of each would be written for every page that is looked at.
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    organisation = models.CharField(max_length=220)
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    basis = models.CharField(max_length=40)
    action = models.CharField(max_length=40)
    case_number = models.CharField(max_length=11, blank=True)
    cases = models.TextField(blank=True)
    what = models.CharField(max_length=100)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    about = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, db_index=False, default=None
    )
    chain = models.IntegerField(default=0)
    position = models.BigIntegerField(null=True)
    link = models.CharField(max_length=64, default="")

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "position"], name="log_place_once_in_chain")
        ]
        indexes: ClassVar = [
            models.Index(fields=["case_number", "-id"], name="log_by_case"),
            models.Index(fields=["municipality", "-id"], name="log_by_municipality"),
            models.Index(fields=["user", "-id"], name="log_by_user"),
            models.Index(fields=["action", "-id"], name="log_by_action"),
            models.Index(fields=["at"], name="log_by_time"),
            models.Index(fields=["-id"], name="log_refused", condition=Q(outcome=Outcome.REFUSED)),
            models.Index(fields=["-id"], name="log_in_need", condition=Q(basis="Opened in need")),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.outcome}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; the database gives it its place in a chain."""
        if not self._state.adding:
            super().save(*args, **kwargs)
            return
        self.pk = chain.insert(self)
        self._state.adding, self._state.db = False, DEFAULT_DB_ALIAS
        chain.forget_place(self)


class LogHead(models.Model):
    """The head of one chain of the log: how many rows it has, and the link of the last."""

    rows = models.BigIntegerField()
    link = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.pk}: {self.rows}"


class LogSeal(models.Model):
    """How far each chain had come at a moment; ``heads`` are those that had moved since the seal before."""

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    rows = models.BigIntegerField()
    heads: Any = models.JSONField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"


class LogBlock(models.Model):
    """A stretch of the log whose lists are taken apart for the search (``rettvis.web.access.blocks``)."""

    first = models.BigIntegerField()
    last = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class LogBlockCase(models.Model):
    """A case that stands in some list of a block."""

    case_number = models.CharField(max_length=11)
    block = models.ForeignKey(LogBlock, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case_number", "-block"], name="log_blocks_of_case")]

    def __str__(self) -> str:
        return f"{self.case_number}: {self.block_id}"


class FailedLogIn(models.Model):
    """A failed log-in, kept for a short while to slow down guessing; ``key`` is a keyed digest, no name."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key", "at"], name="failed_log_in_by_key")]

    @classmethod
    def since(cls, key: str, moment: datetime) -> int:
        """How many failures ``key`` has had since ``moment``."""
        return cls.objects.filter(key=key, at__gte=moment).count()
