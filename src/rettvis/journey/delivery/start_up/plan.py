"""The steps of start-up as data, with versions by date: the usual ones, or a municipality's own file."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rettvis.journey.decision.words import Words
from rettvis.journey.delivery.start_up.choices import Completes, WaitsFor
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import LANGUAGES, sentence

MOST_STEPS = 20
LONGEST_KEY = 40
MOST_DAYS = 730
DAYS = ("change_notice_days", "journey_notice_days", "long_journey_days")


@dataclass(frozen=True)
class PlanStep:
    """One step: ``days`` is how many days after the decision it should be done."""

    key: str
    completes: Completes
    waits_for: WaitsFor
    days: int
    name: Words
    what: Words


@dataclass(frozen=True)
class PlanVersion:
    """The steps from a day, and how long before a change or a journey notice should be given, in days.

    A journey abroad of more than ``long_journey_days`` wants a word about the assistants' contracts.
    """

    holds_from: date
    source: str
    steps: tuple[PlanStep, ...]
    change_notice_days: int
    journey_notice_days: int
    long_journey_days: int

    def step(self, key: str) -> PlanStep | None:
        """The step called ``key``."""
        return next((step for step in self.steps if step.key == key), None)

    def completed_by(self, completes: Completes) -> PlanStep | None:
        """The first step that is done in this way."""
        return next((step for step in self.steps if step.completes is completes), None)


@dataclass(frozen=True)
class StartUpPlan:
    """Every version, in the order of their days."""

    versions: tuple[PlanVersion, ...]

    def on(self, day: date) -> PlanVersion:
        """The version of a day; before the first one, the first."""
        held = [one for one in self.versions if one.holds_from <= day]
        return held[-1] if held else self.versions[0]


@lru_cache
def usual_plan() -> StartUpPlan:
    """What holds until a municipality has a file of its own."""
    return read_plan(files(__package__).joinpath("usual.toml").read_text(encoding="utf-8"))


def read_plan(text: str) -> StartUpPlan:
    """A plan from a file's text (TOML). Raises ``Faulty`` with everything that is wrong; places by number."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = sentence("The file cannot be read as TOML: {why}.", why=str(error))
        raise Faulty([Fault("file", message)]) from None
    rows = content.get("version")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise Faulty([Fault("version", sentence("Write at least one [[version]] with its steps."))])
    faults = [
        fault for number, row in enumerate(rows, 1) for fault in _version_faults(f"version {number}", row)
    ]
    days = [row.get("holds_from") for row in rows]
    if any(days.count(day) > 1 for day in days if day is not None):
        faults.append(Fault("version", sentence("Two versions hold from the same day. Change one of them.")))
    if faults:
        raise Faulty(faults)
    return StartUpPlan(tuple(sorted(map(_version, rows), key=lambda one: one.holds_from)))


def _version(row: Mapping[str, Any]) -> PlanVersion:
    days = {name: row[name] for name in DAYS}
    return PlanVersion(row["holds_from"], row["source"], tuple(map(_step, row["step"])), **days)


def _step(row: Mapping[str, Any]) -> PlanStep:
    return PlanStep(
        row["key"],
        Completes(row["completes"]),
        WaitsFor(row["waits_for"]),
        row["days"],
        Words(**row["name"]),
        Words(**row["what"]),
    )


def _version_faults(place: str, row: Mapping[str, Any]) -> Iterator[Fault]:
    known = {"holds_from", "source", "step", *DAYS}
    yield from (unknown_name(place, name, sorted(known)) for name in row if name not in known)
    day = row.get("holds_from")
    if not isinstance(day, date) or isinstance(day, datetime):
        yield Fault(f"{place}: holds_from", sentence("Write the first day as 2026-01-01."))
    if not isinstance(row.get("source"), str) or not row["source"].strip():
        yield Fault(f"{place}: source", sentence("Write where the steps are adopted."))
    yield from (_days_fault(f"{place}: {name}") for name in DAYS if not _is_days(row.get(name)))
    steps = row.get("step")
    if not isinstance(steps, list) or not 0 < len(steps) <= MOST_STEPS or not all(map(_is_table, steps)):
        message = sentence("Write from 1 to {most} steps, each as [[version.step]].", most=MOST_STEPS)
        yield Fault(f"{place}: step", message)
        return
    for number, step in enumerate(steps, 1):
        yield from _step_faults(f"{place}: step {number}", step)
    yield from _together(place, steps)


def _together(place: str, steps: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    """What must hold of the steps together."""
    rows = list(steps)
    keys = [row.get("key") for row in rows]
    for key in sorted({str(key) for key in keys if keys.count(key) > 1}):
        yield Fault(f"{place}: step", sentence("Two steps have the key “{key}”.", key=key))
    for once in (Completes.CHOICE, Completes.FIRST_DAY):
        if sum(row.get("completes") == once for row in rows) != 1:
            message = sentence("Exactly one step must be completed by “{way}”.", way=str(once))
            yield Fault(f"{place}: step", message)
    days = [row["days"] for row in rows if _is_days(row.get("days"))]
    if days != sorted(days):
        yield Fault(f"{place}: step", sentence("A step cannot be due before the one above it."))


def _step_faults(place: str, row: Mapping[str, Any]) -> Iterator[Fault]:
    known = ("key", "completes", "waits_for", "days", "name", "what")
    yield from (unknown_name(place, name, known) for name in row if name not in known)
    key = row.get("key")
    if not isinstance(key, str) or not key.isidentifier() or not key.isascii() or len(key) > LONGEST_KEY:
        message = sentence(
            "Write a key of at most {most} letters a–z, digits and low lines.", most=LONGEST_KEY
        )
        yield Fault(f"{place}: key", message)
    for name, kind in (("completes", Completes), ("waits_for", WaitsFor)):
        if row.get(name) not in list(kind):
            yield unknown_name(f"{place}: {name}", str(row.get(name, "")), [str(one) for one in kind])
    if not _is_days(row.get("days")):
        yield _days_fault(f"{place}: days")
    for name in ("name", "what"):
        words = row.get(name)
        told = words if isinstance(words, dict) else {}
        if set(told) - set(LANGUAGES) or not isinstance(told.get("nb"), str) or not told["nb"].strip():
            message = sentence("Write the text in bokmål, as {example}.", example='{ nb = "…", nn = "…" }')
            yield Fault(f"{place}: {name}", message)
        elif not all(isinstance(text, str) for text in told.values()):
            yield Fault(f"{place}: {name}", sentence("Write each language as text in quotation marks."))


def _is_table(row: object) -> bool:
    return isinstance(row, dict)


def _is_days(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_DAYS


def _days_fault(place: str) -> Fault:
    return Fault(place, sentence("Write whole days from 0 to {most}.", most=MOST_DAYS))
