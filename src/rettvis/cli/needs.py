"""Reads a file of needs: one case, or several under ``vignettes``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from rettvis.cli.input import Document
from rettvis.cli.needs_choices import read_choices
from rettvis.cli.needs_facts import read_facts
from rettvis.cli.needs_time import TIME_NAMES, read_night, read_time, read_when, written_name
from rettvis.edges.given.section import Section
from rettvis.journey.application import Application, KindOfService, Request
from rettvis.journey.application.time_use import MOST_ASSISTANTS, WEEK
from rettvis.journey.assessment import (
    Assessment,
    ClockRow,
    DayClock,
    DayParts,
    NeedPeriod,
    Place,
    usual_kind,
)
from rettvis.journey.assessment.clock_checks import check_row
from rettvis.journey.calculation import Choices
from rettvis.rulekit.facts import LASTING, Origin, Source
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.units import minutes_from_hours, whole_minutes
from rettvis.rulekit.wording import sentence

_CASE = (
    "id group facts assumed_by_readers applied_hours_per_week applied_minutes_per_week needs night "
    "shared_housework taken_out norms weeks_per_year need_from need_until municipality "
    "measured_on norm_reasons several_providers_or_night_continuous source note"
).split()
_NEED = ("activity", "words", "kind", *TIME_NAMES, "when", "place", "shared", "extent", "note")
_GROUPS = ("adult", "child")


@dataclass(frozen=True)
class Needs:
    """One case of a file: what is asked for, the needs as a day clock, and the choices."""

    case: str
    group: str
    facts: Mapping[str, Any]
    application: Application
    assessment: Assessment
    choices: Choices


def read_needs(document: Document, case: str = "") -> list[Needs]:
    """The case called ``case``, or every case of the file; raises :class:`Faulty` with every fault."""
    faults: list[Fault] = []
    whole = Section(document, "", document.data, faults)
    if "vignettes" in document.data:
        whole.refuse_unknown(("source", "vignettes"))
        sections = whole.sections("vignettes")
    else:
        sections = [whole]
    chosen = _chosen(sections, case, faults)
    found = [_needs(section) for section in chosen]
    if not chosen and not faults:
        whole.fault("vignettes", sentence("The file holds no case."))
    if faults:
        raise Faulty(faults)
    return found


def _chosen(sections: Sequence[Section], case: str, faults: list[Fault]) -> list[Section]:
    """The sections of the case asked for; a fault when there is none such, or two of the same name."""
    names = [str(section.data.get("id") or "") for section in sections]
    for section, name in zip(sections, names, strict=True):
        if name and names.count(name) > 1:
            section.fault("id", sentence("“{name}” is the name of several cases.", name=name))
    if not case:
        return list(sections)
    if case not in names:
        faults.append(unknown_name("--case", case, [name for name in names if name]))
    return [section for section, name in zip(sections, names, strict=True) if name == case]


def _needs(section: Section) -> Needs:
    section.refuse_unknown(_CASE)
    parts = read_night(section.section("night"))
    needs = section.sections("needs")
    rows = tuple(_row(need, number, parts) for number, need in enumerate(needs, start=1))
    group = section.choice("group", _GROUPS) or ""
    if not needs:
        section.fault("needs", sentence("List at least one need under “needs”."))
    return Needs(
        case=str(section.data.get("id") or ""),
        group=group,
        facts=read_facts(section.section("facts")),
        application=Application(
            requests=tuple(Request(row.key, row.words, row.activity, time=row.assessed) for row in rows),
            total_minutes_per_week=_applied(section),
        ),
        assessment=Assessment(
            clock=DayClock(rows, parts),
            need=NeedPeriod(section.day("need_from"), _until(section)),
            several_or_night_continuous=section.yes_no("several_providers_or_night_continuous"),
        ),
        choices=read_choices(section, rows, group),
    )


def _row(section: Section, number: int, parts: DayParts) -> ClockRow:
    """One need as a row of the day clock, its faults told by their place in the file."""
    section.refuse_unknown(_NEED)
    activity = section.text("activity") or None
    row = ClockRow(
        key=str(number),
        activity=activity,
        words=section.text("words"),
        kind=section.choice("kind", KindOfService) or usual_kind(activity),
        when=read_when(section),
        place=section.choice("place", Place),
        assessed=read_time(section),
        shared=section.yes_no("shared"),
        extent=section.text("extent"),
        note=section.text("note"),
        origin=Origin(Source.APPLICANT),
    )
    for fault in check_row(row, parts):
        name = written_name(section, fault.place.rpartition(".")[2])
        section.faults.append(Fault(section.place(name), fault.message))
    return row


def _applied(section: Section) -> int | None:
    most = WEEK * MOST_ASSISTANTS
    hours = section.read("applied_hours_per_week", partial(minutes_from_hours, at_most=most))
    minutes = section.read("applied_minutes_per_week", partial(whole_minutes, at_most=most))
    if hours is not None and minutes is not None and hours != minutes:
        message = sentence("The total is written twice, and not alike. Keep one of them.")
        section.fault("applied_minutes_per_week", message)
    return minutes if hours is None else hours


def _until(section: Section) -> date | None:
    if section.data.get("need_until") == "lasting":
        return LASTING
    until, start = section.day("need_until"), section.data.get("need_from")
    if isinstance(until, date) and isinstance(start, date) and until < start:
        message = sentence(
            "The need ends {until:date}, before it starts {start:date}. Correct one of the two.",
            until=until,
            start=start,
        )
        section.fault("need_until", message)
    return until
