"""Invoice lines beside the shifts and the agreement: hours, price, amount, and what is invoiced twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from rettvis.journey.delivery.checks.overlaps import PlacedShift
from rettvis.journey.delivery.checks.prices import PriceList
from rettvis.journey.delivery.deviation import DeviationCode, ShiftDeviation
from rettvis.journey.delivery.frame import Grounds, InvoicedLine
from rettvis.journey.delivery.local_time import number_of_day
from rettvis.rulekit.units import MINUTES_PER_HOUR, round_half_up


def invoice_deviations(lines: Sequence[PlacedShift], grounds: Grounds) -> Iterator[ShiftDeviation]:
    """What each invoice line shows; a shift belongs to the day it begins on, with all its minutes."""
    if grounds.invoiced is None:
        return
    worked: dict[tuple[str, str], list[PlacedShift]] = defaultdict(list)
    for line in lines:
        worked[line[1].provider, line[1].person].append(line)
    prices = None if grounds.prices is None else PriceList(grounds.prices)
    for place, one in enumerate(grounds.invoiced):
        yield from _hours(place, one, worked[one.provider, one.person])
        if prices is not None and one.price is not None:
            yield from _price(place, one, prices)
        if one.price is not None and one.amount is not None:
            yield from _amount(place, one)
    yield from _twice(grounds.invoiced)


def _hours(place: int, one: InvoicedLine, lines: Sequence[PlacedShift]) -> Iterator[ShiftDeviation]:
    first, last = _days(one)
    worked = sum(
        shift.minutes for _, shift in lines if one.kind in (None, shift.kind) and first <= shift.day <= last
    )
    if one.minutes > worked:
        yield _told(DeviationCode.INVOICE_HOURS, place, one, one.minutes, worked)
    elif one.minutes < worked:
        yield _told(DeviationCode.INVOICE_FEWER, place, one, one.minutes, worked)


def _price(place: int, one: InvoicedLine, prices: PriceList) -> Iterator[ShiftDeviation]:
    """The agreed price on the first day, and on the last: a price that changes between needs two lines."""
    first, last = _days(one)
    for day in dict.fromkeys((first, last)):
        agreed = prices.on(one.provider, one.kind, day)
        if agreed is None:
            yield _told(DeviationCode.NO_PRICE, place, one, one.price or 0, 0)
            return
        if agreed != one.price:
            yield _told(DeviationCode.INVOICE_PRICE, place, one, one.price or 0, agreed)
            return


def _amount(place: int, one: InvoicedLine) -> Iterator[ShiftDeviation]:
    right = round_half_up(Fraction(one.minutes * (one.price or 0), MINUTES_PER_HOUR))
    if one.amount != right:
        yield _told(DeviationCode.INVOICE_AMOUNT, place, one, one.amount or 0, right)


def _twice(invoiced: Sequence[InvoicedLine]) -> Iterator[ShiftDeviation]:
    """Lines whose days overlap an earlier line for the same person, provider and kind."""
    by: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(invoiced):
        by[one.provider, one.person, one.kind or ""].append(place)
    for places in by.values():
        places.sort(key=lambda place: (_days(invoiced[place])[0], place))
        longest = places[0]
        for place in places[1:]:
            until, (first, last) = _days(invoiced[longest])[1], _days(invoiced[place])
            if first <= until:
                told = _told(DeviationCode.INVOICE_TWICE, place, invoiced[place], invoiced[place].minutes, 0)
                yield ShiftDeviation(
                    told.code, told.person, "", told.line, longest, place, first, last, told.found
                )
            if last > until:
                longest = place


def _days(one: InvoicedLine) -> tuple[int, int]:
    return number_of_day(one.period.first), number_of_day(one.period.last or one.period.first)


def _told(code: DeviationCode, place: int, one: InvoicedLine, found: int, allowed: int) -> ShiftDeviation:
    first, last = _days(one)
    return ShiftDeviation(
        code, one.person, invoiced=place, first=first, last=last, found=found, allowed=allowed
    )
