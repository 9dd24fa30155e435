"""Facts: what a rule is given, typed, bounded, and with their origin."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from rettvis.rulekit.expression import Expression, Kind, Value
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import N_, Sentence, sentence

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGITS = re.compile(r"[-+]?[0-9]+")

LASTING = date.max
"""The date that stands for "no foreseeable end"."""


class Source(Enum):
    """Where a fact comes from."""

    APPLICANT = "applicant"
    REGISTER = "register"
    CASEWORKER = "caseworker"
    DERIVED = "derived"


@dataclass(frozen=True)
class Origin:
    """Who gave a fact, when and why. A caseworker's fact carries a reason; a derived one its rule."""

    source: Source
    who: str = ""
    when: date | None = None
    why: str = ""


@dataclass(frozen=True)
class Given:
    """A fact as given: its value and its origin."""

    value: Value
    origin: Origin


@dataclass(frozen=True)
class Fact(Expression):
    """A fact that rules may use.

    ``label`` names it to a reader, ``unit`` is a format of :mod:`rettvis.rulekit.wording`.
    Whole numbers are bounded (``minimum`` to ``maximum``). A text is one of ``choices``. ``open_word`` is
    what may be written for a date without end. ``question`` makes it a human answer: what the law leaves
    to a person's judgement.
    """

    name: str
    kind: Kind
    label: Sentence
    unit: str = ""
    minimum: int = 0
    maximum: int = 1_000_000
    choices: tuple[str, ...] = ()
    open_word: str = ""
    question: Sentence | None = None

    def __hash__(self) -> int:
        return hash(self.name)


def read_facts(
    facts: Iterable[Fact], given: Mapping[str, Any], place: str = ""
) -> tuple[dict[str, Value], list[Fault]]:
    """Plain, checked values by fact name, and every fault found.

    ``given`` may be nested or have dots in its names; ``None`` means absent.
    """
    known = {fact.name: fact for fact in facts}
    groups = {name.split(".")[0] for name in known if "." in name}
    values: dict[str, Value] = {}
    faults: list[Fault] = []
    seen: set[str] = set()
    for name, raw in _flat(given, groups):
        where = f"{place}: {name}" if place else name
        fact = known.get(name)
        if fact is None:
            faults.append(unknown_name(where, name, known))
        elif name in seen:
            faults.append(Fault(where, sentence("“{name}” is written twice. Keep one of them.", name=name)))
        elif raw is not None:
            value = read_value(fact, raw, where)
            if isinstance(value, Fault):
                faults.append(value)
            else:
                values[name] = value
        seen.add(name)
    return values, faults


def _flat(given: Mapping[str, Any], groups: set[str]) -> Iterable[tuple[str, Any]]:
    for name, raw in given.items():
        if isinstance(raw, Mapping) and str(name) in groups:
            yield from ((f"{name}.{part}", value) for part, value in raw.items())
        else:
            yield str(name), raw


def read_value(fact: Fact, raw: Any, place: str) -> Value | Fault:
    """One raw value as a plain Python value of the fact's kind, or the fault."""
    return _READERS[fact.kind](fact, raw, place)


def _read_boolean(fact: Fact, raw: Any, place: str) -> Value | Fault:
    if type(raw).__name__ in ("bool", "bool_"):
        return bool(raw)
    return Fault(place, sentence("“{raw}” cannot be used here. Write true or false.", raw=_as_written(raw)))


def _read_integer(fact: Fact, raw: Any, place: str) -> Value | Fault:
    if isinstance(raw, str) and _DIGITS.fullmatch(raw):
        text = N_(
            "“{raw}” cannot be read as a number. Leave out quotes and zeros in front, or write a smaller one."
        )
        return Fault(place, Sentence(text, {"raw": raw}))
    if isinstance(raw, (bool, float, str)) or not hasattr(raw, "__index__"):
        return Fault(
            place, sentence("“{raw}” is not a whole number. Write it with digits only.", raw=_as_written(raw))
        )
    value = int(raw)
    if value < fact.minimum:
        return Fault(place, sentence("{value} is less than {least}.", value=value, least=fact.minimum))
    if value > fact.maximum:
        return Fault(place, sentence("{value} is more than {most}.", value=value, most=fact.maximum))
    return value


def _read_date(fact: Fact, raw: Any, place: str) -> Value | Fault:
    if isinstance(raw, str) and fact.open_word and raw == fact.open_word:
        return LASTING
    if isinstance(raw, str):
        try:
            raw = date.fromisoformat(raw) if _ISO_DATE.fullmatch(raw) else raw
        except ValueError:
            return Fault(place, sentence("The calendar has no date “{text}”.", text=raw))
    if isinstance(raw, datetime):
        raw = raw.date()
    if not isinstance(raw, date):
        message = sentence("“{raw}” is not a date. Write it as 2026-07-01.", raw=_as_written(raw))
        return Fault(place, message)
    return raw


def _read_text(fact: Fact, raw: Any, place: str) -> Value | Fault:
    if isinstance(raw, str) and raw in fact.choices:
        return raw
    choices = list(fact.choices)
    return Fault(
        place,
        sentence("“{raw}” is not one of the choices: {choices}.", raw=_as_written(raw), choices=choices),
    )


def _as_written(raw: Any) -> Value | Sentence:
    """What was given, as the person who wrote it knows it; a list or a group of names is only named."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, Mapping):
        return sentence("a group of names")
    return sentence("a list") if isinstance(raw, (list, tuple)) else str(raw)


_READERS = {
    Kind.BOOLEAN: _read_boolean,
    Kind.INTEGER: _read_integer,
    Kind.DATE: _read_date,
    Kind.TEXT: _read_text,
}


NOT_KNOWN = sentence("not known")
NO_END = sentence("with no foreseeable end")


def fact_text(fact: Fact, value: Value | None) -> Value | Sentence:
    """A fact's value as it is put into a sentence: "lasting" and "not known" in words."""
    if value is None:
        return NOT_KNOWN
    return NO_END if fact.open_word and value == LASTING else value
