"""The values of the journey as JSON and back: the one rule that every step's ``store.py`` stands on.

A value may be a dataclass, a tuple of values, an enumeration, a day, an exact fraction, a number, a text, a
sentence with such values, or nothing. What an older revision did not have gets its default; what is not known
any more is refused, because a fact must not be lost in silence.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from rettvis.rulekit.facts import LASTING

Value = TypeVar("Value")

LASTING_WORD = "lasting"


class Unreadable(Exception):
    """A kept content that is not of the type it is read as."""


def to_json(value: Any) -> Any:
    """``value`` as JSON can hold it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_json(part) for part in value]
    if isinstance(value, Mapping):
        return {name: to_json(part) for name, part in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return LASTING_WORD if value == LASTING else value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    raise Unreadable(f"a {type(value).__name__} cannot be kept")


def from_json(wanted: type[Value], raw: Any) -> Value:
    """The value of type ``wanted`` that :func:`to_json` made ``raw`` of; raises :class:`Unreadable`."""
    try:
        return _reader(wanted)(raw)  # type: ignore[no-any-return]
    except (TypeError, ValueError, ZeroDivisionError) as error:
        raise Unreadable(f"not a {wanted.__name__}: {error}") from error


@cache
def _reader(wanted: Any) -> Callable[[Any], Any]:
    """How a value of this type is read; worked out once, because a case has a thousand values."""
    if get_origin(wanted) in (Union, UnionType):
        known = _reader(next(part for part in get_args(wanted) if part is not NoneType))
        return lambda raw: None if raw is None else known(raw)
    if get_origin(wanted) is tuple:
        part = _reader(get_args(wanted)[0])
        return lambda raw: tuple([part(one) for one in raw])
    if get_origin(wanted) is Mapping:
        return dict
    if is_dataclass(wanted):
        return lambda raw: _read_dataclass(wanted, raw)
    if issubclass(wanted, (Enum, Fraction)):
        return wanted  # type: ignore[no-any-return]
    if wanted is date:
        return lambda raw: LASTING if raw == LASTING_WORD else date.fromisoformat(raw)
    return lambda raw: _read_plain(wanted, raw)


def _read_plain(wanted: Any, raw: Any) -> Any:
    if type(raw) is not wanted:
        raise Unreadable(f"{raw!r} is not a {wanted.__name__}")
    return raw


def _read_dataclass(wanted: Any, raw: Any) -> Any:
    readers = _readers(wanted)
    if not isinstance(raw, dict) or not raw.keys() <= readers.keys():
        raise Unreadable(f"not the parts of a {wanted.__name__}")
    return wanted(**{name: readers[name](part) for name, part in raw.items()})


@cache
def _readers(wanted: Any) -> dict[str, Callable[[Any], Any]]:
    return {name: _reader(kind) for name, kind in get_type_hints(wanted).items()}
