"""What shifts are judged by, as tables: decisions with stays and deaths, agreed prices, and invoice lines."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from rettvis.edges.publications.table import Table
from rettvis.edges.timesheets.cells import day_of, hours_of, minutes_of, ore_of
from rettvis.edges.timesheets.layout import KINDS, Layout
from rettvis.edges.timesheets.row import Row
from rettvis.edges.timesheets.sheets import read_sheet
from rettvis.journey.delivery import Absence, AgreedPrice, Away, Frame, InvoicedLine, JourneyFrame, ShiftKind
from rettvis.journey.delivery.shift import ABROAD
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.period import Period, read_period
from rettvis.rulekit.units import WEEKS_BY_PRACTICE
from rettvis.rulekit.wording import Sentence, sentence

T = TypeVar("T")

_NAMES: Mapping[str, tuple[str, ...]] = {
    "ordning_ref": ("person_ref", "bruker_ref", "person", "ordning"),
    "fra": ("from", "start", "first"),
    "til": ("to", "until", "slutt", "last"),
    "slag": ("record", "kind_of_row"),
    "timer_per_dag": ("hours_per_day",),
    "timer_per_uke": ("hours_per_week", "timer_i_uka"),
    "timer_per_maned": ("hours_per_month", "timer_per_måned"),
    "timer_per_ar": ("hours_per_year", "timer_per_år", "timebank_timer"),
    "minutter_per_uke": ("minutes_per_week",),
    "timebank": ("hour_bank", "bank"),
    "flere_assistenter": ("several_assistants", "several"),
    "natt": ("night",),
    "reise_innvilget": ("journey_granted",),
    "sted": ("place",),
    "vedtak_ref": ("decision_ref", "vedtak"),
    "leverandor_orgnr": ("provider_orgnr", "leverandør_orgnr", "provider", "orgnr"),
    "tjenestekode": ("kind", "service_code"),
    "timepris": ("hourly_price", "price", "pris"),
    "faktura": ("invoice", "fakturanummer", "number"),
    "linje_id": ("line_id", "line", "linje"),
    "timer": ("hours", "quantity", "antall"),
    "minutter": ("minutes",),
    "belop": ("amount", "beløp"),
}
_KINDS_OF_ROW = {
    "": "",
    "vedtak": "",
    "decision": "",
    "opphold": "stay",
    "stay": "stay",
    "død": "death",
    "dod": "death",
    "death": "death",
    "reise": "journey",
    "journey": "journey",
}
_YES, _NO = ("ja", "yes", "true", "1", "x"), ("", "nei", "no", "false", "0")


class _Row(Row):
    """One row while it is read, with what these tables have of periods and amounts."""

    def read(self, column: str, reader: Callable[[str], T | Sentence]) -> T | None:
        """What a reader makes of a cell; None where it is empty or not understood."""
        text = self.text(column)
        value = reader(text) if text else None
        if isinstance(value, Sentence):
            self.fault(column, value)
            return None
        return value

    def minutes(self, column: str, reader: Callable[[str], Fraction | Sentence] = hours_of) -> int | None:
        """Whole minutes, at least one."""
        value = self.read(column, reader)
        if value is None:
            return None
        if value.denominator != 1 or value < 1:
            self.fault(
                column, sentence("This must be whole minutes, and more than none. Write hours as 7:20.")
            )
            return None
        return int(value)

    def yes(self, column: str) -> bool:
        text = self.text(column).lower()
        if text not in (*_YES, *_NO):
            self.fault(column, sentence("“{text}” is neither yes nor no. Write ja or nei.", text=text))
        return text in _YES

    def journey(self) -> tuple[bool | None, bool]:
        """Whether the hours may be used on a journey (None: not decided), and whether it leaves the country:
        it does where the row does not say."""
        granted = self.yes("reise_innvilget") if self.text("reise_innvilget") else None
        place = Layout().place(self.text("sted"))
        if place is None:
            message = unknown_name(f"{self.found_at} sted", self.text("sted"), ("utenfor", ABROAD))
            self.table.faults.append(message)
            self.sound = False
        return granted, place in ("", ABROAD)

    def period(self) -> Period | None:
        first, last = self.read("fra", day_of), self.read("til", day_of)
        if first is None:
            if not self.text("fra"):
                self.fault("fra", sentence("This must be filled in."))
            return None
        found = read_period(f"{self.found_at} til", first, last)
        if isinstance(found, Fault):
            self.table.faults.append(found)
            self.sound = False
            return None
        return found

    def kind(self) -> ShiftKind | None:
        """The kind of shift; None where the row is for every kind."""
        text = self.text("tjenestekode")
        kind = Layout().kind(text) if text else None
        if text and kind is None:
            self.table.faults.append(
                unknown_name(f"{self.found_at} tjenestekode", text, [name for name in KINDS if name])
            )
            self.sound = False
        return kind


def read_decisions(
    file: str, content: bytes
) -> tuple[list[Frame], list[Absence], list[JourneyFrame], list[Fault]]:
    """Decisions (what is granted by day, week, month or year), stays, deaths and journeys; every fault."""
    frames: list[Frame] = []
    absences: list[Absence] = []
    journeys: list[JourneyFrame] = []
    table, rows = _rows(file, content, ("ordning_ref", "fra"))
    for row in rows:
        person, period = row.reference("ordning_ref"), row.period()
        slag = row.text("slag").lower()
        if slag not in _KINDS_OF_ROW:
            row.table.faults.append(
                unknown_name(f"{row.found_at} slag", slag, ("vedtak", "opphold", "død", "reise"))
            )
            continue
        what = _KINDS_OF_ROW[slag]
        limits = {} if what else _limits(row)
        several, night = row.yes("flere_assistenter"), row.yes("natt")
        journey = row.journey() if what == "journey" else None
        if period is None or not row.sound:
            continue
        if journey is not None:
            journeys.append(JourneyFrame(person, period, *journey))
        elif what == "stay":
            absences.append(Absence(person, Away.STAY, period))
        elif what == "death":
            after = date.fromordinal(min(period.first.toordinal() + 1, date.max.toordinal()))
            absences.append(Absence(person, Away.DEATH, Period(after)))
        else:
            reference = row.text("vedtak_ref")
            frames.append(Frame(person, period, **limits, several=several, night=night, reference=reference))
    return frames, absences, journeys, table.faults


def _limits(row: _Row) -> dict[str, int | None]:
    """What the decision grants in each unit; with an hour bank, the hours of a week are a year's."""
    week = row.minutes("timer_per_uke")
    by_minutes = row.minutes("minutter_per_uke", minutes_of)
    if week is not None and by_minutes is not None and week != by_minutes:
        row.fault(
            "minutter_per_uke", sentence("This is another time than in timer_per_uke. Keep one of them.")
        )
    week = week if week is not None else by_minutes
    year = row.minutes("timer_per_ar")
    if row.yes("timebank"):
        if week is None and year is None:
            row.fault("timebank", sentence("An hour bank needs hours a week or hours a year."))
        elif week is not None and year is None:
            year, week = int(week * WEEKS_BY_PRACTICE), None
    return {
        "per_day": row.minutes("timer_per_dag"),
        "per_week": week,
        "per_month": row.minutes("timer_per_maned"),
        "per_year": year,
    }


def read_prices(file: str, content: bytes) -> tuple[list[AgreedPrice], list[Fault]]:
    """Agreed prices, and every fault; two prices for the same hours on the same day are one."""
    found: list[tuple[AgreedPrice, _Row]] = []
    table, rows = _rows(file, content, ("leverandor_orgnr", "fra", "timepris"))
    for row in rows:
        provider, period, kind = row.reference("leverandor_orgnr").replace(" ", ""), row.period(), row.kind()
        row.needed("timepris")
        price = row.read("timepris", ore_of)
        if period is not None and price is not None and row.sound:
            found.append((AgreedPrice(provider, period, price, kind), row))
    by: dict[tuple[str, str], list[tuple[AgreedPrice, _Row]]] = defaultdict(list)
    for price, row in found:
        by[price.provider, price.kind or ""].append((price, row))
    for prices in by.values():
        prices.sort(key=lambda one: one[0].period.first)
        for (one, first), (two, row) in pairwise(prices):
            if one.period.overlaps(two.period):
                message = sentence(
                    "The price overlaps the one in {place}. End the first before the second begins.",
                    place=first.found_at,
                )
                row.fault("fra", message)
    return [price for price, _ in found], table.faults


def read_invoiced(file: str, content: bytes) -> tuple[list[InvoicedLine], list[Fault]]:
    """Invoice lines, and every fault."""
    found = []
    table, rows = _rows(file, content, ("faktura", "leverandor_orgnr", "ordning_ref", "fra", "til"))
    for row in rows:
        invoice, provider, person = (
            row.reference(name) for name in ("faktura", "leverandor_orgnr", "ordning_ref")
        )
        row.needed("til")
        period, kind = row.period(), row.kind()
        hours, minutes = row.minutes("timer"), row.minutes("minutter", minutes_of)
        price, amount = row.read("timepris", ore_of), row.read("belop", ore_of)
        if hours is None and minutes is None and row.sound:
            row.fault("timer", sentence("Fill in the hours or the minutes."))
        if period is not None and row.sound:
            found.append(
                InvoicedLine(
                    invoice,
                    row.text("linje_id") or str(row.line),
                    provider.replace(" ", ""),
                    person,
                    period,
                    hours if hours is not None else minutes or 0,
                    kind,
                    price,
                    amount,
                    row.found_at,
                )
            )
    return found, table.faults


def _rows(file: str, content: bytes, needed: Sequence[str]) -> tuple[Table, list[_Row]]:
    """The rows of a table that has the columns it needs; none of one that lacks some."""
    table = read_sheet(file, content)
    if table.faults:
        return table, []
    there = [name.strip().lower().replace(" ", "_") for name in table.columns]
    places = {}
    for name, others in _NAMES.items():
        place = next((there.index(one) for one in (name, *others) if one in there), None)
        if place is not None:
            places[name] = place
    lacking = [name for name in needed if name not in places]
    for name in lacking:
        message = sentence(
            "The column “{name}” is missing. The columns are: {known}.", name=name, known=list(needed)
        )
        table.faults.append(Fault(f"{file}:1", message))
    return table, [] if lacking else [_Row(table, line, places, cells) for line, cells in table.rows]
