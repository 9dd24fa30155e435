"""Remedies after a breach of an agreement, step by step with their trail: each act once, by whom and when."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.invoices import BreachOutcome, NewRemedy, Remedy, remedy_faults
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.delivery.changing import end_agreements
from rettvis.web.delivery.models import Provider
from rettvis.web.invoices.models import Breach, BreachEnd, BreachInvoice, ReadInvoice, RemedyTaken
from rettvis.web.invoices.services import LONGEST_COMMENT

OPENED = gettext_noop("A breach of an agreement was written down")
TAKEN = gettext_noop("A remedy was used")
ENDED = gettext_noop("A breach of an agreement was ended")


def breaches(user: User) -> "QuerySet[Breach]":
    """The breaches that ``user`` may see."""
    own = {grant.municipality_id for grant in grants(user, Action.SEE_INVOICES)}
    return Breach.objects.filter(municipality__in=own)


def open_breach(
    user: User, provider: Provider, what: str, invoices: "list[ReadInvoice]", key: str, now: datetime
) -> Breach:
    """Write down that something was not done as agreed, and the invoices that show it. Raises ``Faulty``."""
    faults = _words("what", what, sentence("Write what was not done as agreed."))
    if any(one.provider_id != provider.pk for one in invoices):
        faults.append(Fault("what", sentence("The invoice is from another provider.")))
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        grant = require_in(user, Action.USE_REMEDY, provider.municipality_id)
        told = {
            "municipality_id": provider.municipality_id,
            "what": what.strip(),
            "opened_by": user,
            "opened_at": now,
        }
        row, new = Breach.objects.get_or_create(provider=provider, key=key, defaults=told)
        if new:
            BreachInvoice.objects.bulk_create([BreachInvoice(breach=row, invoice=one) for one in invoices])
            look_up(grant, Action.USE_REMEDY, what=OPENED)
        return row


def use_remedy(user: User, breach: Breach, new: NewRemedy, key: str, now: datetime) -> RemedyTaken:
    """Take a step: the next one, or a later one with the reason for it. Raises ``Faulty``."""
    with transaction.atomic():
        grant = require_in(user, Action.USE_REMEDY, breach.municipality_id)
        _lock(breach)
        known = RemedyTaken.objects.filter(breach=breach, key=key).first()
        if known is not None:
            return known
        taken = [Remedy(one) for one in breach.remedies.values_list("remedy", flat=True)]
        faults = [*remedy_faults(new, taken), *_when("taken_on", breach, new.on, now), *_still_open(breach)]
        if faults:
            raise Faulty(faults)
        row = RemedyTaken.objects.create(
            breach=breach,
            remedy=str(new.remedy),
            taken_on=new.on,
            clause=new.clause.strip(),
            reason=new.reason.strip(),
            amount=new.amount or None,
            answer_by=new.answer_by,
            skipped=new.skipped.strip(),
            key=key,
            written_by=user,
            written_at=now,
        )
        if new.remedy is Remedy.TERMINATION:
            end_agreements(
                user, breach.provider, new.on, row.reason, row.clause, f"breach/{breach.pk}/{row.pk}", now
            )
        look_up(grant, Action.USE_REMEDY, what=TAKEN)
        return row


def end_breach(user: User, breach: Breach, outcome: str, reason: str, on: date, now: datetime) -> BreachEnd:
    """Say how a breach ended; again it is the same act. Raises ``Faulty``."""
    faults = []
    if outcome not in {str(one) for one in BreachOutcome}:
        faults.append(Fault("outcome", sentence("Choose how it ended.")))
    if outcome == str(BreachOutcome.NO_BREACH):
        faults += _words("reason", reason, sentence("Write why it was no breach."))
    with transaction.atomic():
        grant = require_in(user, Action.USE_REMEDY, breach.municipality_id)
        _lock(breach)
        terminated = breach.remedies.filter(remedy=str(Remedy.TERMINATION)).exists()
        if outcome == str(BreachOutcome.TERMINATED) and not terminated:
            faults.append(Fault("outcome", sentence("Take the step “Termination” first.")))
        faults += _when("ended_on", breach, on, now)
        if faults:
            raise Faulty(faults)
        told = {
            "outcome": outcome,
            "reason": reason.strip(),
            "ended_on": on,
            "written_by": user,
            "written_at": now,
        }
        row, new = BreachEnd.objects.get_or_create(breach=breach, defaults=told)
        if not new and (row.outcome, row.reason, row.ended_on) != (outcome, reason.strip(), on):
            raise Faulty([Fault("outcome", sentence("Somebody else has ended it in the meantime."))])
        if new:
            look_up(grant, Action.USE_REMEDY, what=ENDED)
        return row


def _words(place: str, text: str, missing: Sentence) -> list[Fault]:
    if not text.strip():
        return [Fault(place, missing)]
    if len(text) > LONGEST_COMMENT * 4:
        return [Fault(place, sentence("Write at most {most} characters.", most=LONGEST_COMMENT * 4))]
    return []


def _when(place: str, breach: Breach, on: date, now: datetime) -> list[Fault]:
    """Steps are written down on the day or after: each on its own day, in their order."""
    if on > timezone.localdate(now):
        return [Fault(place, sentence("The day has not come yet. Write when it was done."))]
    last = breach.remedies.order_by("-taken_on").values_list("taken_on", flat=True).first()
    if last is not None and on < last:
        return [Fault(place, sentence("The step before is from {day:date}. Write a later day.", day=last))]
    return []


def _still_open(breach: Breach) -> list[Fault]:
    if BreachEnd.objects.filter(breach=breach).exists():
        return [Fault("remedy", sentence("The breach is ended. Write down a new one."))]
    return []


def _lock(breach: Breach) -> None:
    Breach.objects.select_for_update(no_key=True).get(pk=breach.pk)
