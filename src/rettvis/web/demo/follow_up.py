"""Invented price regulation and the administration's own hours: an index, rules, providers, recorded work."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from rettvis.journey.delivery.price_regulation import half_years, month_before
from rettvis.journey.follow_up import WorkKind
from rettvis.web.delivery.models import Agreement, IndexSeries, IndexValue, Provider
from rettvis.web.delivery.proposals import dues_of
from rettvis.web.delivery.regulation import NewRule, register_index, take_in, write_rule
from rettvis.web.delivery.services import (
    NewAgreement,
    NewPrice,
    register_agreement,
    register_provider,
    write_price,
)
from rettvis.web.demo.banks import NORTH, SOUTH
from rettvis.web.demo.clock import noon
from rettvis.web.demo.decided import Place
from rettvis.web.demo.invoices import CODE, CONTROLLER, NIGHT
from rettvis.web.follow_up.models import WorkLine
from rettvis.web.follow_up.services import set_hourly_cost

INDEX = "Kostnadsindeks for assistanse (oppdiktet)"
SOURCE = "Oppdiktet tabell 1"
MORE = (
    ("Fjelltopp Assistanse (oppdiktet)", "310000108", 57_900),
    ("Strandvik BPA (oppdiktet)", "310000116", 59_350),
)
FIRST_INDEX = Decimal("118.2")
BACK = 3
WORK = (
    (WorkKind.INVOICES, "Controller", 150, True),
    (WorkKind.FOLLOW_UP, "Controller", 90, True),
    (WorkKind.BANK, "Saksbehandler", 120, False),
    (WorkKind.GUIDANCE, "Saksbehandler", 60, False),
)
"""What a month's work is: the kind, who, about how many minutes, and whether it is for one provider."""


def follow_up(place: Place, random: Random) -> None:
    """An index with its figures, rules of three agreements, prices taken in, and a year of recorded hours."""
    index = _index(place, random)
    added = [_provider(place, *one) for one in MORE]
    half, yearly = added
    _regulated(place, half, index, half_years(1), place.on)
    _regulated(place, yearly, index, (4,), place.on)
    _rules_of_invoiced(place, index)
    _work(place, random)


def _index(place: Place, random: Random) -> IndexSeries:
    """A figure for each month from two years back, published on the tenth of the next."""
    user = place.users[CONTROLLER]
    began = date(place.on.year - 2, 1, 1)
    index = register_index(user, place.unit.municipality, INDEX, SOURCE, noon(date(place.on.year - 1, 1, 2)))
    rows, month, value = [], began, FIRST_INDEX
    while (published := month_before(month, -1) + timedelta(days=9)) <= place.on:
        when = noon(published)
        rows.append(
            IndexValue(
                series=index,
                month=month,
                value=str(value),
                published_on=published,
                source=f"{SOURCE}, {month:%m.%Y}",
                key=f"demo {month}",
                written_by=user,
                written_at=when,
            )
        )
        month, value = month_before(month, -1), value + Decimal(random.randint(1, 7)) / 10
    IndexValue.objects.bulk_create(rows)
    return index


def _provider(place: Place, name: str, number: str, ore: int) -> Agreement:
    """One more provider, with an agreement that says what it covers."""
    user, began = place.users[CONTROLLER], date(place.on.year - 1, 1, 1)
    row = register_provider(user, place.unit.municipality, number, name, "private", noon(began))
    half = ore == MORE[0][2]
    new = NewAgreement(
        "RA-2025-07",
        began,
        date(place.on.year + 2, 12, 31),
        "arrears",
        "half_year" if half else "index",
        "Brukerstyrt personlig assistanse.",
        4 if half else 5,
        ("ordinary", "night", "accompanying"),
        40,
        "Indre bydel (oppdiktet)" if half else "",
    )
    agreement = register_agreement(user, row, new, noon(began))
    for code, kind, price in ((CODE, "", ore), (NIGHT, "night", ore + 8_100)):
        told = NewPrice(code, kind, began, price, "agreed", "Vedlegg 3 til rammeavtalen")
        write_price(user, agreement, told, f"{code} first", noon(began))
    return agreement


def _regulated(
    place: Place, agreement: Agreement, index: IndexSeries, months: tuple[int, ...], on: date
) -> None:
    """A rule, and every price that was due by now taken in; what is due next waits for a person."""
    user = place.users[CONTROLLER]
    _rule(place, agreement, index, agreement.starts_on, months)
    for due in reversed(dues_of(agreement, on)):
        if due.is_open and due.day <= on:
            take_in(user, agreement, due.day, due.seen, noon(due.day))


def _rules_of_invoiced(place: Place, index: IndexSeries) -> None:
    """Rules of two providers that send invoices, from the prices that were regulated last."""
    rows = Agreement.objects.filter(provider__name__in=(NORTH, SOUTH)).prefetch_related("prices")
    for row in rows.order_by("pk"):
        first = max(price.from_on for price in row.prices.all())
        months = half_years(1) if row.regulation == "half_year" else (first.month,)
        _rule(place, row, index, first, months)


def _rule(
    place: Place, agreement: Agreement, index: IndexSeries, first: date, months: tuple[int, ...]
) -> None:
    base = month_before(first, BACK)
    value = (
        index.values.filter(month__lte=base).order_by("-month").first() or index.values.order_by("month")[0]
    )
    new = NewRule(
        index,
        first,
        value.month,
        Decimal(value.value),
        months,
        BACK,
        100,
        "nearest_ore",
        "Punkt 8 i rammeavtalen (oppdiktet)",
    )
    write_rule(place.users[CONTROLLER], agreement, new, "demo", noon(first))


def _work(place: Place, random: Random) -> None:
    """Work of each month of the year so far, on days that have been, and what an hour costs."""
    user, municipality = place.users[CONTROLLER], place.unit.municipality
    for year, ore in ((place.on.year - 1, 58_500), (place.on.year, 60_750)):
        set_hourly_cost(
            user,
            municipality,
            date(year, 1, 1),
            ore,
            "Lønn og sosiale utgifter, delt på 1 750 timer",
            f"demo {year}",
            noon(date(year, 1, 15)),
        )
    providers = list(Provider.objects.filter(municipality=municipality).order_by("pk"))
    WorkLine.objects.bulk_create(list(_lines(place, providers, random)))


def _lines(place: Place, providers: list[Provider], random: Random) -> Iterator[WorkLine]:
    month = month_before(place.on, 11)
    while month <= place.on:
        for kind, who, usual, for_one in WORK:
            for number, provider in enumerate(providers[:4] if for_one else [None]):
                day = month + timedelta(days=random.randint(0, 26))
                if day > place.on:
                    continue
                yield WorkLine(
                    municipality=place.unit.municipality,
                    unit=place.unit,
                    day=day,
                    minutes=(usual + random.randint(-30, 60)) // 15 * 15,
                    work=str(kind),
                    who=who,
                    provider=provider,
                    key=f"demo {month} {kind} {number}",
                    written_by=place.users[CONTROLLER],
                    written_at=noon(day),
                )
        month = month_before(month, -1)
