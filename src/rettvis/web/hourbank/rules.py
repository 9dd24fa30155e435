"""The municipality's rule for what is left when a year ends: the newest that holds, and setting a new one."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.journey.hourbank import Leftover, SettlementRule, check_rule
from rettvis.rulekit.faults import Faulty, unknown_name
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.hourbank.locks import lock_years
from rettvis.web.hourbank.models import SettlementRuleRow
from rettvis.web.hourbank.sources import service_titles

WHAT = gettext_noop("A rule for the settlement of the hour bank")


@dataclass(frozen=True)
class RuleSet:
    """A rule as somebody sets it: shares in whole percent, money in whole øre."""

    service: str
    leftover: Leftover
    source: str
    holds_from: date
    most_minutes: int | None = None
    most_percent: int | None = None
    advance_percent: int = 100
    price_ore: int | None = None


def rule_in(row: SettlementRuleRow) -> SettlementRule:
    """A row as the rule that settles."""
    return SettlementRule(
        leftover=Leftover(row.leftover),
        source=row.source,
        most_minutes=row.most_minutes,
        most_share=None if row.most_percent is None else Fraction(row.most_percent, 100),
        advance_share=Fraction(row.advance_percent, 100),
        price_ore=row.price_ore,
    )


def rule_for(municipality: int, service: str, year: int) -> SettlementRuleRow | None:
    """The rule of a year: the newest that holds on its last day; None where the municipality has none."""
    rows = SettlementRuleRow.objects.filter(municipality=municipality, service=service)
    return rows.filter(holds_from__lte=date(year, 12, 31)).order_by("-holds_from", "-pk").first()


def set_rule(municipality: int, new: RuleSet, user: User, now: datetime) -> SettlementRuleRow:
    """Write a rule; the same one sent twice is one. Raises ``Faulty`` with every fault, and ``Refused``."""
    grant = require_in(user, Action.SETTLE_BANK, municipality)
    row = SettlementRuleRow(
        municipality_id=municipality,
        service=new.service,
        leftover=str(new.leftover),
        most_minutes=new.most_minutes,
        most_percent=new.most_percent,
        advance_percent=new.advance_percent,
        price_ore=new.price_ore,
        source=new.source.strip(),
        holds_from=new.holds_from,
        set_by=user,
        set_at=now,
    )
    titles = service_titles()
    faults = check_rule(rule_in(row))
    if new.service not in titles:
        faults.append(unknown_name("service", new.service, sorted(titles)))
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        lock_years([(municipality, new.service, new.holds_from.year)])
        newest = rule_for(municipality, new.service, new.holds_from.year)
        if newest is not None and _same(newest, row):
            return newest
        row.save()
        look_up(grant, Action.SETTLE_BANK, what=WHAT)
    return row


def _same(one: SettlementRuleRow, other: SettlementRuleRow) -> bool:
    names = (
        "leftover",
        "most_minutes",
        "most_percent",
        "advance_percent",
        "price_ore",
        "source",
        "holds_from",
    )
    return all(getattr(one, name) == getattr(other, name) for name in names)
