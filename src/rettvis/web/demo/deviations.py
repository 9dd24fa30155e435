"""Planted deviations: an invented invoice of every kind that the checks know, each with what must be found.

Every one is about a day of its own, so that each deviates in what it says and in nothing else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from rettvis.rulekit.period import Period
from rettvis.rulekit.units import round_half_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.delivery.services import (
    Approved,
    NewAgreement,
    NewPrice,
    approve_hours,
    register_agreement,
    register_provider,
    write_exclusion,
    write_price,
)
from rettvis.web.demo.clock import noon
from rettvis.web.demo.ehf import InventedInvoice, InventedLine
from rettvis.web.invoices.store import granted_in

DAY = timedelta(days=1)
CODE, PRICE = "DAG", 60_150
LIGHT = ("310000051", "Fjordlys Assistanse (oppdiktet)")
SHUT = ("310000078", "Utestengt Omsorg (oppdiktet)")
LATE = ("310000094", "Ny Start BPA (oppdiktet)")
NEIGHBOUR = ("310000108", "Nabovik kommune (oppdiktet)")
NIGHTS = ("310000140", "Nattevakt BPA (oppdiktet)")
HOURS = 120
"""Minutes of each, invoiced and approved on a day of its own."""
PAID_AHEAD = "H-49"
"""Granted hours that are paid, of which half are used: the refund of them is too small."""
PROGRAM = b"MZ\x90\0" + bytes(300)


@dataclass(frozen=True)
class Planted:
    """An invoice, and the codes of what must be found in it; ``worked`` are days with approved minutes."""

    invoice: InventedInvoice
    codes: tuple[str, ...]
    case: Case | None = None
    worked: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True)
class Ground:
    """What the planted invoices are about: a usual case, a small one, one paid in advance, and a month.

    ``moved`` is the case of a person whose hours another provider gives on ``moved_on``.
    """

    case: Case
    small: Case
    ahead: Case
    first: date
    last: date
    ahead_seller: tuple[str, str]
    moved: Case
    moved_on: date

    @property
    def issued(self) -> date:
        """The fifth of the next month."""
        return self.last + timedelta(days=5)


def planted(ground: Ground) -> list[Planted]:
    """Every one, in the order that they are received."""
    found = [*_by_itself(ground), *_of_agreement(ground), *_of_hours(ground), _over_bank(ground)]
    return [*found, *_in_advance(ground)]


def register(user: User, municipality: Municipality, ground: Ground) -> dict[str, Provider]:
    """The providers behind them, by their number: one as it should be, one shut out, one that came late."""
    rows = {}
    long_ago = date(ground.first.year - 12, 1, 1)
    began = noon(ground.first)
    for (number, name), first, prices in (
        (LIGHT, long_ago, (long_ago,)),
        (SHUT, long_ago, (long_ago,)),
        (LATE, ground.first + 9 * DAY, (ground.first + 19 * DAY, ground.first + 23 * DAY)),
    ):
        row = register_provider(user, municipality, number, name, "private", began)
        new = NewAgreement("RA-2025-04", first, None, "arrears", "negotiated", "", None)
        agreement = register_agreement(user, row, new, began)
        for place, day in enumerate(prices):
            price = NewPrice(CODE, "", day, PRICE + place * 1_000, "agreed", "Vedlegg 1")
            write_price(user, agreement, price, f"price {place}", began)
        rows[number] = row
    rows[NIGHTS[0]] = _for_nights(user, municipality, long_ago, began)
    why, shut_on = "Brudd på lønns- og arbeidsvilkår.", ground.issued - DAY
    write_exclusion(user, rows[SHUT[0]], shut_on, True, why, "shut", noon(shut_on))
    return rows


def _for_nights(user: User, municipality: Municipality, first: date, began: datetime) -> Provider:
    """One whose agreement covers active nights alone, and that has a price line for other hours too."""
    row = register_provider(user, municipality, *NIGHTS, "private", began)
    new = NewAgreement("RA-2025-04", first, None, "arrears", "negotiated", kinds=("night",))
    agreement = register_agreement(user, row, new, began)
    for code, kind in ((CODE, "ordinary"), ("NATT", "night")):
        write_price(user, agreement, NewPrice(code, kind, first, PRICE, "agreed", "Vedlegg 1"), code, began)
    return row


def approve_worked(user: User, providers: dict[str, Provider], found: list[Planted]) -> None:
    """The hours that are approved behind them."""
    by_provider: dict[str, list[Approved]] = {}
    for place, one in enumerate(found):
        number = one.invoice.seller[0]
        lines = by_provider.setdefault(number, [])
        for day, minutes in one.worked:
            assert one.case is not None
            lines.append(Approved(f"planted {place} {day}", one.case, day, "ordinary", minutes))
    for number, lines in by_provider.items():
        if number in providers:
            approve_hours(user, providers[number], lines, noon(max(line.day for line in lines) + DAY))


def _by_itself(ground: Ground) -> Iterator[Planted]:
    """What is wrong with an invoice whatever it is held against."""
    days, issued = _days(ground, "E"), ground.issued
    sheet = f"ordning_ref;dato;minutter\n{ground.case.number};{ground.first};{HOURS}\n".encode()
    yield _one(next(days), (), files=(("timer.csv", "text/csv", sheet),))
    yield _one(next(days), ("other_currency",), currency="EUR")
    yield _one(next(days), ("total_differs", "rule"), payable=InventedLine(HOURS, PRICE, CODE).ore + 50_000)
    yield _one(next(days), ("due_before_issue",), due=issued - 10 * DAY)
    yield _one(next(days), ("attachment",), files=(("timeliste.pdf", "application/pdf", PROGRAM),))
    outside = ("https://leverandor.example/timer.pdf", "", b"")
    yield _one(next(days), ("attachment_outside",), files=(outside,))
    yield _one(next(days), ("period", "line_outside_period", "rule"), first=ground.last)
    day = next(days)
    yield _one(day, ("line_outside_period",), first=day.day + DAY, last=day.day + DAY)
    yield _one(next(days), ("incomplete_line",), line={"hours": "2.0083"})
    yield _one(next(days), ("not_in_hours",), line={"unit": "DAY"})
    day = next(days)
    two = tuple(_line(ground, day.day, minutes=HOURS // 2, item=item, number="1") for item in ("Én", "To"))
    yield _one(day, ("line_number",), lines=two)


def _of_agreement(ground: Ground) -> Iterator[Planted]:
    """Provider, agreement and price."""
    days, first = _days(ground, "A", after=11), ground.first
    day = next(days)
    yield _one(day, ())
    yield _one(next(days), ("number_used",), number=day.number)
    yield _one(next(days), ("corrects_unknown",), corrects="A-9999")
    yield _one(next(days), ("provider_excluded",), seller=SHUT)
    yield _one(next(days), ("amount_differs",), line={"added": 50_000})
    yield _one(next(days), ("other_buyer",), buyer=NEIGHBOUR)
    for code, start, last in (("no_agreement", 4, 4), ("no_price", 14, 14), ("price_changes", 21, 24)):
        spell = {"first": first + start * DAY, "last": first + last * DAY}
        yield _one(replace(next(days), day=spell["first"]), (code,), line=spell, seller=LATE, **spell)
    yield _one(next(days), ("outside_scope",), seller=NIGHTS)


def _of_hours(ground: Ground) -> Iterator[Planted]:
    """Decision and timesheet."""
    days = _days(ground, "T", after=18)
    yield _one(next(days), ("no_decision",), line={"reference": ""})
    long_ago = date(ground.first.year - 11, 1, 15)
    yield _one(replace(next(days), day=long_ago), ("outside_decision",), first=long_ago, last=ground.last)
    yield _one(next(days), ("not_approved",), worked=0)
    yield _one(next(days), ("fewer_than_worked",), worked=HOURS + 60)
    yield _one(next(days), ("credited_too_much",), worked=0, credit=True)


def _over_bank(ground: Ground) -> Planted:
    """More hours in a month than the bank holds for the year, and every one of them approved."""
    year = Period(date(ground.first.year, 1, 1), date(ground.first.year, 12, 31))
    spell = {"first": ground.first, "last": ground.last}
    days = (ground.last - ground.first).days + 1
    daily = -(-(_granted(ground.small, year) + 600) // days)
    line = _line(ground, ground.first, minutes=daily * days, reference=ground.small.number, **spell)
    invoice = _invoice(_Slot(ground, ground.first, "B-1"), lines=(line,), **spell)
    worked = tuple((ground.first + place * DAY, daily) for place in range(days))
    return Planted(invoice, ("over_bank",), ground.small, worked)


def _in_advance(ground: Ground) -> Iterator[Planted]:
    """Granted hours in advance: fewer than granted, a refund that is too small, and another's hours."""
    granted = _granted(ground.ahead, Period(ground.first, ground.last))
    spell = {"first": ground.first, "last": ground.last}
    for number, minutes, code, more in (
        (PAID_AHEAD, granted - 300, "fewer_than_granted", {}),
        ("H-50", 60, "refund_short", {"credit": True, "corrects": PAID_AHEAD}),
    ):
        line = _line(ground, ground.first, minutes=minutes, reference=ground.ahead.number, **spell)
        slot = _Slot(ground, ground.first, number)
        invoice = _invoice(slot, lines=(line,), seller=ground.ahead_seller, **spell, **more)
        worked = ((ground.first, granted // 2),) if number == PAID_AHEAD else ()
        yield Planted(invoice, (code,), ground.ahead, worked)
    day = _Slot(ground, ground.moved_on, "H-53")
    line = _line(ground, day.day, reference=ground.moved.number)
    moved = _invoice(day, lines=(line,), seller=ground.ahead_seller)
    yield Planted(moved, ("other_provider",), ground.moved)


def _granted(case: Case, period: Period) -> int:
    """Whole minutes granted in a period of one year."""
    parts = [
        (common.days or 0) * one.per_day
        for one in granted_in([case], [period.first.year])
        if one.reference == case.number and (common := one.period.intersection(period))
    ]
    return round_half_up(sum(parts, start=0 * parts[0])) if parts else 0


@dataclass(frozen=True)
class _Slot:
    """A day for one invoice, and its number."""

    ground: Ground
    day: date
    number: str


def _days(ground: Ground, letter: str, after: int = 0) -> Iterator[_Slot]:
    """A slot for each day of the month, from the one that is ``after`` days into it."""
    for place in count(after):
        yield _Slot(ground, ground.first + place * DAY, f"{letter}-{place + 1}")


def _one(
    slot: _Slot,
    codes: tuple[str, ...],
    *,
    line: Mapping[str, Any] | None = None,
    worked: int = HOURS,
    **more: Any,
) -> Planted:
    """An invoice of one line on its day, changed by what is given."""
    lines = more.pop("lines", (_line(slot.ground, slot.day, **(line or {})),))
    days = ((slot.day, worked),) if worked else ()
    return Planted(_invoice(slot, lines=lines, **more), codes, slot.ground.case, days)


def _line(ground: Ground, day: date, **more: Any) -> InventedLine:
    told = {"minutes": HOURS, "price": PRICE, "code": CODE, "reference": ground.case.number, "first": day}
    return InventedLine(**{"last": day, **told, **more})


def _invoice(slot: _Slot, **more: Any) -> InventedInvoice:
    issued = slot.ground.issued
    told = {
        "number": slot.number,
        "issued": issued,
        "due": issued + 30 * DAY,
        "seller": LIGHT,
        "first": slot.day,
        "last": slot.day,
        "agreement": "RA-2025-04",
    }
    return InventedInvoice(**{**told, **more})
