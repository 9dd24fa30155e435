"""What does not fit on one line, given its sides."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from rettvis.journey.invoices.checks import amount_off, reckoned_amount
from rettvis.journey.invoices.deviations import InvoiceDeviation, InvoiceDeviationCode, deviation
from rettvis.journey.invoices.invoice import Invoice, InvoiceLine
from rettvis.journey.invoices.sides import (
    MatchedLine,
    granted_minutes,
    in_advance,
    pay,
    plain_ore,
    same_work,
    terms_of,
    window_of,
)
from rettvis.journey.invoices.terms import HeldAgainst, Terms
from rettvis.rulekit.period import Period
from rettvis.rulekit.units import round_half_up
from rettvis.rulekit.wording import sentence

_C = InvoiceDeviationCode


def line_deviations(
    invoice: Invoice, line: InvoiceLine, sides: MatchedLine, against: HeldAgainst
) -> Iterator[InvoiceDeviation]:
    """Every deviation of a line, in the order of its codes."""
    told = [
        *_of_line(line, sides),
        *_agreement(line, sides, invoice, against),
        *_decision(sides, invoice, against),
    ]
    yield from (replace(one, place=sides.place) for one in told)


def _of_line(line: InvoiceLine, sides: MatchedLine) -> Iterator[InvoiceDeviation]:
    if sides.period is None:
        message = sentence("The line and the invoice give no period: nobody can see which days are invoiced.")
        yield deviation(_C.INCOMPLETE, message, sides.amount)
    if not line.in_hours:
        message = sentence(
            "The line is counted in “{unit}”. Assistance is agreed in hours (HUR).", unit=line.unit or "–"
        )
        yield deviation(_C.NOT_IN_HOURS, message, sides.amount)
    elif sides.minutes is None:
        message = sentence("The quantity of the line is not a whole number of minutes.")
        yield deviation(_C.INCOMPLETE, message, sides.amount)
    reckoned = reckoned_amount(line)
    if line.amount is None or reckoned is None:
        yield deviation(
            _C.INCOMPLETE, sentence("The line lacks a quantity, a price or an amount."), sides.amount
        )
    else:
        yield from _amount(line, reckoned)


def _amount(line: InvoiceLine, reckoned: Decimal) -> Iterator[InvoiceDeviation]:
    """What the line adds or takes off is no part of the agreement, though the line adds up with it."""
    if line.added > 0:
        message = sentence(
            "The line adds {added:kroner} to hours times price. The agreement has only hours and prices.",
            added=plain_ore(line.added),
        )
        yield deviation(_C.AMOUNT_DIFFERS, message, plain_ore(line.added))
    elif line.added < 0:
        message = sentence(
            "The line takes {added:kroner} off hours times price. The agreement has only hours and prices.",
            added=plain_ore(-line.added),
        )
        yield deviation(_C.AMOUNT_DIFFERS, message, plain_ore(line.added))
    if amount_off(line):
        message = sentence(
            "Hours times price is {reckoned:kroner}, and the line says {amount:kroner}.",
            reckoned=plain_ore(reckoned - line.added),
            amount=plain_ore(line.amount or Decimal(0)),
        )
        yield deviation(_C.AMOUNT_DIFFERS, message, plain_ore(amount_off(line)))


def _agreement(
    line: InvoiceLine, sides: MatchedLine, invoice: Invoice, against: HeldAgainst
) -> Iterator[InvoiceDeviation]:
    if against.contractor is None or sides.period is None:
        return
    terms = terms_of(sides.period, against, invoice, line)
    if terms is None:
        first, last = sides.period.first, sides.period.last
        message = sentence(
            "No agreement with the provider is valid from {first:date} to {last:date}.",
            first=first,
            last=last,
        )
        yield deviation(_C.NO_AGREEMENT, message, sides.amount)
        return
    if line.item_code and line.item_code.casefold() not in {code.casefold() for code, _kind in terms.codes}:
        message = sentence(
            "“{code}” is no price line of agreement {agreement}.",
            code=line.item_code,
            agreement=terms.reference,
        )
        yield deviation(_C.UNKNOWN_PRICE_LINE, message, sides.amount)
        return
    if sides.kind is not None and not terms.covers(sides.kind):
        message = sentence(
            "Agreement {agreement} does not cover this kind of hour: {kind}.",
            agreement=terms.reference,
            kind=sides.kind.label,
        )
        yield deviation(_C.OUTSIDE_SCOPE, message, sides.amount)
        return
    yield from _prices(sides, terms, line.item_code)


def _prices(sides: MatchedLine, terms: Terms, code: str) -> Iterator[InvoiceDeviation]:
    assert sides.period is not None
    if sides.agreed is None:
        message = sentence("The agreement has no price for this hour on {day:date}.", day=sides.period.first)
        yield deviation(_C.NO_PRICE, message, sides.amount)
        return
    day = _changed(terms, sides, code)
    if day is not None:
        message = sentence(
            "The agreed price changes on {day:date}. One line is needed before that day, and one from it.",
            day=day,
        )
        new = terms.price_on(day, sides.kind, code) or 0
        yield deviation(_C.PRICE_CHANGES, message, pay(sides.minutes or 0, new - sides.agreed))
        return
    if sides.price is not None and sides.price != sides.agreed:
        message = sentence(
            "The line has {price:kroner} an hour. Agreed from {day:date} is {agreed:kroner}.",
            price=round_half_up(sides.price),
            day=sides.period.first,
            agreed=sides.agreed,
        )
        yield deviation(_C.PRICE_DIFFERS, message, pay(sides.minutes or 0, sides.price - sides.agreed))


def _changed(terms: Terms, sides: MatchedLine, code: str) -> date | None:
    """The first day within the line on which another price holds."""
    assert sides.period is not None
    prices = (*terms.prices, *(price for _code, price in terms.by_code))
    days = sorted({one.period.first for one in prices if one.period.first in sides.period})
    return next((day for day in days if terms.price_on(day, sides.kind, code) != sides.agreed), None)


def _decision(sides: MatchedLine, invoice: Invoice, against: HeldAgainst) -> Iterator[InvoiceDeviation]:
    if not sides.reference:
        message = sentence("No known decision is named on the line or on the invoice.")
        yield deviation(_C.NO_DECISION, message, sides.amount)
        return
    if sides.period is None or sides.minutes is None:
        return
    outside = _days_outside(sides, against)
    if outside is not None:
        message = sentence("Nothing is granted in the decision on {day:date}.", day=outside)
        yield deviation(_C.OUTSIDE_DECISION, message, sides.amount)
        return
    advance = in_advance(sides, against)
    if sides.minutes < 0:
        yield from _credited(sides, advance=advance)
    elif _is_repeated(sides, invoice, against, advance=advance):
        message = sentence("The same hours, days and decision stand on a line that was invoiced before.")
        yield deviation(_C.INVOICED_TWICE, message, sides.amount)
    else:
        yield from _against_grant(sides, invoice, against) if advance else _against_work(sides)
        yield from _against_bank(sides, against)


def _days_outside(sides: MatchedLine, against: HeldAgainst) -> date | None:
    """The first day of the line on which its decision grants nothing; only the ends are looked at."""
    assert sides.period is not None
    spells = [one.period for one in against.granted if one.reference == sides.reference]
    for day in (sides.period.first, sides.period.last or sides.period.first):
        if not any(day in spell for spell in spells):
            return day
    return None


def _is_repeated(sides: MatchedLine, invoice: Invoice, against: HeldAgainst, *, advance: bool) -> bool:
    """Whether the line stands on an invoice already, and has not been credited since."""
    alike = [
        one
        for one in against.earlier
        if same_work(one, sides, invoice, against) and one.kind == sides.kind and one.period == sides.period
    ]
    net = sum(one.minutes for one in alike)
    has_equal = any(one.minutes == sides.minutes for one in alike)
    limit = sides.granted or 0 if advance or sides.worked is None else sides.worked
    return has_equal and net > 0 and sides.earlier + (sides.minutes or 0) > limit


def _credited(sides: MatchedLine, *, advance: bool) -> Iterator[InvoiceDeviation]:
    """A credit or a refund: no more than was invoiced, and in advance all that was not used."""
    net = sides.earlier + (sides.minutes or 0)
    if net < 0:
        message = sentence(
            "{credited:hours} are credited, and {earlier:hours} were invoiced for these days.",
            credited=-(sides.minutes or 0),
            earlier=sides.earlier,
        )
        yield deviation(_C.CREDITED_TOO_MUCH, message, _at_price(sides, net))
    elif advance and sides.worked is not None and net > sides.worked:
        message = sentence(
            "After this refund {net:hours} are paid, and {worked:hours} were used: {rest:hours} more are to "
            "be paid back.",
            net=net,
            worked=sides.worked,
            rest=net - sides.worked,
        )
        yield deviation(_C.REFUND_SHORT, message, _at_price(sides, net - sides.worked))


def _against_work(sides: MatchedLine) -> Iterator[InvoiceDeviation]:
    if sides.worked is None or sides.minutes is None:
        return
    claimed = sides.earlier + sides.minutes
    if claimed and not sides.worked:
        message = sentence("No timesheet is approved for this decision, provider and period.")
        yield deviation(_C.NOT_APPROVED, message, sides.amount)
    elif claimed > sides.worked:
        over = min(claimed - sides.worked, sides.minutes)
        message = sentence(
            "{claimed:hours} are invoiced for these days, and the approved timesheets have {worked:hours}.",
            claimed=claimed,
            worked=sides.worked,
        )
        yield deviation(_C.MORE_THAN_WORKED, message, _at_price(sides, over))
    elif claimed < sides.worked:
        message = sentence(
            "{claimed:hours} are invoiced for these days, of {worked:hours} in the approved timesheets.",
            claimed=claimed,
            worked=sides.worked,
        )
        yield deviation(_C.FEWER_THAN_WORKED, message, _at_price(sides, claimed - sides.worked))


def _against_grant(sides: MatchedLine, invoice: Invoice, against: HeldAgainst) -> Iterator[InvoiceDeviation]:
    """In advance, what is invoiced is what is granted for the same days: of the seller's own, and of all."""
    claimed, granted = sides.earlier + (sides.minutes or 0), sides.granted or 0
    other = _given_by_another(sides, invoice, against)
    if claimed > granted and other is not None:
        message = sentence(
            "The hour bank says that another provider gives the hours on {day:date}. {granted:hours} are "
            "granted for the seller’s own days, and {claimed:hours} are invoiced.",
            day=other,
            granted=granted,
            claimed=claimed,
        )
        yield deviation(_C.OTHER_PROVIDER, message, _over(sides, claimed - granted))
    elif claimed > granted:
        message = sentence(
            "{claimed:hours} are invoiced for these days, and {granted:hours} are granted.",
            claimed=claimed,
            granted=granted,
        )
        yield deviation(_C.MORE_THAN_GRANTED, message, _over(sides, claimed - granted))
    elif over := _with_other_providers(sides, against):
        message = sentence(
            "With what other providers have invoiced for these days, {over:hours} more than granted are "
            "invoiced.",
            over=over,
        )
        yield deviation(_C.MORE_THAN_GRANTED, message, _over(sides, over))
    elif claimed < granted:
        message = sentence(
            "{claimed:hours} are invoiced for these days, of {granted:hours} granted.",
            claimed=claimed,
            granted=granted,
        )
        yield deviation(_C.FEWER_THAN_GRANTED, message, _at_price(sides, claimed - granted))


def _given_by_another(sides: MatchedLine, invoice: Invoice, against: HeldAgainst) -> date | None:
    """The first day of the line on which the bank names another provider than the seller."""
    assert sides.period is not None
    own = ("", invoice.seller.organisation_number)
    days = [
        common.first
        for one in against.granted
        if one.reference == sides.reference
        and one.provider not in own
        and (common := one.period.intersection(sides.period))
    ]
    return min(days, default=None)


def _with_other_providers(sides: MatchedLine, against: HeldAgainst) -> int:
    """Minutes beyond the whole grant, with what every provider has invoiced for these days."""
    assert sides.period is not None
    claims = [one for one in against.earlier if one.reference == sides.reference]
    window, earlier = window_of(sides.period, claims)
    claimed = sum(one.minutes for one in earlier) + (sides.minutes or 0)
    return max(claimed - granted_minutes(sides.reference, window, against), 0)


def _over(sides: MatchedLine, minutes: int) -> int:
    """What minutes too many come to, of those on the line."""
    return _at_price(sides, min(minutes, sides.minutes or 0))


def _against_bank(sides: MatchedLine, against: HeldAgainst) -> Iterator[InvoiceDeviation]:
    """Hours may be moved within the calendar year, so the year's hours are the limit, not the month's."""
    assert sides.period is not None
    year = Period(date(sides.period.first.year, 1, 1), date(sides.period.first.year, 12, 31))
    before = sum(
        one.minutes
        for one in against.earlier
        if one.reference == sides.reference and one.period.first in year
    )
    granted = granted_minutes(sides.reference, year, against)
    claimed = before + (sides.minutes or 0)
    if claimed > granted:
        message = sentence(
            "{claimed:hours} are invoiced in {year}, and the bank holds {granted:hours} for the year.",
            claimed=claimed,
            year=str(year.first.year),
            granted=granted,
        )
        yield deviation(_C.OVER_BANK, message, _over(sides, claimed - granted))


def _at_price(sides: MatchedLine, minutes: int) -> int:
    """What ``minutes`` cost at the agreed price, else at the invoiced one."""
    return pay(minutes, sides.agreed if sides.agreed is not None else sides.price or 0)
