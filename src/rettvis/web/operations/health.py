"""How the installation is: each thing that must work, whether it does, and what an administrator is told.

Cheap, and without personal data. What is ``needed`` decides whether the service is said to be well; the rest
is told, so that somebody mends it before it matters.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.rulekit.wording import number_text
from rettvis.web.operations.models import Sign
from rettvis.web.pages.engine import language, moment

LEAST_FREE = 200 * 1024 * 1024
"""Bytes. A working day in an office of twenty writes far less."""
WORKER_SILENT = timedelta(minutes=5)
BACKUP_OLD = timedelta(hours=36)
"""A nightly backup, and a morning to see that it failed."""
NIGHTLY_OLD = timedelta(hours=36)


@dataclass(frozen=True)
class Check:
    """One thing: its short name for machines, whether it is well, and what is told of it."""

    name: str
    title: str
    well: bool
    told: str
    needed: bool = False


def checks(now: datetime | None = None) -> list[Check]:
    """Everything that is looked at. Without a database only what can be seen without it."""
    now = now or timezone.now()
    disk = _disk()
    try:
        with transaction.atomic():
            signs = dict(Sign.objects.values_list("name", "at"))
            migrations = _migrations()
    except DatabaseError:
        told = _("The database does not answer, or its tables are not there.")
        return [Check("database", _("Database"), False, told, needed=True), disk]
    database = Check("database", _("Database"), True, connection.vendor, needed=True)
    return [database, migrations, disk, *_signs(signs, now), *(check(now) for check in _more)]


def well(found: list[Check]) -> bool:
    """Whether the service can do its work."""
    return all(check.well for check in found if check.needed)


def register_check(check: Callable[[datetime], Check]) -> None:
    """Add something to look at; call it from the app's ``AppConfig.ready``. At most one query."""
    _more.append(check)


_more: list[Callable[[datetime], Check]] = []


def _migrations() -> Check:
    applied = set(MigrationRecorder(connection).migration_qs.values_list("app", "name"))
    left = len(set(MigrationLoader(None).disk_migrations) - applied)
    told = _("Run “%(command)s”.") % {"command": "rettvis upgrade"} if left else _("None are missing.")
    return Check("migrations", _("Changes to the tables"), not left, told, needed=True)


def _disk() -> Check:
    folder = Path(settings.ENVIRONMENT.home)
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    writable = os.access(folder, os.W_OK)
    told = _("%(megabytes)s MB free.") % {"megabytes": number_text(free // 1_000_000, language())}
    if not writable:
        told = _("The service may not write in its own folder.")
    return Check("disk", _("Disk"), writable and free > LEAST_FREE, told, needed=True)


def _signs(signs: dict[str, datetime], now: datetime) -> list[Check]:
    looked_at = (
        (Sign.WORKER, _("Background worker"), WORKER_SILENT),
        (Sign.NIGHTLY, _("Nightly work"), NIGHTLY_OLD),
        (Sign.BACKUP, _("Backup"), BACKUP_OLD),
    )
    found = []
    for name, title, oldest in looked_at:
        last = signs.get(name)
        told = _("Last %(time)s.") % {"time": moment(last)} if last else _("Never yet.")
        found.append(Check(name, title, last is not None and now - last < oldest, told))
    return found
