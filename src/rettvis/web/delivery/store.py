"""Rows of delivery ⇄ the core's agreements and hours: the only translator."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from rettvis.journey.delivery import AgreedPrice, ShiftKind
from rettvis.journey.invoices import BillingModel, Contractor, Terms, WorkedHours
from rettvis.rulekit.period import Period
from rettvis.web.delivery.models import Agreement, AgreementPrice, ApprovedHours, Exclusion, Provider

DAY = timedelta(days=1)


def contractor_of(provider: Provider) -> Contractor:
    """A provider with its agreements, prices and exclusions, in three queries."""
    agreements = provider.agreements.prefetch_related("prices").order_by("starts_on", "pk")
    exclusions = provider.exclusions.order_by("from_on", "pk")
    return Contractor(
        provider.number,
        provider.name,
        tuple(terms_in(row) for row in agreements),
        tuple(excluded_in(list(exclusions))),
    )


def terms_in(row: Agreement) -> Terms:
    """An agreement as the core reads it."""
    prices = sorted(row.prices.all(), key=lambda price: (price.from_on, price.pk))
    codes = {price.code: _kind(price) for price in prices}
    return Terms(
        row.reference,
        Period(row.starts_on, row.ends_on),
        BillingModel(row.billing),
        tuple(one for code in codes for one in _spells([p for p in prices if p.code == code], row)),
        tuple(codes.items()),
    )


def excluded_in(rows: Sequence[Exclusion]) -> Iterable[Period]:
    """The periods of exclusion, from rows in the order of their days."""
    began = None
    for row in rows:
        if row.excluded and began is None:
            began = row.from_on
        elif not row.excluded and began is not None:
            if row.from_on > began:
                yield Period(began, row.from_on - DAY)
            began = None
    if began is not None:
        yield Period(began)


def worked_in(row: ApprovedHours) -> WorkedHours:
    """Approved hours as the core reads them; needs ``provider`` and ``case``."""
    return WorkedHours(row.case.number, row.provider.number, row.day, row.minutes, ShiftKind(row.kind))


def _spells(rows: Sequence[AgreementPrice], agreement: Agreement) -> Iterable[AgreedPrice]:
    """Each price until the next one; of several rows of one day the newest."""
    by_day = {row.from_on: row for row in rows}
    days = sorted(by_day)
    for day, after in zip(days, [*days[1:], None], strict=True):
        last = after - DAY if after else None
        number = agreement.provider.number
        yield AgreedPrice(number, Period(day, last), by_day[day].ore, _kind(by_day[day]))


def _kind(row: AgreementPrice) -> ShiftKind | None:
    return ShiftKind(row.kind) if row.kind else None
