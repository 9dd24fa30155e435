"""Reads the norms of each municipality, and finds the one that holds on a day."""

import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rettvis.lawbook.norms.norm import ACTIVITIES, Norm
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.period import Period
from rettvis.rulekit.timeline import Piece, Timeline
from rettvis.rulekit.units import minutes_from_hours

GROUPS = ("adult", "child", "all")
LANGUAGES_OF_NOTES = {"nb", "nn", "en"}

Key = tuple[str, str]


def at(municipality: str, activity: str, group: str, on: date) -> Norm | None:
    """The norm of a municipality (by name or number) for an activity and a group (``adult`` or ``child``).

    None where none is known for that day: then there is no guidance, and nothing is guessed from another.
    """
    lines = _timelines().get(MUNICIPALITIES.get(municipality.casefold(), ""), {})
    for wanted in (group, "all"):
        line = lines.get((activity, wanted))
        found = line.at(on) if line is not None else None
        if found is not None:
            return found
    return None


def norms_of(municipality: str, on: date) -> tuple[Norm, ...]:
    """Every norm of a municipality that holds on the day, in the order of its file."""
    lines = _timelines().get(MUNICIPALITIES.get(municipality.casefold(), ""), {})
    found = (line.at(on) for line in lines.values())
    return tuple(norm for norm in found if norm is not None)


def every_norm() -> tuple[Norm, ...]:
    """Every norm of every municipality through time, by municipality in the order of the files."""
    lines = (line for timelines in _timelines().values() for line in timelines.values())
    return tuple(piece.value for line in lines for piece in line)


@lru_cache
def _files() -> tuple[dict[str, Any], ...]:
    """The content of every file, by name."""
    entries = sorted(files("rettvis.lawbook.norms").iterdir(), key=lambda entry: entry.name)
    return tuple(
        tomllib.loads(entry.read_text(encoding="utf-8")) for entry in entries if entry.name.endswith(".toml")
    )


@lru_cache
def _timelines() -> Mapping[str, Mapping[Key, Timeline[Norm]]]:
    """By municipality: the norms over time for each activity and group; ValueError where two overlap."""
    return {content["municipality"]: _lines(content) for content in _files()}


def _lines(content: dict[str, Any]) -> Mapping[Key, Timeline[Norm]]:
    pieces: dict[Key, list[Piece[Norm]]] = {}
    for row in content["norm"]:
        norm = _norm(content["municipality"], row)
        pieces.setdefault((norm.activity, norm.group), []).append(Piece(norm.period, norm))
    return {key: Timeline(parts) for key, parts in pieces.items()}


def _norm(municipality: str, row: dict[str, Any]) -> Norm:
    """One row of a file; a row that breaks its promises stops the start."""
    notes = row.get("note", {})
    if row["activity"] not in ACTIVITIES or row["group"] not in GROUPS:
        raise ValueError(f"{municipality}: unknown activity or group in {row}")
    if notes and set(notes) != LANGUAGES_OF_NOTES:
        raise ValueError(f"{municipality}: a note must be in {sorted(LANGUAGES_OF_NOTES)}: {row}")
    weeks = row.get("every_weeks", 1)
    low, high = _per_week(row.get("low"), weeks), _per_week(row.get("high"), weeks)
    return Norm(
        municipality,
        row["activity"],
        row["group"],
        None if low is None else low.__floor__(),
        None if high is None else high.__ceil__(),
        notes,
        row["source"],
        row["read"],
        Period(row["from"], row.get("until")),
    )


def _per_week(hours: str | None, weeks: int) -> Fraction | None:
    """Hours for so many weeks, as exact minutes a week."""
    if hours is None:
        return None
    minutes = minutes_from_hours(hours, "norm")
    if isinstance(minutes, Fault):
        raise ValueError(minutes.say("en"))
    return Fraction(minutes, weeks)


MUNICIPALITIES: Mapping[str, str] = {
    key: content["municipality"]
    for content in _files()
    for key in (content["municipality"].casefold(), content["number"])
}
"""The name of each municipality with norms, found by its name in small letters or by its number."""
