"""The decisions in constructed cases: what each municipality granted, with the service lines summed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rettvis.journey.statistics.comparison.report import ReportTable, TableEntry, TableNotes, several
from rettvis.journey.statistics.comparison.words import word
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.rulekit.units import MINUTES_PER_HOUR, WEEKS_BY_PRACTICE
from rettvis.rulekit.wording import Sentence, sentence

LEISURE = frozenset({"support_contact", "leisure_contact"})
"""Services that are for leisure."""


@dataclass(frozen=True)
class ServiceGranted:
    """One service in a decision: whole minutes a week, or another amount in ``otherwise``.

    With neither, the decision does not state the extent.
    """

    service: str
    minutes_a_week: int | None = None
    otherwise: Sentence | None = None
    up_to: bool = False
    note: str = ""


@dataclass(frozen=True)
class VignetteDecision:
    """What one municipality decided in one case; ``printed_minutes`` is the total the publication printed."""

    vignette: str
    municipality: str
    bpa_granted: bool
    bpa: ServiceGranted | None
    bpa_hours_a_year: Fraction | None
    services: tuple[ServiceGranted, ...]
    printed_minutes: int | None
    note: str = ""
    found_at: str = ""

    @property
    def yearly_from_weekly(self) -> Fraction | None:
        """The hours of BPA in 52 weeks; None where no hours a week are stated."""
        if self.bpa is None or self.bpa.minutes_a_week is None:
            return None
        return Fraction(self.bpa.minutes_a_week, MINUTES_PER_HOUR) * WEEKS_BY_PRACTICE

    @property
    def lines(self) -> tuple[ServiceGranted, ...]:
        """BPA, where granted, and every other service."""
        return ((self.bpa,) if self.bpa else ()) + self.services

    @property
    def minutes_a_week(self) -> int:
        """The stated minutes a week of every line together."""
        return sum(line.minutes_a_week or 0 for line in self.lines)

    @property
    def all_stated(self) -> bool:
        """Whether every line is stated in time a week, so that the sum is the whole."""
        return all(line.minutes_a_week is not None for line in self.lines)


def vignette_table(decisions: Sequence[VignetteDecision]) -> ReportTable:
    """A row for each case and municipality: BPA or not, the lines, and their sum."""
    notes = TableNotes()
    rows = [
        (
            TableEntry(sentence("{case}, {place}", case=case_text(one.vignette), place=one.municipality)),
            TableEntry(sentence("granted") if one.bpa_granted else sentence("refused")),
            TableEntry(_lines(one), 0, notes.mark(_note(one.note))),
            TableEntry(_total(one), 0, notes.mark(_printed(one), _year(one))),
        )
        for one in sorted(decisions, key=lambda one: one.vignette)
    ]
    columns = (sentence("Case"), sentence("BPA"), sentence("Services"), sentence("Sum a week"))
    whole = sentence("The sum is of what is stated in time a week. “At least” means that more is granted.")
    caption = sentence("Decisions in the constructed cases")
    return ReportTable("vignette_decisions", caption, columns, tuple(rows), notes.all(whole), False)


def norms_and_practice(decisions: Sequence[VignetteDecision], norms: Mapping[str, Sentence]) -> ReportTable:
    """The norm of each municipality for leisure beside what it granted for leisure in each case."""
    cases = sorted({one.vignette for one in decisions})
    found = {(one.municipality, one.vignette): one for one in decisions}
    rows = []
    for place in dict.fromkeys(one.municipality for one in decisions):
        granted = [_leisure(found.get((place, case))) for case in cases]
        rows.append((TableEntry(place), TableEntry(norms.get(place)), *(TableEntry(one) for one in granted)))
    columns = (sentence("Place"), sentence("Norm, hours a week"), *(case_text(case) for case in cases))
    notes = TableNotes().all(
        sentence("Hours a week as support contact. Where BPA was granted, leisure is part of it.")
    )
    caption = sentence("Leisure: the norm, and what was granted in the cases")
    return ReportTable("norms_and_practice", caption, columns, tuple(rows), notes, False)


def case_text(name: str) -> Sentence | str:
    """A case by its number."""
    kind, _, number = name.partition("-")
    return sentence("Case {number}", number=number) if kind in {"sak", "case"} and number else name


def _lines(one: VignetteDecision) -> Sentence | str:
    parts = [_line(line) for line in one.lines]
    return several(parts) if parts else sentence("no service")


def _line(line: ServiceGranted) -> Sentence:
    """A service with its extent."""
    name = word(line.service) if line.service != "bpa" else sentence("BPA")
    if line.note:
        name = sentence("{service} ({note})", service=name, note=word(line.note))
    if line.minutes_a_week is not None:
        if line.up_to:
            return sentence("{service} up to {time:hours} a week", service=name, time=line.minutes_a_week)
        return sentence("{service} {time:hours} a week", service=name, time=line.minutes_a_week)
    if line.otherwise is not None:
        return sentence("{service} {extent}", service=name, extent=line.otherwise)
    return sentence("{service}, extent not stated", service=name)


def _total(one: VignetteDecision) -> Sentence | str | None:
    if not one.lines:
        return None
    if one.all_stated:
        return sentence("{time:hours}", time=one.minutes_a_week)
    if not one.minutes_a_week:
        return sentence("not stated as time a week")
    return sentence("at least {time:hours}", time=one.minutes_a_week)


def _printed(one: VignetteDecision) -> Sentence | None:
    """A note where the printed total is not the sum of the lines."""
    if one.printed_minutes is None or one.printed_minutes == one.minutes_a_week:
        return None
    return sentence("Printed as {time:hours} in the publication.", time=one.printed_minutes)


def _year(one: VignetteDecision) -> Sentence | None:
    """The printed hours of a year, and whether they are 52 weeks."""
    hours = one.yearly_from_weekly
    if one.bpa_hours_a_year is None or hours is None:
        return None
    if hours == one.bpa_hours_a_year:
        return sentence("{hours} hours a year, in 52 weeks.", hours=decimal_text(hours))
    return sentence(
        "Printed as {printed} hours a year; 52 weeks make {hours}.",
        printed=decimal_text(one.bpa_hours_a_year),
        hours=decimal_text(hours),
    )


def _note(text: str) -> Sentence | None:
    return sentence("{note}.", note=word(text)) if text else None


def _leisure(one: VignetteDecision | None) -> Sentence | None:
    """What was granted for leisure in one case."""
    if one is None:
        return None
    lines = [line for line in one.services if line.service in LEISURE and line.minutes_a_week is not None]
    if one.bpa_granted:
        return sentence("in BPA")
    if not lines:
        return sentence("none")
    total = sum(line.minutes_a_week or 0 for line in lines)
    if any(line.up_to for line in lines):
        return sentence("up to {time:hours}", time=total)
    return sentence("{time:hours}", time=total)
