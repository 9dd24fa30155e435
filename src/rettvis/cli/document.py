"""The content of a file that a person gave, and what unquoted text in it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence

DEEPEST = 40
"""How many levels the content of a file may have."""

_TRUE, _FALSE = {"true", "yes"}, {"false", "no"}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")


@dataclass(frozen=True)
class Document:
    """The content of one file, and the line where each name stands."""

    file: str
    data: dict[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)

    def place(self, name: str = "") -> str:
        """Where ``name`` (dots for nesting) stands: ``facts.yaml:7 minutes.respite``."""
        line = self.lines.get(name)
        where = self.file if line is None else f"{self.file}:{line}"
        return f"{where} {name}".rstrip()


def plain_value(text: str) -> Any:
    """What unquoted text means: nothing, true, false, a whole number, an exact decimal number, or text."""
    if text in {"", "~"} or text.lower() == "null":
        return None
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def refused(place: str, message: Sentence) -> Faulty:
    """The refusal of a whole file, for one reason."""
    return Faulty([Fault(place, message)])
