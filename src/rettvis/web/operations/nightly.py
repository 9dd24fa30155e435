"""The nightly work: the log is sealed, deadlines are counted anew, and what is over is removed."""

from datetime import date, datetime, timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from rettvis.web.access.blocks import take_apart
from rettvis.web.access.models import LogSeal
from rettvis.web.access.sealing import seal
from rettvis.web.access.throttle import forget_old
from rettvis.web.application.events import refresh
from rettvis.web.application.models import OPEN_STATUSES, Case
from rettvis.web.operations.health import Check
from rettvis.web.pages.engine import moment

RESULTS_KEPT = timedelta(days=14)
SEAL_OLD = timedelta(hours=36)
AT_ONCE = 500


def clean(_on: date) -> None:
    """Remove sessions that have ended, failures that no longer count, and what the worker is done with."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    forget_old()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - RESULTS_KEPT).delete()


def seal_log(_on: date) -> None:
    """Bind the log as it stands to the seal before it, and take its lists apart so that cases are found."""
    seal()
    take_apart()


def count_deadlines(_on: date) -> None:
    """Count anew what is due in every open case: limits and rules may have changed."""
    keys = list(Case.objects.filter(status__in=OPEN_STATUSES).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        refresh(Case.objects.filter(pk__in=keys[start : start + AT_ONCE]))


def check_seal(now: datetime) -> Check:
    """When the log was last sealed."""
    last = LogSeal.objects.order_by("-number").values_list("at", flat=True).first()
    told = _("Last %(time)s.") % {"time": moment(last)} if last else _("Never yet.")
    return Check("log_seal", _("Seal of the log"), last is not None and now - last < SEAL_OLD, told)
