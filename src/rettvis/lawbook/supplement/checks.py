"""What must be right about a scheme before it can be used; every fault with its place in the file."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from rettvis.lawbook.supplement.scheme import INTRODUCTIONS, SHOWN_BY, SchemeVersion, Step
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import sentence

MOST_MINUTES = 7 * 24 * 60
"""The minutes of a week: a step cannot give more."""

_CODE = re.compile(r"[0-9A-Za-zÆØÅæøå-]{1,20}")


def check_scheme(versions: Sequence[tuple[str, SchemeVersion]]) -> list[Fault]:
    """Every fault of the versions, each given with its path in the file; versions may not overlap in time."""
    faults = [fault for path, version in versions for fault in check_version(path, version)]
    ordered = sorted(versions, key=lambda pair: pair[1].period.first)
    for (_, one), (path, two) in pairwise(ordered):
        if one.period.overlaps(two.period):
            message = sentence(
                "This version starts on {start:date}, while the version from {other:date} still holds. "
                "Give the earlier one an effective_until before that day.",
                start=two.period.first,
                other=one.period.first,
            )
            faults.append(Fault(_under(path, "effective_from"), message))
    return faults


def check_version(path: str, version: SchemeVersion) -> list[Fault]:
    """Every fault of one version: its source, its condition and its steps."""
    faults = []
    if not version.source.strip():
        message = sentence("Name the political decision that the scheme rests on.")
        faults.append(Fault(_under(path, "source"), message))
    if not version.basic_condition.strip():
        message = sentence("Say which condition a person must fulfil.")
        faults.append(Fault(_under(path, "basic_condition"), message))
    faults += _check_steps(_under(path, "steps"), version.steps)
    faults += _check_recommended(path, version)
    place = _under(path, "introduced_at")
    faults += [unknown_name(place, n, INTRODUCTIONS) for n in version.introduced_at if n not in INTRODUCTIONS]
    place = _under(path, "condition_shown_by")
    faults += [unknown_name(place, n, SHOWN_BY) for n in version.condition_shown_by if n not in SHOWN_BY]
    return faults + list(_check_code(path, version))


def check_introduction(version: SchemeVersion, step: int, first: date) -> list[Fault]:
    """Why ``step`` of the version cannot be introduced from ``first``; an empty list means that it can.

    What a proposal costs may be counted; only what is decided, under a service code of its own, is given.
    """
    faults = list(_unknown_step("step", step, version))
    if first not in version.period:
        message = sentence(
            "The version holds from {first:date}. Choose a day on which it holds.", first=version.period.first
        )
        faults.append(Fault("first", message))
    if version.decided_on is None:
        message = sentence(
            "The file does not say when the scheme was decided, so it is a proposal. Add decided_on."
        )
        faults.append(Fault("scheme", message))
    if not version.service_code:
        message = sentence("The scheme has no service code of its own. Add service_code to its file.")
        faults.append(Fault("scheme", message))
    return faults


def _check_code(path: str, version: SchemeVersion) -> Iterator[Fault]:
    code = version.service_code
    if not code:
        return
    if version.own_service_code is False:
        message = sentence("A service code is given, but the scheme is said to have none of its own.")
        yield Fault(_under(path, "service_code"), message)
    if not _CODE.fullmatch(code):
        message = sentence("Write the service code with 1 to 20 letters, digits and hyphens.")
        yield Fault(_under(path, "service_code"), message)


def _check_steps(path: str, steps: Sequence[Step]) -> Iterator[Fault]:
    if not steps:
        yield Fault(path, sentence("List at least one step."))
    seen: set[int] = set()
    for place, step in enumerate(steps, start=1):
        if step.number in seen:
            yield Fault(
                f"{path}.{place}.step", sentence("Step {step} is listed more than once.", step=step.number)
            )
        seen.add(step.number)
        if not 0 < step.minutes_per_week <= MOST_MINUTES:
            message = sentence("A step must give more than 0 hours and at most 168 hours a week.")
            yield Fault(f"{path}.{place}.extra_hours_per_week", message)
    yield from _check_rising(path, steps)


def _check_rising(path: str, steps: Sequence[Step]) -> Iterator[Fault]:
    """A higher step gives more hours, and is not printed as cheaper."""
    ordered = sorted(enumerate(steps, start=1), key=lambda pair: pair[1].number)
    for (_, one), (place, two) in pairwise(ordered):
        values = {"high": two.number, "low": one.number}
        if one.number < two.number and two.minutes_per_week <= one.minutes_per_week:
            message = sentence("Step {high} must give more hours than step {low}.", **values)
            yield Fault(f"{path}.{place}.extra_hours_per_week", message)
        if None not in (one.annual_cost, two.annual_cost) and (two.annual_cost or 0) < (one.annual_cost or 0):
            message = sentence("Step {high} cannot cost less than step {low}.", **values)
            yield Fault(f"{path}.{place}.annual_cost_nok", message)


def _check_recommended(path: str, version: SchemeVersion) -> Iterator[Fault]:
    if version.recommended_step is not None and version.steps:
        yield from _unknown_step(_under(path, "recommended_step"), version.recommended_step, version)


def _unknown_step(place: str, number: int, version: SchemeVersion) -> Iterator[Fault]:
    if version.step(number) is None:
        known = [step.number for step in version.steps]
        yield Fault(
            place, sentence("There is no step {step}. The steps are {known}.", step=number, known=known)
        )


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
