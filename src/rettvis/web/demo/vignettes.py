"""The four cases of the audit's vignettes, moved in time so that they are open when they are shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from importlib.resources import as_file, files
from typing import Any

from rettvis.edges.case_files import CaseFile, read_case
from rettvis.journey.assessment import Assessment, BestInterests
from rettvis.journey.decision import CaseSnapshot
from rettvis.rulekit.facts import LASTING

IN_THE_FILES = "Siri Saksbehandler"
"""Who has met the person in the files; in the demonstration it is whoever handles the case."""

FIXED = {"birth_date"}
"""Days that are not moved."""


def nothing(assessment: Assessment) -> None:
    """Nothing is found out yet."""
    return None


def begun(assessment: Assessment) -> Assessment:
    """A home visit is made, and half of the day clock written down."""
    rows = assessment.clock.rows
    half = replace(assessment.clock, rows=rows[: len(rows) // 2])
    return Assessment(
        contacts=assessment.contacts,
        clock=half,
        household=assessment.household,
        child=assessment.child and replace(assessment.child, best_interests=BestInterests()),
    )


def nearly(assessment: Assessment) -> Assessment:
    """Everything but how the person's wishes were weighed."""
    participation = replace(assessment.participation, wishes=())
    return replace(assessment, participation=participation)


def whole(assessment: Assessment) -> Assessment:
    """All that stands in the file."""
    return assessment


@dataclass(frozen=True)
class Vignette:
    """One of the cases: its file, who handles it, and how much of the assessment is done."""

    name: str
    handler: str
    assessed: Callable[[Assessment], Assessment | None]


VIGNETTES = (
    Vignette("sak-1", "kari", whole),
    Vignette("sak-2", "jonas", nearly),
    Vignette("sak-3", "kari", nothing),
    Vignette("sak-4", "kari", begun),
)


def read_vignette(name: str, on: date, handler: str) -> CaseSnapshot:
    """The case of the file, by whole weeks moved so that the last meeting was in the week before ``on``."""
    case = _read(name).case
    last = max(contact.on for contact in case.assessment.contacts)
    return _moved_to(case, last, on, {IN_THE_FILES: handler})


def read_decided(name: str, on: date, words: Mapping[str, str]) -> CaseSnapshot:
    """The case of the file, moved so that its decision is written in the week before ``on``.

    ``words`` are names in the file and what stands for them.
    """
    file = _read(name)
    return _moved_to(file.case, file.on, on, words)


def _read(name: str) -> CaseFile:
    with as_file(files(__package__) / "cases" / f"{name}.yaml") as path:
        return read_case(path)


def _moved_to(case: CaseSnapshot, day: date, on: date, words: Mapping[str, str]) -> CaseSnapshot:
    moved: CaseSnapshot = _moved(case, timedelta(weeks=(on - day).days // 7), words)
    return moved


def _moved(value: Any, by: timedelta, words: Mapping[str, str]) -> Any:
    """``value`` with every day in it moved, and with other names."""
    if isinstance(value, date):
        return value if value == LASTING else value + by
    if isinstance(value, str) and not isinstance(value, Enum):
        return _said(value, words)
    if isinstance(value, tuple):
        return tuple(_moved(part, by, words) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    parts = {part.name: getattr(value, part.name) for part in fields(value) if part.init}
    return replace(
        value, **{name: _moved(part, by, words) for name, part in parts.items() if name not in FIXED}
    )


def _said(text: str, words: Mapping[str, str]) -> str:
    for name, other in words.items():
        text = text.replace(name, other)
    return text
