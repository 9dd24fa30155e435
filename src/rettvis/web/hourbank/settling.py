"""The settlement of a year: listed first, then written once with its letters, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.hourbank import Ledger, SettledAccount, Settlement, settle
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import LANGUAGES, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in, visible
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.hourbank.letters import send_settlement_letters
from rettvis.web.hourbank.locks import AT_ONCE, lock_years
from rettvis.web.hourbank.models import BankLine, SettlementRuleRow, SettlementRun
from rettvis.web.hourbank.rules import rule_for, rule_in
from rettvis.web.hourbank.store import ledger_of, row_of

WHAT = gettext_noop("The settlement of the hour bank")


@dataclass(frozen=True)
class DryRun:
    """What a settlement would do: every account with its reason, and the case that its letter belongs to."""

    municipality: int
    rule: SettlementRuleRow
    settlement: Settlement
    ledger: Ledger
    cases: Mapping[str, Case]

    @property
    def to_write(self) -> list[SettledAccount]:
        """The accounts that something would be written in."""
        return [one for one in self.settlement.accounts if one.entries]

    @property
    def digest(self) -> str:
        """What was looked at: another answer when anything has come since."""
        told = [
            (one.account.person, one.left, one.times, str(one.parts), len(one.entries))
            for one in self.settlement.accounts
        ]
        return sha256(repr((self.rule.pk, told)).encode()).hexdigest()[:20]


def dry_run(municipality: int, service: str, year: int, user: User, now: datetime) -> DryRun:
    """List what the settlement does to each account that ``user`` may settle; nothing is written.

    Raises ``Faulty`` where the year is not over or the municipality has no rule, and ``Refused``.
    """
    require_in(user, Action.SETTLE_BANK, municipality)
    rule = rule_for(municipality, service, year)
    faults = []
    if timezone.localdate(now) <= date(year, 12, 31):
        message = sentence(
            "{year} is not over. It can be settled from {day:date}.", year=str(year), day=date(year + 1, 1, 1)
        )
        faults.append(Fault("year", message))
    if rule is None:
        message = sentence("The municipality has no rule for what is left of this service. Set one first.")
        faults.append(Fault("rule", message))
    if faults or rule is None:
        raise Faulty(faults)
    own = visible(user, Case.objects.filter(municipality=municipality), Action.SETTLE_BANK)
    ledger = ledger_of(own.values("person"), year)
    found = settle(ledger, year, service, rule_in(rule), now)
    return DryRun(municipality, rule, found, ledger, _cases(own, found, ledger))


def settle_year(
    municipality: int, service: str, year: int, user: User, now: datetime, *, seen: str = ""
) -> SettlementRun | None:
    """Settle the year: every account's entries, the letters and the run, in one transaction.

    Settled already, and nothing has come since: the newest run, and nothing is written. ``seen`` is the
    digest of the list that the person looked at: where something has come since, nothing is written and
    ``Faulty`` says so. Raises ``Faulty`` and ``Refused``.
    """
    grant = require_in(user, Action.SETTLE_BANK, municipality)
    with transaction.atomic():
        lock_years([(municipality, service, year), (municipality, service, year + 1)])
        found = dry_run(municipality, service, year, user, now)
        runs = SettlementRun.objects.filter(municipality=municipality, service=service, year=year)
        newest = runs.order_by("-number").first()
        if not found.to_write:
            return newest
        if seen and seen != found.digest:
            message = sentence("Something has come since the list was shown. Look at it again, then settle.")
            raise Faulty([Fault("seen", message)])
        run = SettlementRun.objects.create(
            municipality_id=municipality,
            service=service,
            year=year,
            number=1 if newest is None else newest.number + 1,
            rule=found.rule,
            settled_at=now,
            settled_by=user,
            accounts=[_kept(one) for one in found.to_write],
        )
        rows = [row_of(entry, municipality, user, run) for entry in found.settlement.entries()]
        BankLine.objects.bulk_create(rows, batch_size=AT_ONCE)
        send_settlement_letters(found.to_write, found.ledger, found.rule, found.cases, run, user, now)
        numbers = sorted({found.cases[one.account.person].number for one in found.to_write})
        look_up(grant, Action.SETTLE_BANK, cases=numbers, what=WHAT)
    return run


def _cases(own: Any, found: Settlement, ledger: Ledger) -> dict[str, Case]:
    """The case that the hours of each account come from, the newest; else the person's newest."""
    persons = {one.account.person for one in found.accounts}
    rows = own.select_related("person", "unit", "municipality").filter(
        person__in=[int(one) for one in persons]
    )
    newest: dict[str, Case] = {}
    sources = {(grant.person, grant.source) for grant in ledger.grants if grant.service == found.service}
    granted: dict[str, Case] = {}
    for case in rows.order_by("decided_on", "pk"):
        newest[str(case.person_id)] = case
        if (str(case.person_id), case.number) in sources:
            granted[str(case.person_id)] = case
    return newest | granted


def _kept(one: SettledAccount) -> dict[str, Any]:
    """An account as the run keeps it: what was left, what became of it, and why in each language."""
    return {
        "person": int(one.account.person),
        "left": one.year.left,
        "lapsed": one.parts.lapsed,
        "carried": one.parts.carried,
        "repaid": one.parts.repaid,
        "repaid_ore": one.repaid_ore,
        "times": one.times,
        "because": {language: one.because.say(language) for language in LANGUAGES},
    }
