"""The three sides of an invoice line: what is invoiced, what was worked, and what is decided and agreed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from rettvis.journey.delivery import ShiftKind
from rettvis.journey.invoices.invoice import Invoice, InvoiceKind, InvoiceLine
from rettvis.journey.invoices.terms import BillingModel, Claimed, HeldAgainst, Terms
from rettvis.rulekit.period import Period
from rettvis.rulekit.units import round_half_up

_WORD = re.compile(r"\w[\w/-]*")


@dataclass(frozen=True)
class MatchedLine:
    """One line with its three sides: what is invoiced, what was worked, and what is decided and agreed.

    Whole minutes and øre, None where it is not known. ``earlier`` are minutes that were invoiced before for
    the same work; ``price`` is øre an hour as invoiced. In advance the hours of every kind are one, and
    ``granted`` are those that the seller gives.
    """

    place: int
    reference: str = ""
    period: Period | None = None
    kind: ShiftKind | None = None
    minutes: int | None = None
    price: Fraction | None = None
    amount: int = 0
    agreement: str = ""
    agreed: int | None = None
    worked: int | None = None
    granted: int | None = None
    earlier: int = 0


def sides_of(invoice: Invoice, line: InvoiceLine, place: int, against: HeldAgainst) -> MatchedLine:
    """The sides of one line. Of a credit note, minutes and øre are below zero."""
    period = _period(line, invoice)
    references = {one.reference for one in against.granted}
    named = references_in(line.order_line, line.note, line.item, invoice.order, invoice.reference)
    reference = next((one for one in named if one in references), "")
    sides = MatchedLine(
        place,
        reference,
        period,
        None,
        _minutes(line, invoice),
        _price(line),
        signed_ore(line.amount, invoice),
    )
    terms = terms_of(period, against, invoice, line)
    if terms is not None and period is not None:
        try:
            kind = terms.kind_of(line.item_code) if line.item_code else None
        except KeyError:
            return _with_hours(replace(sides, agreement=terms.reference), invoice, against)
        agreed = terms.price_on(period.first, kind, line.item_code)
        sides = replace(sides, kind=kind, agreement=terms.reference, agreed=agreed)
    return _with_hours(sides, invoice, against)


def _with_hours(sides: MatchedLine, invoice: Invoice, against: HeldAgainst) -> MatchedLine:
    """The line with minutes worked, granted and invoiced before, in the days that the line is compared in."""
    if sides.period is None or not sides.reference:
        return sides
    advance, seller = in_advance(sides, against), invoice.seller.organisation_number
    work = [one for one in against.earlier if same_work(one, sides, invoice, against)]
    window, earlier = window_of(sides.period, work)
    granted = granted_minutes(sides.reference, window, against, seller if advance else None)
    worked = None
    if against.worked is not None:
        worked = sum(
            one.minutes
            for one in against.worked
            if one.reference == sides.reference
            and one.provider == seller
            and one.day in window
            and (advance or sides.kind in (None, one.kind))
        )
    before = sum(one.minutes for one in earlier)
    return replace(sides, worked=worked, granted=granted, earlier=before)


def granted_minutes(reference: str, days: Period, against: HeldAgainst, seller: str | None = None) -> int:
    """Whole minutes that a decision grants in some days; with ``seller``, but for other providers' days."""
    parts = (
        (common.days or 0) * one.per_day
        for one in against.granted
        if one.reference == reference
        and (seller is None or one.provider in ("", seller))
        and (common := one.period.intersection(days))
    )
    return round_half_up(sum(parts, Fraction(0)))


def window_of(period: Period, claims: Iterable[Claimed]) -> tuple[Period, list[Claimed]]:
    """The days of ``period`` and of every claim that shares a day with them, and those claims."""
    window, taken, rest = period, list[Claimed](), list(claims)
    while near := [one for one in rest if one.period.overlaps(window)]:
        taken += near
        rest = [one for one in rest if one not in near]
        ends = [period.last or period.first for period in (window, *(one.period for one in near))]
        window = Period(min(window.first, *(one.period.first for one in near)), max(ends))
    return window, taken


def in_advance(sides: MatchedLine, against: HeldAgainst) -> bool:
    """Whether the agreement of a line is of granted hours in advance."""
    known = against.contractor.agreements if against.contractor and sides.agreement else ()
    return any(one.reference == sides.agreement and one.model is BillingModel.ADVANCE for one in known)


def same_work(claim: Claimed, sides: MatchedLine, invoice: Invoice, against: HeldAgainst) -> bool:
    """Whether a line may be for the same hours: provider, decision and, but in advance, kind of hour."""
    same_kind = claim.kind == sides.kind or None in (claim.kind, sides.kind)
    same_kind = same_kind or in_advance(sides, against)
    same_provider = claim.provider == invoice.seller.organisation_number
    return same_kind and same_provider and claim.reference == sides.reference


def references_in(*texts: str) -> list[str]:
    """The words of some texts that may name a decision, in order."""
    return [word for text in texts for word in _WORD.findall(text)]


def terms_of(
    period: Period | None, against: HeldAgainst, invoice: Invoice, line: InvoiceLine
) -> Terms | None:
    """The agreement of a line, valid on every day of ``period``: one that is named, or has its price line."""
    if period is None or against.contractor is None:
        return None
    named = {*references_in(line.order_line, line.note), invoice.agreement.strip()}
    terms = against.contractor.terms_on(period.first, named, line.item_code)
    return terms if terms is not None and (period.last or period.first) in terms.period else None


def signed_ore(amount: Decimal | None, invoice: Invoice) -> int:
    """An amount in whole øre (rounded half up), below zero on a credit note; nothing where there is none."""
    ore = 0 if amount is None else plain_ore(amount)
    return -ore if invoice.kind is InvoiceKind.CREDIT_NOTE else ore


def plain_ore(amount: Decimal) -> int:
    """Kroner as whole øre."""
    return round_half_up(Fraction(amount) * 100)


def pay(minutes: int, price: Fraction | int) -> int:
    """Whole øre for ``minutes`` at ``price`` øre an hour."""
    return round_half_up(Fraction(minutes) * price / 60)


def _period(line: InvoiceLine, invoice: Invoice) -> Period | None:
    """The days of the line, else those of the invoice; None where they are missing or turned round."""
    first, last = line.first or invoice.first, line.last or invoice.last
    if first is None or last is None or last < first:
        return None
    return Period(first, last)


def _minutes(line: InvoiceLine, invoice: Invoice) -> int | None:
    if line.quantity is None or not line.in_hours:
        return None
    minutes = round_half_up(Fraction(line.quantity) * 60)
    if not _written(minutes, line.quantity):
        return None
    return -minutes if invoice.kind is InvoiceKind.CREDIT_NOTE else minutes


def _written(minutes: int, quantity: Decimal) -> bool:
    """Whether ``quantity`` hours are these minutes, with the decimals that it is written with.

    Twenty minutes are a third of an hour, which no decimal is: 37.33 hours are 37 hours and 20 minutes.
    """
    return (Decimal(minutes) / 60).quantize(quantity, ROUND_HALF_UP) == quantity


def _price(line: InvoiceLine) -> Fraction | None:
    """Øre an hour, exact: a price may have more than two decimals, and be for several hours."""
    if line.price is None or not line.price_quantity:
        return None
    return Fraction(line.price) * 100 / Fraction(line.price_quantity)
