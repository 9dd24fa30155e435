"""Decisions, prices and invoice lines as tables."""

from datetime import date

from rettvis.edges.timesheets import read_decisions, read_invoiced, read_prices
from rettvis.journey.delivery import Away, ShiftKind
from rettvis.rulekit.period import Period


def table(*lines: str) -> bytes:
    """A CSV file."""
    return "\n".join(lines).encode()


def test_decisions_stays_and_deaths() -> None:
    frames, absences, _, faults = read_decisions(
        "v.csv",
        table(
            "slag;ordning_ref;fra;til;timer_per_uke;timebank;flere_assistenter;natt",
            "vedtak;P;2026-01-01;;10,5;nei;ja;nei",
            ";P;2026-01-01;2026-12-31;10:30;ja;;ja",
            "opphold;P;1.3.2026;4.3.2026;;;;",
            "død;P;2026-05-01;;;;;",
        ),
    )
    assert faults == []
    assert [(one.per_week, one.per_year, one.several, one.night) for one in frames] == [
        (630, None, True, False),
        (None, 630 * 52, False, True),
    ]
    assert [(one.away, one.period) for one in absences] == [
        (Away.STAY, Period(date(2026, 3, 1), date(2026, 3, 4))),
        (Away.DEATH, Period(date(2026, 5, 2))),
    ]


def test_english_names_and_minutes() -> None:
    frames, _, _, faults = read_decisions(
        "v.csv", table("person_ref,from,to,minutes_per_week", "P,2026-01-01,2026-02-01,630")
    )
    assert faults == []
    assert frames[0].per_week == 630


def test_every_fault_of_a_table_of_decisions() -> None:
    _, _, _, faults = read_decisions(
        "v.csv",
        table(
            "slag;ordning_ref;fra;til;timer_per_uke;natt",
            "vedtak;;2026-01-01;2025-01-01;0;kanskje",
            "ferie;P;2026-02-30;;1;nei",
        ),
    )
    assert [fault.place for fault in faults] == [
        "v.csv:2 ordning_ref",
        "v.csv:2 til",
        "v.csv:2 timer_per_uke",
        "v.csv:2 natt",
        "v.csv:3 fra",
        "v.csv:3 slag",
    ]


def test_prices_with_a_decimal_comma_and_two_that_overlap() -> None:
    prices, faults = read_prices(
        "p.csv",
        table(
            "leverandor_orgnr;tjenestekode;fra;til;timepris",
            "312 345 672;natt;2026-01-01;2026-06-30;1 512,50",
            "312345672;natt;2026-06-30;;520",
        ),
    )
    assert (prices[0].provider, prices[0].price, prices[0].kind) == ("312345672", 151250, ShiftKind.NIGHT)
    assert [fault.place for fault in faults] == ["p.csv:3 fra"]


def test_invoice_lines_in_hours_or_minutes() -> None:
    lines, faults = read_invoiced(
        "f.csv",
        table(
            "faktura;linje_id;leverandor_orgnr;ordning_ref;fra;til;timer;minutter;timepris;belop",
            "F;1;3;P;2026-01-01;2026-01-31;7,5;;500;3750",
            "F;2;3;P;2026-01-01;2026-01-31;;450;;",
            "F;3;3;P;2026-01-01;2026-01-31;;8,0;;",
            "F;4;3;P;2026-01-01;2026-01-31;;;;",
        ),
    )
    assert [(one.minutes, one.price, one.amount) for one in lines] == [
        (450, 50000, 375000),
        (450, None, None),
        (480, None, None),
    ]
    assert [fault.place for fault in faults] == ["f.csv:5 timer"]


def test_journeys_with_what_is_decided_of_them() -> None:
    _, _, journeys, faults = read_decisions(
        "v.csv",
        table(
            "slag;ordning_ref;fra;til;reise_innvilget;sted",
            "reise;P;2026-07-01;2026-07-14;ja;",
            "reise;P;2026-08-01;2026-08-14;nei;utenfor",
            "reise;P;2026-09-01;;;utland",
        ),
    )
    assert faults == []
    assert [(one.granted, one.abroad, one.period.last) for one in journeys] == [
        (True, True, date(2026, 7, 14)),
        (False, False, date(2026, 8, 14)),
        (None, True, None),
    ]
    _, _, _, faults = read_decisions(
        "v.csv", table("slag;ordning_ref;fra;reise_innvilget;sted", "reise;P;2026-07-01;kanskje;månen")
    )
    assert [fault.place for fault in faults] == ["v.csv:2 reise_innvilget", "v.csv:2 sted"]
