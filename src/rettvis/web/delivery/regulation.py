"""What a person does with price regulation: indexes, rules, and taking in what a rule gives."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.journey.delivery.price_regulation import WHOLE_PRICE, PriceRounding, month_text
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.units import MONTHS_PER_YEAR
from rettvis.rulekit.wording import LANGUAGES, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, RoleAssignment, User
from rettvis.web.delivery.models import (
    Agreement,
    AgreementPrice,
    IndexSeries,
    IndexValue,
    RegulatedPrice,
    Regulation,
    RegulationRule,
)
from rettvis.web.delivery.proposals import DueLine, due_of
from rettvis.web.delivery.services import WHAT, NewPrice, written_price

TAKEN = gettext_noop("Regulated prices were taken in")
MOST_BACK = 24


@dataclass(frozen=True)
class NewValue:
    """The index of a month as it was published."""

    month: date
    value: Decimal
    published_on: date
    source: str


@dataclass(frozen=True)
class NewRule:
    """How an agreement regulates its prices, as it is written; ``source`` is where the agreement says so."""

    series: IndexSeries
    first: date
    base_month: date
    base_value: Decimal
    months: tuple[int, ...]
    months_back: int
    percent: int
    rounding: str
    source: str


def register_index(
    user: User, municipality: Municipality, name: str, source: str, now: datetime
) -> IndexSeries:
    """Register an index by its name; sent again it is the same one. Raises ``Faulty``."""
    faults = []
    if not name.strip():
        faults.append(Fault("name", sentence("Write the name of the index.")))
    if not source.strip():
        faults.append(Fault("source", sentence("Write where the index is published.")))
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        grant = require_in(user, Action.CHANGE_PROVIDERS, municipality.pk)
        told = {"source": source.strip(), "registered_by": user, "registered_at": now}
        row, new = IndexSeries.objects.get_or_create(
            municipality=municipality, name=name.strip(), defaults=told
        )
        if not new and row.source != source.strip():
            message = sentence(
                "An index with this name is registered already, from {source}.", source=row.source
            )
            raise Faulty([Fault("name", message)])
        if new:
            look_up(grant, Action.CHANGE_PROVIDERS, what=WHAT)
        return row


def write_index_value(user: User, series: IndexSeries, new: NewValue, key: str, now: datetime) -> IndexValue:
    """Write the index of a month, or a correction of it, as a new row. Raises ``Faulty``."""
    faults = []
    if new.value <= 0:
        faults.append(Fault("value", sentence("An index is above zero.")))
    if new.published_on < new.month:
        faults.append(
            Fault("published_on", sentence("An index is not published before its month has begun."))
        )
    if not new.source.strip():
        faults.append(Fault("source", sentence("Write where the figure is from.")))
    if faults:
        raise Faulty(faults)
    told = {
        "month": new.month.replace(day=1),
        "value": str(new.value),
        "published_on": new.published_on,
        "source": new.source.strip(),
    }
    return _written(
        user,
        series.municipality_id,
        lambda: IndexSeries.objects.select_for_update(no_key=True).get(pk=series.pk),
        lambda: IndexValue.objects.get_or_create(
            series=series, key=key, defaults={**told, "written_by": user, "written_at": now}
        ),
    )


def write_rule(user: User, agreement: Agreement, new: NewRule, key: str, now: datetime) -> RegulationRule:
    """Write how an agreement regulates its prices; it counts instead of the one before. Raises ``Faulty``."""
    faults = list(_rule_faults(agreement, new))
    if faults:
        raise Faulty(faults)
    told = {
        "series": new.series,
        "first": new.first,
        "base_month": new.base_month.replace(day=1),
        "base_value": str(new.base_value),
        "months": list(new.months),
        "months_back": new.months_back,
        "percent": new.percent,
        "rounding": new.rounding,
        "source": new.source.strip(),
    }
    return _written(
        user,
        agreement.provider.municipality_id,
        lambda: Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk),
        lambda: RegulationRule.objects.get_or_create(
            agreement=agreement, key=key, defaults={**told, "written_by": user, "written_at": now}
        ),
    )


def take_in(user: User, agreement: Agreement, day: date, seen: str, now: datetime) -> list[AgreementPrice]:
    """Take in the prices that the rule gives from a day, as new rows; what was taken in is not again.

    ``seen`` is what the person saw (:attr:`Due.seen`): other figures now are refused. Raises ``Faulty``.
    """
    with transaction.atomic():
        grant = require_in(user, Action.CHANGE_PROVIDERS, agreement.provider.municipality_id)
        Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
        due = due_of(agreement, day)
        if due is None:
            raise Faulty([Fault("", sentence("No price is to be regulated from this day."))])
        if due.seen != seen and not due.is_done:
            message = sentence("The index or the prices have changed since you looked. Look at them again.")
            raise Faulty([Fault("", message)])
        rows = [_taken(user, agreement, line, now) for line in due.lines if line.is_open]
        if rows:
            look_up(grant, Action.CHANGE_PROVIDERS, what=TAKEN)
        return rows


def _taken(user: User, agreement: Agreement, line: DueLine, now: datetime) -> AgreementPrice:
    """One price line: the price as a new row, and what it was counted from beside it."""
    found = line.proposal
    assert found is not None
    assert line.value is not None
    why = "half_year" if agreement.regulation == Regulation.HALF_YEAR else "index"
    month = f"{found.month:%Y-%m}"
    new = NewPrice(
        line.code, line.kind, found.from_on, found.price, why, f"{found.rule.index[:150]}, {month}"
    )
    count = agreement.prices.count()
    key = f"regulated/{line.rule}/{line.value.pk}/{found.from_on}/{count}/{line.code}"
    row = written_price(user, agreement, new, key[:100], now)
    told = {one: found.explanation().say(one) for one in LANGUAGES}
    RegulatedPrice.objects.create(
        price=row,
        rule_id=line.rule,
        value=line.value,
        base=found.base,
        exact=str(found.exact)[:120],
        explanation=told,
    )
    return row


def _written(user: User, municipality: int, lock: Callable[[], Any], write: Callable[[], Any]) -> Any:
    """Write one row in a transaction, with its log; a form that is sent again gives the row there is."""
    with transaction.atomic():
        grant: RoleAssignment = require_in(user, Action.CHANGE_PROVIDERS, municipality)
        lock()
        row, new = write()
        if new:
            look_up(grant, Action.CHANGE_PROVIDERS, what=WHAT)
        return row


def _base_faults(new: NewRule) -> Iterable[Fault]:
    """The index at the start is the figure that is registered for its month, where one is."""
    month = new.base_month.replace(day=1)
    row = new.series.values.filter(month=month).order_by("-pk").first()
    if row is not None and Decimal(row.value) != new.base_value:
        message = sentence(
            "The index of {month} is registered as {value}. Write that figure, or correct the index first.",
            month=month_text(month),
            value=Decimal(row.value),
        )
        yield Fault("base_value", message)


def _rule_faults(agreement: Agreement, new: NewRule) -> Iterable[Fault]:
    if agreement.regulation not in (Regulation.INDEX, Regulation.HALF_YEAR):
        yield Fault("", sentence("By the agreement, an index does not regulate the prices."))
    if new.first < agreement.starts_on or (agreement.ends_on and new.first > agreement.ends_on):
        yield Fault("first", sentence("The day is outside the period of the agreement."))
    if new.base_value <= 0:
        yield Fault("base_value", sentence("An index is above zero."))
    else:
        yield from _base_faults(new)
    if not new.months or not all(1 <= month <= MONTHS_PER_YEAR for month in new.months):
        yield Fault("month", sentence("Choose the month in which prices change."))
    if not 0 <= new.months_back <= MOST_BACK:
        yield Fault("months_back", sentence("Write from 0 to {most} months.", most=MOST_BACK))
    if not 1 <= new.percent <= WHOLE_PRICE:
        yield Fault("percent", sentence("Write from 1 to 100 percent."))
    if new.rounding not in {str(one) for one in PriceRounding}:
        yield Fault("rounding", sentence("Choose how prices are rounded."))
    if not new.source.strip():
        yield Fault("source", sentence("Write where in the agreement it stands."))
    if new.series.municipality_id != agreement.provider.municipality_id:
        yield Fault("series", sentence("Choose an index of the municipality."))
