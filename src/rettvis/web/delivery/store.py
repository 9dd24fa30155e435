"""Rows of delivery ⇄ the core's agreements and hours: the only translator."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from rettvis.journey.delivery import AgreedPrice, ShiftKind
from rettvis.journey.invoices import BillingModel, Contractor, Terms, WorkedHours
from rettvis.journey.invoices.terms import is_usable
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
    """An agreement as the core reads it; of several price lines for one kind the first that was agreed is
    what an hour of the kind costs where no line is named.
    """
    prices = sorted(row.prices.all(), key=lambda price: (price.from_on, price.pk))
    codes = {price.code: _kind(price) for price in prices}
    spells = {code: list(_spells([one for one in prices if one.code == code], row)) for code in codes}
    first = {kind: code for code, kind in reversed(codes.items())}
    by_code = tuple((code, one) for code, found in spells.items() for one in found)
    return Terms(
        row.reference,
        Period(row.starts_on, row.ends_on),
        BillingModel(row.billing),
        tuple(one for code in first.values() for one in spells[code]),
        tuple(codes.items()),
        by_code,
        None if row.kinds is None else tuple(ShiftKind(one) for one in row.kinds),
        row.most_persons,
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


def usable_on(row: Provider, day: date) -> bool:
    """Whether a provider may be used on a day; of rows with ``agreements`` and ``exclusions`` at hand."""
    periods = [Period(one.starts_on, one.ends_on) for one in row.agreements.all()]
    return is_usable(periods, exclusions_of(row), day)


def exclusions_of(row: Provider) -> Iterable[Period]:
    """The periods in which a provider is excluded; of rows with ``exclusions`` at hand."""
    return excluded_in(sorted(row.exclusions.all(), key=lambda one: (one.from_on, one.pk)))


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
