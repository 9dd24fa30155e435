"""Which decisions are counted: by unit, age, service, organisation and sex."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from rettvis.journey.statistics.own_cases.groups import AGE_FROM, age_groups, born_by
from rettvis.journey.statistics.own_cases.lines import Ints, Lines, Marks


@dataclass(frozen=True)
class Selection:
    """Which decisions are counted: every choice that is made must hold; None chooses nothing.

    ``unit``, ``service`` and ``organised`` choose lines, ``age`` and ``sex`` persons. ``age`` is the key of
    an age group on the day.
    """

    unit: str | None = None
    age: str | None = None
    service: str | None = None
    organised: str | None = None
    sex: str | None = None

    @property
    def chosen(self) -> dict[str, str]:
        """The choices that are made, by what they choose."""
        return {name: value for name, value in vars(self).items() if value is not None}

    def without(self, name: str) -> "Selection":
        """The selection with one choice undone."""
        return Selection(**{key: value for key, value in self.chosen.items() if key != name})

    def also(self, name: str, value: str) -> "Selection":
        """The selection with one choice more."""
        return Selection(**{**self.chosen, name: value})


EVERYTHING = Selection()
"""Nothing is chosen, so that all is counted."""


def chosen_rows(lines: Lines, selection: Selection, aged_on: date) -> Marks:
    """Which rows of the extract a selection chooses, in force or not; ages are of the day."""
    marks = np.ones(len(lines.person), dtype=np.bool_)
    for name, value in selection.chosen.items():
        if name in lines.columns:
            marks &= lines.columns[name].are(value)
    if selection.sex is not None:
        marks &= lines.sex.are(selection.sex)[lines.person]
    if selection.age is not None:
        keys = [group.key for group in age_groups()]
        group = keys.index(selection.age) if selection.age in keys else len(keys)
        marks &= (age_places(lines, aged_on) == group)[lines.person]
    return marks


def age_places(lines: Lines, on: date) -> Ints:
    """The age group of each person on a day, by its place among the groups; -1 of whoever is not born yet."""
    group = np.full(len(lines.person_ids), -1, dtype=np.int64)
    for low in AGE_FROM:
        group += lines.born_by(born_by(on, low))
    return group
