"""What the rules of an agreement give: each day that prices are due, and each price line with its grounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rettvis.journey.delivery.price_regulation import (
    PriceIndex,
    PriceProposal,
    PriceRounding,
    PriceRule,
    month_before,
    newest_by_month,
    regulated_price,
)
from rettvis.web.delivery.models import Agreement, AgreementPrice, IndexValue, RegulationRule
from rettvis.web.delivery.services import BY_INDEX

AHEAD = -3
"""Prices are proposed so many months before the day they hold from, if their index is there."""


@dataclass(frozen=True)
class DueLine:
    """One price line on a due day.

    ``proposal`` is None while the index is missing, ``base`` where no price held on the rule's first day.

    ``stands`` is the row that holds from this very day already; ``agreed_since`` the day of a price that was
    agreed after the rule began, so that the rule does not say what it is regulated from.
    """

    code: str
    kind: str
    rule: int
    base: int | None
    proposal: PriceProposal | None
    value: IndexValue | None
    stands: AgreementPrice | None
    agreed_since: date | None

    @property
    def is_open(self) -> bool:
        """Whether there is something to take in: what somebody agreed for this very day stands."""
        if self.proposal is None or self.agreed_since is not None:
            return False
        if self.stands is None:
            return True
        return self.stands.why in BY_INDEX and self.stands.ore != self.proposal.price


@dataclass(frozen=True)
class Due:
    """A day on which prices are due, the month of the index, and every price line."""

    day: date
    month: date
    lines: tuple[DueLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether something is to be taken in."""
        return any(line.is_open for line in self.lines)

    @property
    def is_done(self) -> bool:
        """Whether every price line has its regulated price."""
        return bool(self.lines) and all(line.stands and not line.is_open for line in self.lines)

    @property
    def seen(self) -> str:
        """What is proposed, short: sent back with the form, so that nothing else is taken in."""
        return ";".join(f"{line.code}={line.proposal.price}" for line in self.lines if line.proposal)


def rule_of(agreement: Agreement) -> RegulationRule | None:
    """The rule that counts: the newest."""
    return agreement.rules.select_related("series").order_by("-pk").first()


def rule_in(row: RegulationRule) -> PriceRule:
    """A rule as the core reads it."""
    return PriceRule(
        row.series.name,
        row.first,
        row.base_month,
        Decimal(row.base_value),
        tuple(row.months),
        row.months_back,
        row.percent,
        PriceRounding(row.rounding),
    )


def dues_of(agreement: Agreement, today: date, rule: RegulationRule | None = None) -> list[Due]:
    """Each day on which prices are or soon will be due, the newest first; by the rule that counts."""
    row = rule or rule_of(agreement)
    if row is None:
        return []
    until = month_before(today, AHEAD)
    return list(_dues(agreement, row, until if agreement.ends_on is None else min(until, agreement.ends_on)))[
        ::-1
    ]


def due_of(agreement: Agreement, day: date) -> Due | None:
    """What is due on one day."""
    return next((one for one in dues_of(agreement, day) if one.day == day), None)


def _dues(agreement: Agreement, row: RegulationRule, until: date) -> Iterator[Due]:
    rule = rule_in(row)
    values = {one.month: one for one in row.series.values.order_by("pk")}
    figures = newest_by_month((month, Decimal(one.value)) for month, one in values.items())
    prices = sorted(agreement.prices.all(), key=lambda price: (price.from_on, price.pk))
    codes = dict.fromkeys(price.code for price in prices)
    index = PriceIndex(row.series.name, figures)
    for day in rule.due_days(until):
        month = rule.index_month(day)
        lines = (
            _line(row, rule, [price for price in prices if price.code == code], day, index, values.get(month))
            for code in codes
        )
        yield Due(day, month, tuple(line for line in lines if line is not None))


def _line(
    row: RegulationRule,
    rule: PriceRule,
    prices: Sequence[AgreementPrice],
    day: date,
    index: PriceIndex,
    value: IndexValue | None,
) -> DueLine | None:
    """One price line; None for one that began on the day or later."""
    before = [price for price in prices if price.from_on < day]
    if not before:
        return None
    held = [price for price in before if price.from_on <= row.first]
    base = held[-1].ore if held else None
    since = [price.from_on for price in before if price.from_on > row.first and price.why not in BY_INDEX]
    on_day = [price for price in prices if price.from_on == day]
    agreed_since = since[-1] if since else before[0].from_on if base is None else None
    return DueLine(
        before[-1].code,
        before[-1].kind,
        row.pk,
        base,
        None if base is None else regulated_price(rule, base, day, index),
        value,
        on_day[-1] if on_day else None,
        agreed_since,
    )
