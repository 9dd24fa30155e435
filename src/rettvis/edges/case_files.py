"""Whole cases from YAML files: what golden cases and the demonstration are made of.

A file has ``title``, ``source``, ``invented`` (what the source does not give), ``on`` (the day it
is looked at), ``case`` (a :class:`CaseSnapshot`, field by field with the names of the code) and
``expected``. Dates are ISO, minutes are whole, shares are written "1/2"; ``need.until`` may be ``lasting``.
A norm is named: ``{municipality, activity, group, on}``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from rettvis.edges.typed_reading import Reader
from rettvis.journey.calculation import Norm
from rettvis.journey.decision import CaseSnapshot
from rettvis.lawbook import norms
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOLEAN = "tag:yaml.org,2002:bool"


class _Loader(_BASE):  # type: ignore[misc]
    """Safe YAML in which ``on`` is a word; only true and false are answers."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOLEAN]
    for first, resolvers in _BASE.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOLEAN, re.compile("^(?:true|false)$"), list("tf"))


@dataclass(frozen=True)
class CaseFile:
    """One file: the case, the day it is looked at, where it comes from, and what is expected of it."""

    title: str
    source: str
    invented: str
    on: date
    case: CaseSnapshot
    expected: Mapping[str, object]


def read_case(path: Path) -> CaseFile:
    """The case of a file. Raises :class:`Faulty` with every fault, each with its place in the file."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        message = sentence("The file cannot be read as YAML: {why}", why=str(error))
        raise Faulty([Fault(path.name, message)]) from error
    reader = Reader(path.name, {Norm: _norm})
    found = reader.read(CaseFile, content, "")
    if reader.faults:
        raise Faulty(reader.faults)
    return found  # type: ignore[no-any-return]


def _norm(raw: Any, place: str) -> Norm | Fault:
    """A norm of the law book by municipality, activity, group and day."""
    names = ("municipality", "activity", "group", "on")
    if isinstance(raw, Mapping) and all(name in raw for name in names):
        found = norms.at(*(raw[name] for name in names))
        if found is not None:
            return found
    message = sentence("No norm is known here. Name it by {names}.", names=list(names))
    return Fault(place, message)
