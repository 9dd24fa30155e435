"""What changes of a provider or an agreement after it was registered: each with why, and what was before."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.delivery.models import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_SOURCE,
    Agreement,
    AgreementChange,
    Provider,
    ProviderChange,
    RunBy,
)

ENDED = gettext_noop("The last day of an agreement was changed")
RENAMED = gettext_noop("A provider was registered anew")


def change_last_day(
    user: User, agreement: Agreement, ends_on: date | None, reason: str, source: str, key: str, now: datetime
) -> AgreementChange:
    """Say that an agreement ends on another day, earlier or later; None: no end is set. Raises ``Faulty``."""
    faults = _words(reason)
    if not source.strip():
        faults.append(Fault("source", sentence("Write where it is agreed or decided.")))
    elif len(source) > LONGEST_SOURCE:
        faults.append(Fault("source", sentence("Write at most {most} characters.", most=LONGEST_SOURCE)))
    if ends_on is not None and ends_on < agreement.starts_on:
        message = sentence("The agreement begins {day:date}. It cannot end before.", day=agreement.starts_on)
        faults.append(Fault("ends_on", message))
    with transaction.atomic():
        grant = require_in(user, Action.CHANGE_PROVIDERS, agreement.provider.municipality_id)
        row = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
        known = AgreementChange.objects.filter(agreement=row, key=key).first()
        if known is not None:
            return known
        if ends_on == row.ends_on:
            faults.append(Fault("ends_on", sentence("The agreement says so already.")))
        if faults:
            raise Faulty(faults)
        change = _changed(user, row, ends_on, reason.strip(), source.strip(), key, now)
        look_up(grant, Action.CHANGE_PROVIDERS, what=ENDED)
        return change


def end_agreements(
    user: User, provider: Provider, last: date, reason: str, source: str, key: str, now: datetime
) -> list[AgreementChange]:
    """End every agreement with a provider that is valid after ``last``, as a termination does.

    In the transaction of an act that has asked whether ``user`` may. One that had not begun ends on its first
    day.
    """
    found = []
    for row in Agreement.objects.select_for_update(no_key=True).filter(provider=provider).order_by("pk"):
        day = max(last, row.starts_on)
        if row.ends_on is None or row.ends_on > day:
            found.append(_changed(user, row, day, reason, source[:LONGEST_SOURCE], key, now))
    return found


def change_provider_facts(
    user: User, provider: Provider, name: str, run_by: str, reason: str, key: str, now: datetime
) -> ProviderChange:
    """Register a provider's new name, or who runs it from now on. Raises ``Faulty``."""
    faults = _words(reason)
    if not name.strip():
        faults.append(Fault("name", sentence("Write the provider’s name.")))
    elif len(name) > LONGEST_NAME:
        faults.append(Fault("name", sentence("Write at most {most} characters.", most=LONGEST_NAME)))
    if run_by not in RunBy.values:
        faults.append(Fault("run_by", sentence("Choose who runs it.")))
    with transaction.atomic():
        grant = require_in(user, Action.CHANGE_PROVIDERS, provider.municipality_id)
        row = Provider.objects.select_for_update(no_key=True).get(pk=provider.pk)
        known = ProviderChange.objects.filter(provider=row, key=key).first()
        if known is not None:
            return known
        if (row.name, row.run_by) == (name.strip(), run_by):
            faults.append(Fault("name", sentence("The provider is registered so already.")))
        if faults:
            raise Faulty(faults)
        told = {"name_before": row.name, "run_by_before": row.run_by, "reason": reason.strip(), "key": key}
        row.name, row.run_by = name.strip(), run_by
        row.save(update_fields=["name", "run_by"])
        change = ProviderChange.objects.create(
            provider=row, name=row.name, run_by=run_by, written_by=user, written_at=now, **told
        )
        look_up(grant, Action.CHANGE_PROVIDERS, what=RENAMED)
        return change


def _changed(
    user: User, row: Agreement, ends_on: date | None, reason: str, source: str, key: str, now: datetime
) -> AgreementChange:
    before, row.ends_on = row.ends_on, ends_on
    row.save(update_fields=["ends_on"])
    return AgreementChange.objects.create(
        agreement=row,
        ends_on=ends_on,
        ended_before=before,
        reason=reason,
        source=source,
        key=key,
        written_by=user,
        written_at=now,
    )


def _words(reason: str) -> list[Fault]:
    if not reason.strip():
        return [Fault("reason", sentence("Write why."))]
    if len(reason) > LONGEST_REASON:
        return [Fault("reason", sentence("Write at most {most} characters.", most=LONGEST_REASON))]
    return []
