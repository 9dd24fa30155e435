"""Reads a file with a municipality's supplement scheme: one version, or several under ``versions``."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from rettvis.edges.given.amounts import decimal, read_money, read_number
from rettvis.edges.given.days import read_date
from rettvis.edges.given.section import Section
from rettvis.lawbook.supplement import SHOWN_BY, Scheme, SchemeVersion, Step, check_scheme
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.period import Period, read_period
from rettvis.rulekit.units import MINUTES_PER_HOUR, minutes_from_hours
from rettvis.rulekit.wording import sentence

VERSION = (
    "name municipality note source decided_on basic_condition steps recommended_step effective_from "
    "effective_until introduced_at own_service_code service_code own_hour_bank condition_shown_by "
    "extra_administration_full_time_equivalents "
    "rules may_be_used_for may_not_be_used_for budget_steering"
).split()
STEP = ("step", "extra_hours_per_week", "annual_cost_nok")
MOST_STEPS = 1000


def read_scheme(whole: Section) -> Scheme | None:
    """The scheme; None where there is a fault, which is then among the section's faults."""
    several = "versions" in whole.data
    if several:
        whole.refuse_unknown(("name", "municipality", "note", "versions"))
    sections = whole.sections("versions") if several else [whole]
    if several and not sections:
        whole.fault("versions", sentence("List at least one version."))
    found = [(section, _version(section)) for section in sections]
    sound = [(section.path, version) for section, version in found if version is not None]
    for fault in check_scheme(sound):
        place = fault.place.removeprefix(f"{whole.path}.")
        whole.faults.append(Fault(whole.place(place), fault.message))
    return None if whole.faults else Scheme.of(version for _, version in sound)


def _version(section: Section) -> SchemeVersion | None:
    """One version; None where it cannot be said when it holds."""
    section.refuse_unknown(VERSION)
    period = _period(section)
    steps = tuple(_step(step) for step in section.sections("steps"))
    posts = read_number(section, "extra_administration_full_time_equivalents", Fraction(0), Fraction(1000))
    version = SchemeVersion(
        period=period or Period(date.min),
        source=section.text("source"),
        basic_condition=section.text("basic_condition"),
        steps=steps,
        decided_on=_day(section, "decided_on"),
        recommended_step=section.whole("recommended_step", 0, MOST_STEPS),
        introduced_at=tuple(section.texts("introduced_at")),
        own_service_code=section.yes_no("own_service_code"),
        service_code=section.text("service_code"),
        own_hour_bank=section.yes_no("own_hour_bank"),
        administration=posts or Fraction(0),
        rules=tuple(section.texts("rules")),
        may_be_used_for=tuple(section.texts("may_be_used_for")),
        may_not_be_used_for=tuple(section.texts("may_not_be_used_for")),
        condition_shown_by=_shown_by(section),
    )
    return version if period is not None else None


def _shown_by(section: Section) -> tuple[str, ...]:
    """What shows the condition: as a rule every such decision; an empty list says that none does."""
    return tuple(section.texts("condition_shown_by")) if section.has("condition_shown_by") else SHOWN_BY


def _period(section: Section) -> Period | None:
    first, last = _day(section, "effective_from"), _day(section, "effective_until")
    if first is None:
        if not section.has("effective_from"):
            message = sentence("Say from which day the scheme holds, as 2026-09-01.")
            section.fault("effective_from", message)
        return None
    period = read_period(section.place("effective_until"), first, last)
    if isinstance(period, Fault):
        section.faults.append(period)
        return None
    return period


def _day(section: Section, name: str) -> date | None:
    """A date, which is text in a JSON file."""
    value = section.data.get(name)
    if not isinstance(value, str):
        return section.day(name)
    day = read_date(value, section.place(name))
    if isinstance(day, Fault):
        section.faults.append(day)
        return None
    return day


def _step(section: Section) -> Step:
    section.refuse_unknown(STEP)
    for name in STEP[:2]:
        if not section.has(name):
            section.fault(name, sentence("“{name}” is missing here.", name=name))
    return Step(
        section.whole("step", 1, MOST_STEPS) or 0,
        section.read("extra_hours_per_week", minutes_from_hours) or 0,
        read_money(section, "annual_cost_nok"),
    )


def scheme_data(version: SchemeVersion) -> Mapping[str, Any]:
    """A version as it is written in a file, so that it can be read again."""
    data = {
        "source": version.source,
        "decided_on": version.decided_on,
        "effective_from": version.period.first,
        "effective_until": version.period.last,
        "basic_condition": version.basic_condition,
        "steps": [
            {
                "step": step.number,
                "extra_hours_per_week": decimal(Fraction(step.minutes_per_week, MINUTES_PER_HOUR)),
                "annual_cost_nok": None
                if step.annual_cost is None
                else decimal(Fraction(step.annual_cost, 100)),
            }
            for step in version.steps
        ],
        "recommended_step": version.recommended_step,
        "introduced_at": version.introduced_at,
        "own_service_code": version.own_service_code,
        "service_code": version.service_code or None,
        "own_hour_bank": version.own_hour_bank,
        "extra_administration_full_time_equivalents": decimal(version.administration),
        "rules": version.rules,
        "may_be_used_for": version.may_be_used_for,
        "may_not_be_used_for": version.may_not_be_used_for,
        "condition_shown_by": None
        if version.condition_shown_by == SHOWN_BY
        else list(version.condition_shown_by),
    }
    return {name: value for name, value in data.items() if value is not None and value != ()}
