"""The content of a file that a person gave, and what unquoted text in it means."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence

DEEPEST = 40
"""How many levels the content of a file may have."""

MOST_VALUES = 10_000
"""How many names and values a file may have; a case has some dozens."""

_TRUE, _FALSE = {"true", "yes"}, {"false", "no"}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")


@dataclass(frozen=True)
class Document:
    """The content of one file, the line where each name stands, and what is wrong with how it is written."""

    file: str
    data: dict[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def place(self, name: str = "") -> str:
        """Where ``name`` (dots for nesting) stands: ``facts.yaml:7 minutes.respite``."""
        line = self.lines.get(name)
        where = self.file if line is None else f"{self.file}:{line}"
        return f"{where} {name}".rstrip()

    @contextmanager
    def all_at_once(self) -> Iterator[None]:
        """What is refused inside is told together with the faults of the document itself."""
        try:
            yield
        except Faulty as refusal:
            raise Faulty([*self.faults, *refusal.faults]) from None
        if self.faults:
            raise Faulty(self.faults)


def plain_value(text: str) -> Any:
    """What unquoted text means: nothing, true, false, a whole number, an exact decimal number, or text."""
    if text in {"", "~"} or text.lower() == "null":
        return None
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def too_many_values() -> Sentence:
    """What is said of a file with too much in it."""
    return sentence("The file has more than {most:number} names and values.", most=MOST_VALUES)


def refused(place: str, message: Sentence) -> Faulty:
    """The refusal of a whole file, for one reason."""
    return Faulty([Fault(place, message)])
