"""Sentences that are translated when they are read, with exact figures in them.

A :class:`Sentence` holds an English source text and its values. ``say("nb")`` gives it in the reader's
language. The source text is the key in the message catalogues (gettext), so that the rule and the
words of the rule stand side by side in the code.
"""

import gettext
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

LANGUAGES = ("nb", "nn", "en")
"""The languages a user may read, the default first."""

CATALOGUES = Path(__file__).parent.parent / "locale"

NO_BREAK = "\u00a0"
MINUS = "\u2212"

MONTHS = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember".split(),
    "nn": "januar februar mars april mai juni juli august september oktober november desember".split(),
    "en": ("January February March April May June July August September October November December").split(),
}

HOUR_WORDS = {"nb": ("time", "timer"), "nn": ("time", "timar"), "en": ("hour", "hours")}
MINUTE_WORDS = {"nb": ("minutt", "minutter"), "nn": ("minutt", "minutt"), "en": ("minute", "minutes")}
YEAR_WORDS = {"nb": ("år", "år"), "nn": ("år", "år"), "en": ("year", "years")}
DAY_WORDS = {"nb": ("dag", "dager"), "nn": ("dag", "dagar"), "en": ("day", "days")}
AND_WORDS = {"nb": "og", "nn": "og", "en": "and"}


_NO_VALUES: Mapping[str, Any] = {}


@dataclass(frozen=True, init=False)
class Sentence:
    """A text in English with named values, put into the reader's language by :meth:`say`.

    ``values`` may hold numbers, dates, texts, other sentences, and sequences of these.
    """

    text: str
    values: Mapping[str, Any]

    def __init__(self, text: str, values: Mapping[str, Any] = _NO_VALUES) -> None:
        # Written out because every finding of every case makes one: half the time of the usual way.
        own = self.__dict__
        own["text"] = text
        own["values"] = values

    def say(self, language: str) -> str:
        """The sentence in ``language`` (``nb``, ``nn`` or ``en``)."""
        words = translate(self.text, language)
        if not self.values and "{" not in words and "}" not in words:
            return words
        return _Words(language).vformat(words, (), self.values)

    def __str__(self) -> str:
        return self.say("en")

    def __hash__(self) -> int:
        return hash(self.text)


def sentence(text: str, /, **values: Any) -> Sentence:
    """Make a :class:`Sentence`; ``text`` is the English source and is found by the catalogue tool."""
    return Sentence(text, values)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "mark for translation"
    """Mark ``text`` for the catalogues without translating it here."""
    return text


@lru_cache(maxsize=8192)
def translate(text: str, language: str) -> str:
    """``text`` in ``language``; English is the source and needs no catalogue."""
    return text if language == "en" or not text else _catalogue(language).gettext(text)


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Every catalogue of one language, chained."""
    chain: gettext.NullTranslations = gettext.NullTranslations()
    for path in sorted((CATALOGUES / language / "LC_MESSAGES").glob("*.mo")):
        with path.open("rb") as file:
            translations = gettext.GNUTranslations(file)
        translations.add_fallback(chain)
        chain = translations
    return chain


def number_text(value: int, language: str) -> str:
    """A whole number with its thousands apart: ``12 345`` (``12,345`` in English)."""
    grouped = f"{abs(value):,}"
    if language != "en":
        grouped = grouped.replace(",", NO_BREAK)
    return (MINUS if value < 0 else "") + grouped


def decimal_number_text(value: Decimal, language: str) -> str:
    """A decimal number with the decimals it has: ``17 124,40`` (``17,124.40`` in English)."""
    whole, _, decimals = f"{abs(value):f}".partition(".")
    mark = "." if language == "en" else ","
    text = number_text(int(whole), language) + (mark + decimals if decimals else "")
    return MINUS + text if value < 0 else text


def _counted(words: Mapping[str, tuple[str, str]], number: int, language: str) -> str:
    one, many = words[language]
    return f"{number_text(number, language)}{NO_BREAK}{one if abs(number) == 1 else many}"


def minutes_text(minutes: int, language: str) -> str:
    """Whole minutes in words: ``35 minutter``."""
    return _counted(MINUTE_WORDS, minutes, language)


def years_text(years: int, language: str) -> str:
    """Whole years in words: ``2 år``."""
    return _counted(YEAR_WORDS, years, language)


def days_text(days: int, language: str) -> str:
    """Whole days in words: ``14 dager``."""
    return _counted(DAY_WORDS, days, language)


def hours_text(minutes: int, language: str) -> str:
    """Whole minutes as hours and minutes: ``12 timer 30 minutter``; exact, never a decimal."""
    hours, rest = divmod(abs(minutes), 60)
    sign = MINUS if minutes < 0 else ""
    if hours == 0 and rest:
        return sign + minutes_text(rest, language)
    one, many = HOUR_WORDS[language]
    text = f"{sign}{number_text(hours, language)}{NO_BREAK}{one if hours == 1 else many}"
    return f"{text} {minutes_text(rest, language)}" if rest else text


def kroner_text(ore: int, language: str) -> str:
    """Whole øre as kroner: ``1 234,50 kr``."""
    kroner, rest = divmod(abs(ore), 100)
    sign = MINUS if ore < 0 else ""
    mark = "." if language == "en" else ","
    fraction = f"{mark}{rest:02d}" if rest else ""
    return f"{sign}{number_text(kroner, language)}{fraction}{NO_BREAK}kr"


def date_text(day: date, language: str) -> str:
    """A date in words: ``1. juli 2026``."""
    month = MONTHS[language][day.month - 1]
    dot = "" if language == "en" else "."
    return f"{day.day}{dot}{NO_BREAK}{month} {day.year}"


def list_text(parts: Sequence[str], language: str) -> str:
    """Parts as running text: ``a, b og c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {AND_WORDS[language]} {parts[-1]}"


def value_text(value: Any, language: str, unit: str = "") -> str:
    """Any value that a rule or a fact may have, as a reader wants it; ``unit`` is a format name."""
    writer = _UNITS.get(unit)
    if writer is not None and isinstance(value, date if unit == "date" else int):
        return str(writer(value, language))
    if isinstance(value, Sentence):
        return value.say(language)
    if isinstance(value, bool):
        return translate(N_("yes") if value else N_("no"), language)
    if isinstance(value, date):
        return date_text(value, language)
    if isinstance(value, int):
        return number_text(value, language)
    if isinstance(value, Decimal):
        return decimal_number_text(value, language)
    if isinstance(value, (list, tuple)):
        return list_text([value_text(part, language, unit) for part in value], language)
    return str(value)


_UNITS: Mapping[str, Any] = {
    "hours": hours_text,
    "minutes": minutes_text,
    "years": years_text,
    "days": days_text,
    "date": date_text,
    "kroner": kroner_text,
    "number": number_text,
}


class _Words(string.Formatter):
    """``str.format`` with the units of the field: ``{counted:hours}``; user text is never a template."""

    def __init__(self, language: str) -> None:
        self.language = language

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        """A value by its whole name: names of facts have dots in them."""
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value by its unit."""
        return value_text(value, self.language, format_spec)
