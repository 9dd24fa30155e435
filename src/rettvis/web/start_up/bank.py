"""A provider in the hour bank: who gives the hours from a day, and what the one before had left."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from rettvis.journey.hourbank.accrual import grant_spells
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.application.models import Case
from rettvis.web.hourbank.models import BankLine, Other
from rettvis.web.hourbank.services import LONGEST_PROVIDER, Written, change_provider, withdraw
from rettvis.web.hourbank.store import account_of, ledger_of
from rettvis.web.start_up.store import bpa_lines

PREFIX = "start_up"


def bank_name(name: str) -> str:
    """A provider's name as the bank has it."""
    return name[:LONGEST_PROVIDER]


def giving(case: Case, day: date) -> dict[str, str]:
    """Who gives each service of the person on a day, by the service's code; empty where nobody is named.

    Only what is granted as BPA and in force on the day.
    """
    ledger = ledger_of([case.person_id], day.year)
    services = set(bpa_lines().filter(case__person=case.person_id).values_list("service", flat=True))
    found = {}
    for service in sorted(services):
        account = account_of(case.person, service, day.year)
        spells = [grant for grant, spell in grant_spells(ledger, account) if day in spell]
        if spells:
            found[service] = spells[0].provider
    return found


def let_give(act: Written, day: date, provider: str, reason: str, *, again: bool = False) -> None:
    """Say in the bank that ``provider`` gives the hours from ``day``; what is left goes along.

    Raises ``Faulty`` where no hours are in force on the day, and (unless ``again``) where the provider gives
    all of them already.
    """
    now = giving(act.case, day)
    if not now:
        message = sentence("No BPA hours are in force on {day:date}. Look at the decision’s dates.", day=day)
        raise Faulty([Fault("day", message)])
    others = [service for service, who in now.items() if who != bank_name(provider)]
    if not others and not again:
        raise Faulty([Fault("provider", sentence("The person has this provider already."))])
    for service in others:
        change_provider(_in_bank(act, service), service, day, bank_name(provider), reason)


def undo(act: Written, key: str, reason: str) -> None:
    """Take back what the act with ``key`` wrote in the bank: the provider, with the hours that went along."""
    for row in list(_written(act.case, [key]).filter(kind=Other.PROVIDER).order_by("pk")):
        own = Written(act.case, act.user, act.now, f"{PREFIX}/{act.case.pk}/{act.key}/{row.pk}")
        withdraw(own, row.service, row.year, row.key, reason)


def carried(case: Case, keys: Iterable[str]) -> dict[str, int]:
    """How many minutes went along with each act, by its key; below zero where more was used than was given.

    As far as is known now: a timesheet for the days before the change is counted when it comes.
    """
    found: dict[str, int] = {}
    rows = {row.key: row for row in _written(case, keys).filter(kind=Other.PROVIDER)}
    for year in {row.year for row in rows.values()}:
        for entry in ledger_of([case.person_id], year).entries:
            if entry.group in rows and entry.provider == rows[entry.group].provider:
                key = entry.group.split("/")[2]
                found[key] = found.get(key, 0) + entry.minutes
    return found


def _in_bank(act: Written, service: str) -> Written:
    return Written(act.case, act.user, act.now, f"{PREFIX}/{act.case.pk}/{act.key}/{service}")


def _written(case: Case, keys: Iterable[str]) -> "QuerySet[BankLine]":
    """What the acts with ``keys`` wrote in the bank of the person; empty where there are none."""
    wanted = Q(pk__in=())
    for key in keys:
        wanted |= Q(key__startswith=f"{PREFIX}/{case.pk}/{key}/")
    return BankLine.objects.filter(wanted, municipality=case.municipality_id, person=case.person_id)
