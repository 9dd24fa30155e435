"""An invoice held line by line against provider, agreement, decision, approved timesheets and hour bank.

Exact: minutes and øre are whole, prices are fractions of øre as the standard allows more than two decimals.
Amounts of a credit note count below zero here, as those of a negative invoice do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rettvis.journey.invoices.deviations import InvoiceDeviation, InvoiceDeviationCode, deviation
from rettvis.journey.invoices.invoice import CURRENCY, Invoice
from rettvis.journey.invoices.line_checks import line_deviations
from rettvis.journey.invoices.sides import MatchedLine, same_work, sides_of, signed_ore, terms_of
from rettvis.journey.invoices.terms import Claimed, HeldAgainst
from rettvis.rulekit.wording import sentence

_C = InvoiceDeviationCode


@dataclass(frozen=True)
class InvoiceMatch:
    """Every line with its sides, and every deviation: those of the whole first."""

    lines: tuple[MatchedLine, ...]
    deviations: tuple[InvoiceDeviation, ...]

    @property
    def amount(self) -> int:
        """What the lines come to, in øre; below zero for a credit note."""
        return sum(line.amount for line in self.lines)


def match_invoice(invoice: Invoice, against: HeldAgainst) -> InvoiceMatch:
    """Hold an invoice against everything it should agree with."""
    lines: list[MatchedLine] = []
    found = list(_whole(invoice, against))
    claimed = list(against.earlier)
    for place, line in enumerate(invoice.lines):
        now = replace(against, earlier=tuple(claimed))
        matched = sides_of(invoice, line, place, now)
        found += line_deviations(invoice, line, matched, now)
        lines.append(matched)
        if claim := claim_of(invoice, matched):
            claimed.append(claim)
    found += _too_many(invoice, lines, against)
    whole = tuple(one for one in found if not _continues(one, lines, invoice, against))
    return InvoiceMatch(tuple(lines), whole)


_FEWER = frozenset({_C.FEWER_THAN_WORKED, _C.FEWER_THAN_GRANTED})


def _continues(
    one: InvoiceDeviation, lines: list[MatchedLine], invoice: Invoice, against: HeldAgainst
) -> bool:
    """Whether the hours that a line lacks are looked for on a later line of the invoice, which tells."""
    if one.place is None or one.code not in _FEWER:
        return False
    line = lines[one.place]
    claims = (claim_of(invoice, later) for later in lines[one.place + 1 :] if (later.minutes or 0) > 0)
    return line.period is not None and any(
        claim is not None and same_work(claim, line, invoice, against) and claim.period.overlaps(line.period)
        for claim in claims
    )


def _too_many(
    invoice: Invoice, lines: Sequence[MatchedLine], against: HeldAgainst
) -> Iterator[InvoiceDeviation]:
    """Lines that make an agreement serve more persons on one day than it covers; a decision is a person.

    The persons of the seller's earlier invoices count with those of the lines before.
    """
    claimed = list(against.served)
    for line in lines:
        terms = terms_of(line.period, against, invoice, invoice.lines[line.place])
        claim = claim_of(invoice, line)
        if terms is None or terms.most_persons is None or claim is None:
            continue
        known = [one for one in claimed if _serves(one, claim, terms.reference)]
        claimed.append(claim)
        number = _most_at_once(claim, known)
        if claim.minutes > 0 and number > terms.most_persons:
            message = sentence(
                "Agreement {agreement} covers at most {most} persons, and this is number {number}.",
                agreement=terms.reference,
                most=terms.most_persons,
                number=number,
            )
            yield replace(deviation(_C.OUTSIDE_SCOPE, message, line.amount), place=line.place)


def _serves(one: Claimed, claim: Claimed, agreement: str) -> bool:
    return one.provider == claim.provider and one.agreement == agreement and one.period.overlaps(claim.period)


def _most_at_once(claim: Claimed, known: Sequence[Claimed]) -> int:
    """How many decisions have hours on the same day of ``claim``, with its own, on the day with the most.

    What is credited again, day for day, does not count.
    """
    days = {max(one.period.first, claim.period.first) for one in (claim, *known)}
    return max(len({claim.reference} | _on(day, known)) for day in days)


def _on(day: date, known: Sequence[Claimed]) -> set[str]:
    minutes: dict[str, int] = {}
    for one in known:
        if day in one.period:
            minutes[one.reference] = minutes.get(one.reference, 0) + one.minutes
    return {reference for reference, number in minutes.items() if number > 0}


def claim_of(invoice: Invoice, line: MatchedLine) -> Claimed | None:
    """The line as later invoices are held against it; None where hours, days or decision are missing."""
    if line.period is None or line.minutes is None or not line.reference:
        return None
    seller = invoice.seller.organisation_number
    return Claimed(
        invoice.number,
        invoice.lines[line.place].id,
        seller,
        line.reference,
        line.period,
        line.minutes,
        line.amount,
        line.kind,
        line.agreement,
    )


def _whole(invoice: Invoice, against: HeldAgainst) -> Iterator[InvoiceDeviation]:
    total = signed_ore(invoice.payable, invoice)
    contractor = against.contractor
    if contractor is None:
        message = sentence(
            "Nobody with organisation number {number} is registered as a provider. The provider and the "
            "agreement must be registered before the invoice can be paid.",
            number=invoice.seller.organisation_number or "–",
        )
        yield deviation(_C.UNKNOWN_PROVIDER, message, total)
    elif any(invoice.issued in one for one in contractor.excluded if invoice.issued):
        message = sentence("The provider was excluded when the invoice was made.")
        yield deviation(_C.PROVIDER_EXCLUDED, message, total)
    if against.buyer and _digits(invoice.buyer.organisation_number) != against.buyer:
        message = sentence(
            "The invoice is made out to {name} with organisation number {number}, and the municipality has "
            "{own}. It must be made out to the municipality.",
            name=invoice.buyer.name or "–",
            number=invoice.buyer.organisation_number or "–",
            own=against.buyer,
        )
        yield deviation(_C.OTHER_BUYER, message, total)
    if invoice.currency != CURRENCY:
        message = sentence(
            "The invoice is in “{currency}”. Only NOK is paid.", currency=invoice.currency or "–"
        )
        yield deviation(_C.CURRENCY, message, total)
    if invoice.number in against.used_numbers:
        message = sentence("The provider has sent another invoice with this number.")
        yield deviation(_C.NUMBER_USED, message, total)
    for number in invoice.corrects:
        if number not in against.known_invoices:
            message = sentence(
                "It corrects invoice {number}, which is not received from this provider.", number=number
            )
            yield deviation(_C.CORRECTS_UNKNOWN, message, total)
    lines = sum(signed_ore(line.amount, invoice) for line in invoice.lines)
    if total != lines:
        message = sentence(
            "The lines come to {lines:kroner}, and {total:kroner} is to be paid.", lines=lines, total=total
        )
        yield deviation(_C.TOTAL_DIFFERS, message, total - lines)


def _digits(number: str) -> str:
    """An organisation number without what may stand round it, as ``NO`` and ``MVA``."""
    return "".join(one for one in number if one.isdigit())
