"""Norms and practice side by side: a table for each topic, a column for each municipality."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rettvis.journey.statistics.comparison.report import ReportTable, TableEntry, TableNotes, several
from rettvis.journey.statistics.comparison.words import TOPICS, word
from rettvis.journey.statistics.decimal_text import decimal_text
from rettvis.rulekit.wording import Sentence, sentence

_NUMBER = "number"


@dataclass(frozen=True)
class Practice:
    """What each municipality does and has written down, by name; what all share; and the source."""

    places: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    shared: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    found_at: Mapping[str, str] = field(default_factory=dict)
    """The file and line of a value by its whole name, dots for nesting, where they are known."""


def practice_tables(practice: Practice) -> list[ReportTable]:
    """A table for every topic that any municipality has something on, the known topics first."""
    topics = dict.fromkeys(TOPICS)
    for content in practice.places.values():
        topics |= dict.fromkeys(name for name in content if name != _NUMBER)
    tables = (_table(topic, practice) for topic in topics)
    return [table for table in tables if table.rows]


def shared_table(shared: Mapping[str, Any], name: str, caption: Sentence) -> ReportTable:
    """What is common to all: a row for each point."""
    rows = [(TableEntry(word(topic)), TableEntry(stated(value))) for topic, value in shared.items()]
    return ReportTable(name, caption, (sentence("Topic"), sentence("Practice")), tuple(rows), (), False)


def _table(topic: str, practice: Practice) -> ReportTable:
    """One topic: a row for each thing said about it, and – where a municipality says nothing."""
    notes = TableNotes()
    columns = {name: dict(_leaves(content.get(topic))) for name, content in practice.places.items()}
    paths = dict.fromkeys(path for leaves in columns.values() for path in leaves)
    rows = []
    for path in paths:
        entries = [_entry(leaves, path, notes) for leaves in columns.values()]
        rows.append((TableEntry(path_text(path)), *entries))
    return ReportTable(
        f"practice.{topic}",
        word(topic),
        (sentence("What"), *columns),
        tuple(rows),
        notes.all(sentence("– means that the source does not say.")) if rows else (),
        False,
    )


def _leaves(content: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value with the names that lead to it."""
    if isinstance(content, Mapping):
        for name, part in content.items():
            yield from _leaves(part, (*path, name))
    elif content is not None:
        yield path, content


def _entry(leaves: Mapping[tuple[str, ...], Any], path: tuple[str, ...], notes: TableNotes) -> TableEntry:
    """One municipality’s answer; a note where it gives another number than it names."""
    value = leaves.get(path)
    if value is None:
        return TableEntry(None)
    return TableEntry(stated(value), 0, notes.mark(_another_number(leaves, path)))


def named_otherwise(content: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Sentence]]:
    """Every number in what one municipality does that is not the number of names beside it."""
    leaves = dict(_leaves(content))
    for path in leaves:
        odd = _another_number(leaves, path)
        if odd is not None:
            yield path, odd


def _another_number(leaves: Mapping[tuple[str, ...], Any], path: tuple[str, ...]) -> Sentence | None:
    """That ``main_measures: 6`` stands beside five ``main_measures_named``; None where nothing is odd."""
    value = leaves.get(path)
    named = leaves.get((*path[:-1], f"{path[-1]}_named")) if path else None
    if not isinstance(value, int) or not isinstance(named, list) or len(named) == value:
        return None
    return sentence(
        "The number is {number:number}, but {named:number} are named.", number=value, named=len(named)
    )


def path_text(path: Sequence[str]) -> Sentence | str:
    """The names that lead to a value, as one text."""
    if not path:
        return sentence("practice")
    if len(path) == 1:
        return word(path[0])
    return sentence("{first}: {rest}", first=word(path[0]), rest=path_text(path[1:]))


def stated(value: Any) -> Sentence | str:
    """A value in words."""
    if isinstance(value, bool):
        return sentence("yes") if value else sentence("no")
    if isinstance(value, (int, Decimal)):
        return decimal_text(Fraction(value))
    if isinstance(value, date):
        return sentence("{day:date}", day=value)
    if isinstance(value, Mapping):
        return _document(value)
    if isinstance(value, list):
        return _listed(value)
    return word(str(value))


def _listed(values: list[Any]) -> Sentence:
    """Two numbers are from and to; anything else is a list."""
    if len(values) == 2 and all(isinstance(one, (int, Decimal)) for one in values):
        return sentence("{low}–{high}", low=stated(values[0]), high=stated(values[1]))
    return several(stated(one) for one in values)


def _document(content: Mapping[str, Any]) -> Sentence:
    """A routine: its title, status and dates."""
    details: list[Sentence | str] = []
    for name, value in content.items():
        if name == "revised_on":
            details.append(sentence("revised {day}", day=stated(value)))
        elif name == "effective_from":
            details.append(sentence("from {day}", day=stated(value)))
        elif name != "title":
            details.append(stated(value))
    return sentence("{title} ({details})", title=stated(content.get("title", "")), details=details)
