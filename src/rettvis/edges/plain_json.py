"""Answers as JSON knows them, so that they can be written, kept and compared."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import Sentence


class Ready(list[Any]):
    """A list of what JSON knows already: it is printed as it stands, without a look at each value."""


def plain(value: Any, language: str) -> Any:
    """``value`` as JSON knows it: dates ISO, shares "1/3", decimals numbers, sentences in ``language``."""
    if isinstance(value, Mapping):
        return {
            str(key): part if type(part) in _AS_THEY_ARE else plain(part, language)
            for key, part in value.items()
        }
    if isinstance(value, Ready):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return [part if type(part) in _AS_THEY_ARE else plain(part, language) for part in value]
    if isinstance(value, Enum):
        return plain(value.value, language)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return _plain_object(value, language)


_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def _plain_object(value: Any, language: str) -> Any:
    """The values of our own kinds, by what they are."""
    if isinstance(value, Sentence):
        return value.say(language)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    if isinstance(value, Decimal):
        return _plain_decimal(value)
    if isinstance(value, Period):
        return {"first": value.first.isoformat(), "last": plain(value.last, language)}
    if isinstance(value, LegalBasis):
        return dict(value.as_data(language))
    if isinstance(value, Fault):
        return {"place": value.place, "message": value.message.say(language)}
    return str(value)


def _plain_decimal(value: Decimal) -> int | float | str:
    """A decimal as a JSON number; as text where the number would not be the same value."""
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    return number if Decimal(str(number)) == value else str(value)
