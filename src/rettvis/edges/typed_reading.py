"""Plain content (mappings, lists, texts) into frozen dataclasses by their own types; every fault at once."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from rettvis.rulekit.facts import LASTING
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import N_, Sentence, sentence

LASTING_WORD = "lasting"
"""What is written for a date without end."""


class Reader:
    """Reads content from one ``file``; after :meth:`read`, ``faults`` holds all that was wrong.

    ``own`` are types with a reader of their own: from the raw content and its place to the value, or a fault.
    """

    def __init__(self, file: str, own: Mapping[Any, Callable[[Any, str], Any]] | None = None) -> None:
        self.file = file
        self.own = own or {}
        self.faults: list[Fault] = []

    def read(self, wanted: Any, raw: Any, place: str) -> Any:
        """``raw`` as ``wanted`` (a dataclass, a choice, a tuple of these, or a plain type)."""
        if wanted in self.own:
            return self._own(wanted, raw, place)
        origin = get_origin(wanted)
        if origin in (Union, UnionType):
            return self._one_of(get_args(wanted), raw, place)
        if origin is tuple:
            return self._tuple(get_args(wanted)[0], raw, place)
        if origin is not None and issubclass(origin, Mapping):
            return raw if isinstance(raw, Mapping) else self._fault(place, "names", raw)
        if is_dataclass(wanted):
            return self._dataclass(wanted, raw, place)
        if isinstance(wanted, type) and issubclass(wanted, Enum):
            return self._choice(wanted, raw, place)
        return self._plain(wanted, raw, place)

    def _own(self, wanted: Any, raw: Any, place: str) -> Any:
        found = self.own[wanted](raw, self._at(place))
        if isinstance(found, Fault):
            self.faults.append(found)
            return None
        return found

    def _one_of(self, kinds: tuple[Any, ...], raw: Any, place: str) -> Any:
        if raw is None and type(None) in kinds:
            return None
        rest = [kind for kind in kinds if kind is not type(None)]
        if len(rest) == 1:
            return self.read(rest[0], raw, place)
        return raw if isinstance(raw, tuple(rest)) else self._fault(place, "value", raw)

    def _tuple(self, of: Any, raw: Any, place: str) -> Any:
        if not isinstance(raw, list):
            return self._fault(place, "list", raw)
        return tuple(self.read(of, item, f"{place}.{number}") for number, item in enumerate(raw, start=1))

    def _dataclass(self, wanted: Any, raw: Any, place: str) -> Any:
        if not isinstance(raw, Mapping):
            return self._fault(place, "names", raw)
        hints = _hints(wanted)
        before = len(self.faults)
        for name in raw:
            if name not in hints:
                self.faults.append(unknown_name(self._at(place, str(name)), str(name), hints))
        read = {
            name: self.read(hints[name], raw[name], f"{place}.{name}".lstrip("."))
            for name in hints
            if name in raw
        }
        if len(self.faults) > before:
            return None
        try:
            return wanted(**read)
        except TypeError:
            lacking = [name for name in hints if name not in read]
            message = sentence("Something is missing here: one of {names}.", names=lacking)
            self.faults.append(Fault(self._at(place), message))
            return None

    def _choice(self, wanted: type[Enum], raw: Any, place: str) -> Any:
        stored = {str(member.value): member for member in wanted}
        if raw in stored:
            return stored[raw]
        self.faults.append(unknown_name(self._at(place), str(raw), stored))
        return None

    def _plain(self, wanted: Any, raw: Any, place: str) -> Any:
        if wanted is date:
            return self._date(raw, place)
        if wanted is Fraction:
            return self._fraction(raw, place)
        if wanted is int and isinstance(raw, bool):
            return self._fault(place, "whole", raw)
        if wanted is object or isinstance(raw, wanted):
            return raw
        return self._fault(place, _WORDS.get(wanted, "value"), raw)

    def _date(self, raw: Any, place: str) -> Any:
        if raw == LASTING_WORD:
            return LASTING
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw
        return self._fault(place, "date", raw)

    def _fraction(self, raw: Any, place: str) -> Any:
        try:
            if isinstance(raw, (int, str)) and not isinstance(raw, bool):
                return Fraction(raw)
        except (ValueError, ZeroDivisionError):
            pass
        return self._fault(place, "exact", raw)

    def _fault(self, place: str, wanted: str, raw: Any) -> None:
        self.faults.append(Fault(self._at(place), Sentence(_NOT_WANTED[wanted], {"raw": str(raw)})))

    def _at(self, place: str, name: str = "") -> str:
        return f"{self.file} {place}{'.' if place and name else ''}{name}".strip()


_WORDS = {str: "text", int: "whole", bool: "yes or no"}

_NOT_WANTED = {
    "names": N_("“{raw}” is not names with values."),
    "value": N_("“{raw}” is not a value that can stand here."),
    "list": N_("“{raw}” is not a list."),
    "text": N_("“{raw}” is not a text. Put it in quotes."),
    "whole": N_("“{raw}” is not a whole number."),
    "yes or no": N_("“{raw}” is not true or false."),
    "date": N_("“{raw}” is not a date. Write it as 2026-07-01."),
    "exact": N_("“{raw}” is not an exact number. Write 2 or 1/2."),
}


@cache
def _hints(wanted: Any) -> Mapping[str, Any]:
    """The fields of a dataclass and their types."""
    hints = get_type_hints(wanted)
    return {field.name: hints[field.name] for field in fields(wanted) if field.init}
