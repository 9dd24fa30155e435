"""An invoice held line by line against everything: exact, in both models, and nothing invented."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.delivery import AgreedPrice, ShiftKind
from rettvis.journey.invoices import (
    BillingModel,
    Claimed,
    Contractor,
    GrantedHours,
    HeldAgainst,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    InvoiceParty,
    Terms,
    WorkedHours,
    check_invoice,
    claim_of,
    match_invoice,
)
from rettvis.rulekit.period import Period
from rettvis.rulekit.units import round_half_up

NUMBER = "310000019"
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
PRICE = 60_000
FOUR = Decimal("0.0001")


def agreement(model: BillingModel = BillingModel.ARREARS, price: int = PRICE, **more: object) -> Terms:
    told = {"prices": (AgreedPrice(NUMBER, Period(YEAR.first), price),), "codes": (("DAG", None),), **more}
    return Terms("RA-1", YEAR, model, **told)  # type: ignore[arg-type]


def against(worked: int = 3_100, terms: Terms | None = None, **more: object) -> HeldAgainst:
    """Two decisions of 100 minutes a day, and what was worked in May for the first."""
    granted = tuple(GrantedHours(one, YEAR, Fraction(100)) for one in ("2026-000001", "2026-000002"))
    hours = (WorkedHours("2026-000001", NUMBER, MAY.first, worked),) if worked else ()
    contractor = Contractor(NUMBER, "Nordlys", (terms or agreement(),))
    told = {"granted": granted, "worked": hours, **more}
    return HeldAgainst(contractor, **told)  # type: ignore[arg-type]


def line(minutes: int, price: int = PRICE, number: str = "1", **more: object) -> InvoiceLine:
    """Minutes as a provider writes them: hours with four decimals, and the amount that they come to."""
    quantity, kroner = (Decimal(minutes) / 60).quantize(FOUR), Decimal(price) / 100
    told = {"first": MAY.first, "last": MAY.last, "item_code": "DAG", **more}
    amount = (quantity * kroner).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    return InvoiceLine(number, "BPA", quantity, "HUR", kroner, amount, **told)  # type: ignore[arg-type]


def invoice(*lines: InvoiceLine, **more: object) -> Invoice:
    payable = sum((one.amount or Decimal(0) for one in lines), Decimal(0))
    told = {"reference": "2026-000001", **more}
    kind = told.pop("kind", InvoiceKind.INVOICE)
    seller = told.pop("seller", InvoiceParty("Nordlys", NUMBER))
    parties = seller, InvoiceParty("Fjordvik")
    return Invoice(kind, "F-1", date(2026, 6, 5), "NOK", *parties, lines, payable, **told)  # type: ignore[arg-type]


def codes(found: Invoice, held: HeldAgainst) -> list[str]:
    return [str(one.code) for one in match_invoice(found, held).deviations]


some_minutes = st.integers(1, 3_000)
"""Any number: twenty minutes are no whole number of hundredths of an hour."""
prices = st.integers(1, 200_000)


def worth(minutes: int, price: int) -> int:
    """Whole øre for the hours as they are written with four decimals."""
    return round_half_up(Fraction((Decimal(minutes) / 60).quantize(FOUR)) * price)


def dear(price: int) -> Terms:
    """The agreement at another price, which gives amounts of every number of øre."""
    return agreement(prices=(AgreedPrice(NUMBER, Period(YEAR.first), price),))


@given(worked=some_minutes, invoiced=some_minutes, price=prices)
def test_what_is_invoiced_beyond_what_was_worked_is_told_to_the_minute_and_ore(
    worked: int, invoiced: int, price: int
) -> None:
    match = match_invoice(invoice(line(invoiced, price)), against(worked, dear(price)))
    assert match.amount == worth(invoiced, price)
    assert match.lines[0].minutes == invoiced
    found = [(str(one.code), one.amount) for one in match.deviations]
    if invoiced == worked:
        assert found == []
    else:
        difference = round_half_up(Fraction((invoiced - worked) * price, 60))
        assert found == [("more_than_worked" if invoiced > worked else "fewer_than_worked", difference)]


@given(first=some_minutes, second=some_minutes)
def test_partial_deliveries_are_counted_together(first: int, second: int) -> None:
    whole = against(first + second)
    part = invoice(line(first))
    claim = claim_of(part, match_invoice(part, whole).lines[0])
    assert claim is not None
    rest = invoice(line(second))
    assert codes(rest, replace(whole, earlier=(claim,))) == []
    assert codes(invoice(line(first), line(second, number="2")), whole) == []
    assert codes(invoice(line(first), line(second, number="2")), against(first + second + 15)) == [
        "fewer_than_worked"
    ]


@given(price=st.integers(1, 200_000), minutes=some_minutes)
def test_another_price_is_told_with_what_it_comes_to(price: int, minutes: int) -> None:
    match = match_invoice(invoice(line(minutes, price)), against(minutes))
    expected = [] if price == PRICE else ["price_differs"]
    assert [str(one.code) for one in match.deviations] == expected
    exact = Fraction(minutes * (price - PRICE), 60)
    assert all(abs(one.amount - exact) <= Fraction(1, 2) for one in match.deviations)


@given(invoiced=some_minutes, credited=some_minutes)
def test_no_more_is_credited_than_was_invoiced(invoiced: int, credited: int) -> None:
    held = against(invoiced)
    first = invoice(line(invoiced))
    claim = claim_of(first, match_invoice(first, held).lines[0])
    assert claim is not None
    later = replace(held, earlier=(claim,), known_invoices=frozenset({"F-1"}))
    expected = ["credited_too_much"] if credited > invoiced else []
    note = invoice(line(credited), kind=InvoiceKind.CREDIT_NOTE, corrects=("F-1",))
    assert codes(note, later) == expected
    negative = invoice(line(-credited), corrects=("F-1",))
    assert codes(negative, later) == expected
    assert match_invoice(note, later).amount == match_invoice(negative, later).amount < 0


def test_in_advance_what_is_granted_is_invoiced_and_what_is_not_used_is_paid_back() -> None:
    terms = agreement(BillingModel.ADVANCE)
    ahead = invoice(line(3_100 - 10))
    assert codes(invoice(line(3_120)), against(0, terms)) == ["more_than_granted"]
    assert codes(ahead, against(0, terms)) == ["fewer_than_granted"]
    claim = claim_of(ahead, match_invoice(ahead, against(0, terms)).lines[0])
    assert claim is not None
    used = replace(against(3_000, terms), earlier=(claim,), known_invoices=frozenset({"F-1"}))
    short = invoice(line(60), kind=InvoiceKind.CREDIT_NOTE, corrects=("F-1",))
    [found] = match_invoice(short, used).deviations
    assert (str(found.code), found.amount) == ("refund_short", 30 * PRICE // 60)
    enough = invoice(line(90), kind=InvoiceKind.CREDIT_NOTE, corrects=("F-1",))
    assert codes(enough, used) == []


BY_KIND = agreement(
    BillingModel.ADVANCE,
    prices=(
        AgreedPrice(NUMBER, Period(YEAR.first), PRICE),
        AgreedPrice(NUMBER, Period(YEAR.first), PRICE, ShiftKind.NIGHT),
    ),
    codes=(("DAG", ShiftKind.ORDINARY), ("NATT", ShiftKind.NIGHT)),
)


@pytest.mark.parametrize(
    ("day", "night", "expected"),
    [(3_100, 3_100, ["more_than_granted"]), (2_000, 1_100, []), (2_000, 1_000, ["fewer_than_granted"])],
)
def test_in_advance_the_hours_of_every_kind_are_of_the_one_grant(
    day: int, night: int, expected: list[str]
) -> None:
    held, at_night = against(0, BY_KIND), line(night, number="2", item_code="NATT")
    assert codes(invoice(line(day), at_night), held) == expected
    first = invoice(line(day))
    claim = claim_of(first, match_invoice(first, held).lines[0])
    assert claim is not None
    assert codes(invoice(at_night), replace(held, earlier=(claim,))) == expected


def test_two_equal_parts_in_advance_are_not_the_same_hours_twice() -> None:
    halves = invoice(line(1_550), line(1_550, number="2"))
    assert codes(halves, against(0, BY_KIND)) == []


OTHER = "310000027"
CHANGE = date(2026, 5, 17)


def changed_provider(**more: object) -> HeldAgainst:
    """From 17 May another provider gives the hours, as the bank says."""
    before, after = Period(YEAR.first, date(2026, 5, 16)), Period(CHANGE, YEAR.last)
    granted = (
        GrantedHours("2026-000001", before, Fraction(100), NUMBER),
        GrantedHours("2026-000001", after, Fraction(100), OTHER),
    )
    return replace(against(0, BY_KIND), granted=granted, **more)  # type: ignore[arg-type]


def test_in_advance_a_provider_is_paid_for_its_own_days_alone() -> None:
    june = {"first": date(2026, 6, 1), "last": date(2026, 6, 30)}
    assert codes(invoice(line(3_000, **june)), changed_provider()) == ["other_provider"]
    [found] = match_invoice(invoice(line(3_100)), changed_provider()).deviations
    assert (str(found.code), found.amount) == ("other_provider", 1_500 * PRICE // 60)
    assert codes(invoice(line(1_600)), changed_provider()) == []


def test_in_advance_two_providers_are_not_paid_for_the_same_grant() -> None:
    first = invoice(line(3_100))
    claim = claim_of(first, match_invoice(first, against(0, BY_KIND)).lines[0])
    assert claim is not None
    seller = replace(BY_KIND, prices=tuple(replace(one, provider=OTHER) for one in BY_KIND.prices))
    for held in (against(0, seller, earlier=(claim,)), changed_provider(earlier=(claim,))):
        contractor = Contractor(OTHER, "Den andre", (seller,))
        second = invoice(line(1_500, first=CHANGE), seller=InvoiceParty("Den andre", OTHER))
        [found] = match_invoice(second, replace(held, contractor=contractor)).deviations
        assert (str(found.code), found.amount) == ("more_than_granted", 1_500 * PRICE // 60)
        credited = replace(claim, minutes=-1_500, amount=-1_500 * PRICE // 60)
        back = replace(held, contractor=contractor, earlier=(claim, credited))
        assert "more_than_granted" not in codes(second, back)


def test_in_advance_the_bank_of_the_year_is_tried_too() -> None:
    year = (Claimed("F-0", "1", NUMBER, "2026-000001", Period(date(2026, 1, 1)), 36_500, 0),)
    apart = tuple(replace(one, period=Period(date(2026, 1, 1), date(2026, 1, 31))) for one in year)
    assert codes(invoice(line(3_100)), against(0, BY_KIND, earlier=apart)) == ["over_bank"]


def test_several_persons_on_one_invoice_are_held_against_their_own_decision() -> None:
    both = invoice(line(3_000, note="Vedtak 2026-000001"), line(1_500, number="2", note="Vedtak 2026-000002"))
    hours = (
        WorkedHours("2026-000001", NUMBER, MAY.first, 3_000),
        WorkedHours("2026-000002", NUMBER, MAY.first, 1_500),
    )
    match = match_invoice(both, replace(against(0), worked=hours))
    assert [one.reference for one in match.lines] == ["2026-000001", "2026-000002"]
    assert match.deviations == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reference": "2026-000009"}, "no_decision"),
        ({"currency": "EUR"}, "other_currency"),
        ({"payable": Decimal(1)}, "total_differs"),
        ({"corrects": ("F-0",)}, "corrects_unknown"),
        ({"seller": InvoiceParty("En annen", "310000027")}, "not_approved"),
    ],
)
def test_what_is_wrong_with_the_whole_is_told(changed: dict[str, object], code: str) -> None:
    assert code in codes(replace(invoice(line(3_000)), **changed), against(3_000))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"unit": "DAY"}, "not_in_hours"),
        ({"item_code": "HELG"}, "unknown_price_line"),
        ({"first": None}, "incomplete_line"),
        ({"quantity": Decimal("1.001")}, "incomplete_line"),
        ({"amount": Decimal(7)}, "amount_differs"),
        ({"first": date(2025, 12, 1)}, "no_agreement"),
        ({"first": date(2025, 12, 1)}, "outside_decision"),
    ],
)
def test_what_is_wrong_with_a_line_is_told(changed: dict[str, object], code: str) -> None:
    assert code in codes(invoice(replace(line(3_000), **changed)), against(3_000))  # type: ignore[arg-type]


@given(minutes=some_minutes, added=st.integers(-500_000, 500_000))
def test_what_a_line_adds_or_takes_off_deviates_though_the_line_adds_up(minutes: int, added: int) -> None:
    plain, extra = line(minutes), Decimal(added) / 100
    assert plain.amount is not None
    asked = replace(plain, added=extra, amount=plain.amount + extra)
    assert check_invoice(invoice(asked)) == ()
    found = match_invoice(invoice(asked), against(minutes)).deviations
    assert [(str(one.code), one.amount) for one in found] == ([("amount_differs", added)] if added else [])
    hidden = replace(plain, amount=plain.amount + extra)
    told = bool(check_invoice(invoice(hidden)))
    assert told is bool(codes(invoice(hidden), against(minutes))) is (abs(extra) > Decimal("0.02"))


def test_a_charge_on_the_whole_is_no_part_of_the_lines() -> None:
    for added in (5_000, -5_000):
        whole = invoice(line(3_000))
        assert whole.payable is not None
        [found] = match_invoice(replace(whole, payable=whole.payable + added), against(3_000)).deviations
        assert (str(found.code), found.amount) == ("total_differs", added * 100)


def test_a_price_that_changes_within_the_line_asks_for_two_lines() -> None:
    day = date(2026, 5, 16)
    prices = (
        AgreedPrice(NUMBER, Period(YEAR.first, date(2026, 5, 15)), PRICE),
        AgreedPrice(NUMBER, Period(day), PRICE + 1_000),
    )
    assert codes(invoice(line(3_000)), against(3_000, agreement(prices=prices))) == ["price_changes"]


def test_each_kind_of_hour_has_its_own_price_and_hours() -> None:
    prices = (
        AgreedPrice(NUMBER, Period(YEAR.first), PRICE),
        AgreedPrice(NUMBER, Period(YEAR.first), 70_000, ShiftKind.NIGHT),
    )
    terms = agreement(prices=prices, codes=(("DAG", ShiftKind.ORDINARY), ("NATT", ShiftKind.NIGHT)))
    hours = (
        WorkedHours("2026-000001", NUMBER, MAY.first, 600),
        WorkedHours("2026-000001", NUMBER, MAY.first, 300, ShiftKind.NIGHT),
    )
    held = replace(against(0, terms), worked=hours)
    night = line(300, 70_000, "2", item_code="natt")
    assert codes(invoice(line(600), night), held) == []
    assert codes(invoice(line(600), line(360, 70_000, "2", item_code="NATT")), held) == ["more_than_worked"]


def test_an_excluded_or_unknown_provider_is_told() -> None:
    held = against(3_000)
    assert held.contractor is not None
    excluded = replace(held.contractor, excluded=(Period(date(2026, 6, 1)),))
    assert codes(invoice(line(3_000)), replace(held, contractor=excluded)) == ["provider_excluded"]
    assert codes(invoice(line(3_000)), replace(held, contractor=None)) == ["unknown_provider"]


def test_the_same_line_again_is_told_as_invoiced_before_and_a_year_cannot_be_overdrawn() -> None:
    held = against(3_000)
    first = invoice(line(3_000))
    claim = claim_of(first, match_invoice(first, held).lines[0])
    assert claim is not None
    assert codes(first, replace(held, earlier=(claim,))) == ["invoiced_twice"]
    much = 36_600
    assert codes(invoice(line(much)), against(much)) == ["over_bank"]


def test_an_invoice_to_another_buyer_is_told_where_the_own_number_is_known() -> None:
    other = replace(invoice(line(3_000)), buyer=InvoiceParty("Nabovik", "NO310000108MVA"))
    held = against(3_000)
    assert codes(other, replace(held, buyer="312000008")) == ["other_buyer"]
    assert codes(other, replace(held, buyer="310000108")) == codes(other, held) == []


def both_agreements(**more: object) -> HeldAgainst:
    """RA-1 for every kind of hour the whole year, and RA-2 for nights alone from 1 May."""
    own = ("DAG", None), ("NATT", ShiftKind.NIGHT), ("KVELD", ShiftKind.ORDINARY)
    prices = [
        (code, AgreedPrice(NUMBER, Period(YEAR.first), ore, kind))
        for (code, kind), ore in zip(own, (PRICE, 20_000, 65_000), strict=True)
    ]
    whole = agreement(prices=tuple(one for _code, one in prices), codes=own, by_code=tuple(prices), **more)
    night = AgreedPrice(NUMBER, Period(MAY.first), 22_000, ShiftKind.NIGHT)
    nights = Terms(
        "RA-2",
        Period(MAY.first, YEAR.last),
        BillingModel.ARREARS,
        (night,),
        (("NATT", ShiftKind.NIGHT), ("DAG", None), ("KVELD", ShiftKind.ORDINARY)),
        (("NATT", night),),
        (ShiftKind.NIGHT,),
    )
    held = against(600)
    assert held.contractor is not None
    return replace(held, contractor=replace(held.contractor, agreements=(whole, nights)))


@pytest.mark.parametrize(
    ("code", "named", "agreement", "price"),
    [
        ("KVELD", "", "RA-1", 65_000),
        ("", "", "RA-1", PRICE),
        ("NATT", "", "RA-2", 22_000),
        ("NATT", "RA-1", "RA-1", 20_000),
        ("natt", "ra-2", "RA-2", 22_000),
    ],
)
def test_the_agreement_is_the_one_that_is_named_or_has_the_price_line(
    code: str, named: str, agreement: str, price: int
) -> None:
    match = match_invoice(invoice(line(600, price, item_code=code), agreement=named), both_agreements())
    [sides] = match.lines
    assert (sides.agreement, sides.agreed) == (agreement, price)
    assert not {"no_price", "price_differs", "outside_scope"} & {str(one.code) for one in match.deviations}


def test_a_kind_of_hour_that_the_named_agreement_does_not_cover_deviates() -> None:
    found = codes(invoice(line(600, 65_000, item_code="KVELD"), agreement="RA-2"), both_agreements())
    assert found == ["outside_scope"]


def test_more_persons_than_the_agreement_covers_deviate() -> None:
    lines = [line(600, number=str(place), order_line=f"2026-00000{place}") for place in (1, 2)]
    hours = tuple(WorkedHours(f"2026-00000{place}", NUMBER, MAY.first, 600) for place in (1, 2))
    for most, expected in ((2, []), (1, ["outside_scope"])):
        held = against(terms=agreement(most_persons=most))
        assert codes(invoice(*lines), replace(held, worked=hours)) == expected


def served(*cases: str, period: Period = MAY, minutes: int = 600) -> tuple[Claimed, ...]:
    """Lines of the agreement on other invoices of the provider."""
    return tuple(Claimed(f"F-{one}", "1", NUMBER, one, period, minutes, 0, None, "RA-1") for one in cases)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (served("2026-000008"), ["outside_scope"]),
        (served("2026-000001"), []),
        (served("2026-000008", period=Period(date(2026, 4, 1), date(2026, 4, 30))), []),
        ((*served("2026-000008"), *served("2026-000008", minutes=-600)), []),
        ((replace(served("2026-000008")[0], agreement="RA-2"),), []),
        ((replace(served("2026-000008")[0], provider="312000008"),), []),
    ],
)
def test_persons_on_other_invoices_count_on_the_days_that_they_share(
    before: tuple[Claimed, ...], expected: list[str]
) -> None:
    held = replace(against(600, terms=agreement(most_persons=1)), served=before)
    assert codes(invoice(line(600)), held) == expected


def test_persons_who_follow_one_another_are_not_counted_together() -> None:
    halves = Period(MAY.first, date(2026, 5, 15)), Period(date(2026, 5, 16), MAY.last)
    before = (*served("2026-000008", period=halves[0]), *served("2026-000009", period=halves[1]))
    held = against(600, terms=agreement(most_persons=2))
    assert codes(invoice(line(600)), replace(held, served=before)) == []
    held = against(600, terms=agreement(most_persons=1))
    assert codes(invoice(line(600)), replace(held, served=before)) == ["outside_scope"]
