"""Invented providers with agreements, approved hours, and invoices of two months; some of them deviate."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import QuerySet

from rettvis.edges.identity import synthetic_national_ids
from rettvis.journey.application import Service
from rettvis.rulekit.period import Period
from rettvis.rulekit.units import round_half_up
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.delivery.models import Provider
from rettvis.web.delivery.services import (
    Approved,
    NewAgreement,
    NewPrice,
    approve_hours,
    register_agreement,
    register_provider,
    write_price,
)
from rettvis.web.demo.banks import NORTH, SOUTH
from rettvis.web.demo.clock import noon
from rettvis.web.demo.decided import LEADER, Place
from rettvis.web.demo.deviations import PAID_AHEAD, Ground, approve_worked, planted, register
from rettvis.web.demo.ehf import InventedInvoice, InventedLine, ehf
from rettvis.web.hourbank.models import BankLine, Other
from rettvis.web.invoices.ledger import export
from rettvis.web.invoices.models import ReadInvoice
from rettvis.web.invoices.reading import read_received
from rettvis.web.invoices.receiving import receive_file
from rettvis.web.invoices.services import approve, attest
from rettvis.web.invoices.store import granted_in

CONTROLLER = "gunn"
DAY = timedelta(days=1)
CODE, NIGHT = "DAG", "NATT"
OLD, NEW, NIGHT_PRICE = 58_400, 60_150, 66_200
"""Øre an hour: before and after the regulation on 1 July, and at night."""
OWN = "Fjordvik egen BPA-ordning (oppdiktet)"
AHEAD = "Havblikk Assistanse (oppdiktet)"
STRANGER = ("310000086", "Ukjent Omsorg (oppdiktet)")
NUMBERS = {NORTH: "310000019", SOUTH: "310000027", AHEAD: "310000035", OWN: "310000043"}


@dataclass(frozen=True)
class Month:
    """A whole month that is over, and when its invoices come."""

    first: date
    last: date

    @property
    def issued(self) -> date:
        """The fifth of the next month."""
        return self.last + timedelta(days=5)

    @property
    def days(self) -> Iterator[date]:
        """Each day."""
        day = self.first
        while day <= self.last:
            yield day
            day += DAY


def invoices(place: Place) -> None:
    """Providers, agreements, prices, approved hours, and invoices on every stage of the way."""
    user, on = place.users[CONTROLLER], place.on
    providers = {name: _provider(name, place) for name in NUMBERS}
    months = _months(on)
    cases = _cases(place)
    if len(cases) < 5:
        return
    givers = (NORTH, NORTH, SOUTH, SOUTH)
    for (case, daily), name in zip(cases, givers, strict=False):
        for month in months:
            lines = [Approved(f"{case.number}/{day}", case, day, "ordinary", daily) for day in month.days]
            approve_hours(user, providers[name], lines, noon(month.issued - DAY))
    for done, (invoice, _codes) in enumerate(usual(cases, months)):
        row = _received(invoice, place)
        if done < 2:
            _paid(row, place)
    ground = ground_of(place, cases, months[0])
    found, rows = planted(ground), register(user, place.unit.municipality, ground)
    approve_worked(user, {**rows, NUMBERS[AHEAD]: providers[AHEAD]}, found)
    for one in found:
        row = _received(one.invoice, place)
        if one.invoice.number == PAID_AHEAD:
            _paid(row, place)
    export(user, place.unit.municipality, "demo", noon(on))


def expected(place: Place) -> list[tuple[str, list[str]]]:
    """The number of every invented invoice in the order that they came, and the codes that must be found."""
    cases, months = _cases(place), _months(place.on)
    told = [(invoice.number, codes) for invoice, codes in usual(cases, months)]
    told += [(one.invoice.number, one.codes) for one in planted(ground_of(place, cases, months[0]))]
    return [(number, sorted(codes)) for number, codes in told]


def ground_of(place: Place, cases: list[tuple[Case, int]], month: "Month") -> Ground:
    """What the planted deviations are about: the fourth case, the one with fewest hours, and the fifth."""
    small = _rows(place).exclude(case__in=[case.pk for case, _daily in cases])
    smallest = small.order_by("minutes_per_week", "pk")[0].case
    new_year = date(place.on.year, 1, 1)
    named = BankLine.objects.filter(kind=Other.PROVIDER, provider=NORTH, day=new_year).values("person")
    moved = ServiceLineRow.objects.in_force(place.on).filter(
        case__unit=place.unit, service=str(Service.BPA), case__person__in=named
    )
    return Ground(
        cases[3][0],
        smallest,
        cases[4][0],
        month.first,
        month.last,
        (NUMBERS[AHEAD], AHEAD),
        moved.order_by("pk")[0].case,
        max(month.first, new_year),
    )


def usual(
    cases: list[tuple[Case, int]], months: "tuple[Month, Month]"
) -> Iterator[tuple[InventedInvoice, tuple[str, ...]]]:
    """Two months of invoices with what must be found: two as they should be, one that waits, the rest."""
    before, last = months
    (one, of_one), (two, of_two), (three, of_three), (four, of_four), (five, _of_five) = cases[:5]
    both = (_line(one, of_one, before), _line(two, of_two, before))
    yield _of(NORTH, "N-1009", before, *both), ()
    south = _of(SOUTH, "S-309", before, _line(three, of_three, before))
    yield south, ()
    yield _of(NORTH, "N-1010", last, _line(one, of_one, last)), ()
    yield _of(NORTH, "N-1011", last, _line(two, of_two, last, price=NEW + 2_000)), ("price_differs",)
    yield _of(SOUTH, "S-310", last, _line(three, of_three + 30, last)), ("more_than_worked",)
    twice = replace(south, number="S-311", issued=last.issued, due=last.issued + 30 * DAY)
    yield twice, ("invoiced_twice",)
    number = next(iter(synthetic_national_ids(date(1990, 5, 17))))
    told = replace(_line(four, of_four, last), item=f"BPA-timer {number}")
    yield _of(SOUTH, "S-312", last, told), ("national_id",)
    wrong = _line(four, of_four, before)
    yield _of(SOUTH, "S-313", before, replace(wrong, amount=wrong.ore + 125_000)), ("amount_differs",)
    weekend = replace(_line(four, 60, last), code="HELG", reference="")
    yield _of(SOUTH, "S-314", last, weekend), ("unknown_price_line", "no_decision")
    credit = replace(_of(SOUTH, "K-310", last, _line(three, 30, last)), credit=True, corrects="S-310")
    yield credit, ()
    granted = _granted(five, last)
    ahead = InventedLine(granted, NEW, CODE, five.number, item="BPA-timer, forskudd")
    yield _of(AHEAD, "H-51", last, ahead), ()
    next_month = Month(last.last + DAY, last.last + DAY + timedelta(days=27))
    more = InventedLine(_granted(five, next_month) + 600, NEW, CODE, five.number, item="BPA-timer, forskudd")
    yield replace(_of(AHEAD, "H-52", next_month, more), issued=last.issued), ("more_than_granted",)
    stranger = _of(NORTH, "U-7", last, _line(one, of_one, last))
    yield replace(stranger, seller=STRANGER), ("unknown_provider", "not_approved")


def _of(name: str, number: str, month: Month, *lines: InventedLine) -> InventedInvoice:
    return InventedInvoice(
        number,
        month.issued,
        month.issued + timedelta(days=30),
        (NUMBERS[name], name),
        month.first,
        month.last,
        lines,
        agreement="RA-2025-03",
    )


def _line(case: Case, daily: int, month: Month, price: int = NEW) -> InventedLine:
    return InventedLine(daily * len(list(month.days)), price, CODE, case.number)


def _received(invoice: InventedInvoice, place: Place) -> ReadInvoice:
    """Received the day after it was made, and read."""
    when = noon(min(invoice.issued + DAY, place.on))
    user = place.users[CONTROLLER]
    file, _new = receive_file(user, place.unit.municipality, ehf(invoice), when)
    read_received(file.pk, when)
    return ReadInvoice.objects.get(file=file)


def _paid(row: ReadInvoice, place: Place) -> None:
    when = noon(min((row.issued or place.on) + 3 * DAY, place.on))
    attest(place.users[CONTROLLER], row, when)
    approve(place.users[LEADER], row, when)


def _provider(name: str, place: Place) -> Provider:
    """A provider with an agreement of three years, and a price that was regulated this summer."""
    user: User = place.users[CONTROLLER]
    year = place.on.year
    run_by = "municipality" if name == OWN else "private"
    began = noon(date(year - 1, 1, 2))
    row = register_provider(user, place.unit.municipality, NUMBERS[name], name, run_by, began)
    new = NewAgreement(
        "RA-2025-03",
        date(year - 2, 1, 1),
        date(year + 1, 12, 31),
        "advance" if name == AHEAD else "arrears",
        "half_year" if name == SOUTH else "index",
        "Brukerstyrt personlig assistanse i hele kommunen.",
        None if name == OWN else list(NUMBERS).index(name) + 1,
    )
    agreement = register_agreement(user, row, new, began)
    prices = (
        NewPrice(CODE, "", date(year - 2, 1, 1), OLD, "agreed", "Vedlegg 2 til rammeavtalen"),
        NewPrice(NIGHT, "night", date(year - 2, 1, 1), NIGHT_PRICE, "agreed", "Vedlegg 2 til rammeavtalen"),
        NewPrice(CODE, "", _regulated(place.on), NEW, "index", "Kostnadsindeksen for juni (oppdiktet)"),
    )
    for price in prices:
        write_price(
            user, agreement, price, f"{price.code} {price.from_on}", noon(max(price.from_on, began.date()))
        )
    return row


def _regulated(on: date) -> date:
    """The day of the regulation: a 1 July or 1 January that lies before the months that are invoiced."""
    two_months_ago = _month_before(_month_before(on.replace(day=1)).first).first
    return two_months_ago.replace(day=1, month=7 if two_months_ago.month >= 7 else 1)


def _month_before(first: date) -> Month:
    last = first - DAY
    return Month(last.replace(day=1), last)


def _months(on: date) -> tuple[Month, Month]:
    """The last two months that are over."""
    last = _month_before(on.replace(day=1))
    return _month_before(last.first), last


def _cases(place: Place) -> list[tuple[Case, int]]:
    """Some with BPA all the year, and a part of their hours a day, in whole quarters."""
    found = _rows(place).select_related("case").order_by("-pk")[:5]
    return [(row.case, (row.minutes_per_week or 0) * 9 // 70 // 15 * 15) for row in found]


def _rows(place: Place) -> "QuerySet[ServiceLineRow]":
    return ServiceLineRow.objects.in_force(place.on).filter(
        case__unit=place.unit,
        service=str(Service.BPA),
        minutes_per_week__gte=8 * 60,
        decided_on__lt=date(place.on.year - 1, 12, 1),
    )


def _granted(case: Case, month: Month) -> int:
    """Whole minutes granted in a month."""
    period = Period(month.first, month.last)
    parts = [
        (common.days or 0) * one.per_day
        for one in granted_in([case], sorted({month.first.year, month.last.year}))
        if one.reference == case.number and (common := one.period.intersection(period))
    ]
    return round_half_up(sum(parts, start=0 * parts[0])) if parts else 0
