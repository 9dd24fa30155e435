"""What the text in the search box means: a case, a day of birth, a national identity number or a name.

Nothing here asks the database or writes a log, and no text that is shown holds a national identity number.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_noop

from rettvis.edges.identity import is_synthetic, national_id_fault
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.application.name_words import searched_words
from rettvis.web.worklist.typed_dates import DATE, dates_meant

FIRST_YEAR = 1990
"""No case number is older."""

LONGEST = 200
MOST_WORDS = 8

_CASE = re.compile(r"(?:(?:saks?|case)\s*(?:nummer|nr|number|no)?|nr|no)[.:#]?\s*(?=\d)", re.IGNORECASE)
_WITH_YEAR = re.compile(r"(\d{4}|\d{2})\s*[-/–]\s*(\d{0,6})", re.ASCII)
_TOGETHER = re.compile(r"(\d{4})(\d{6})", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)


class Sought(StrEnum):
    """What kind of search it is: the log says this, and nothing of what was typed."""

    NOTHING = "nothing"
    CASE = "case"
    BIRTH_DATE = "birth_date"
    CASE_OR_BIRTH_DATE = "case_or_birth_date"
    NATIONAL_ID = "national_id"
    NAME = "name"
    NAME_AND_BIRTH_DATE = "name_and_birth_date"


LOGGED_AS = {
    Sought.NOTHING: gettext_noop("A search that could not be read"),
    Sought.CASE: gettext_noop("Search by case number"),
    Sought.BIRTH_DATE: gettext_noop("Search by date of birth"),
    Sought.CASE_OR_BIRTH_DATE: gettext_noop("Search by case number or date of birth"),
    Sought.NATIONAL_ID: gettext_noop("Search by national identity number"),
    Sought.NAME: gettext_noop("Search by name"),
    Sought.NAME_AND_BIRTH_DATE: gettext_noop("Search by name and date of birth"),
}


@dataclass(frozen=True)
class Reading:
    """The text as it was understood. ``fault`` says why nothing is looked for, and how to mend it."""

    kind: Sought
    numbers: tuple[str, ...] = ()
    """Whole case numbers."""
    beginnings: tuple[str, ...] = ()
    """Beginnings of case numbers."""
    births: tuple[date, ...] = ()
    words: tuple[str, ...] = ()
    national_id: str = field(default="", repr=False)
    fault: Sentence | None = None


def recognised(text: str, today: date, *, synthetic: bool) -> Reading:
    """What ``text`` means on ``today``; ``synthetic``: every municipality of the reader is invented."""
    text = _CASE.sub("", text.strip(), count=1) if _CASE.match(text.strip()) else text.strip()
    digits = re.sub(r"[\s.\-]", "", text)
    if re.fullmatch(r"\d{11}", digits, re.ASCII):
        return _national_id(digits, today, synthetic=synthetic)
    births = dates_meant(text, today)
    case = _case_number(text, today)
    if case and births:
        return replace(case, kind=Sought.CASE_OR_BIRTH_DATE, births=births)
    if births:
        return Reading(Sought.BIRTH_DATE, births=births)
    return case or _name(text, today)


def _case_number(text: str, today: date) -> Reading | None:
    if found := _WITH_YEAR.fullmatch(text) or _TOGETHER.fullmatch(text):
        year = found[1] if len(found[1]) == 4 else f"20{found[1]}"
        return _of_year(year, found[2])
    if not _DIGITS.fullmatch(text) or len(text) > 6:
        return None
    years = range(today.year + 1, FIRST_YEAR - 1, -1)
    numbers = tuple(f"{year}-{int(text):06d}" for year in years)
    starts = tuple(f"{year}-{text}" for year in years) if text.startswith("0") and len(text) < 6 else ()
    if len(text) == 4 and int(text) in years:
        starts = (f"{text}-",)
    return Reading(Sought.CASE, numbers, starts)


def _of_year(year: str, digits: str) -> Reading:
    whole = (f"{year}-{int(digits):06d}",) if digits else ()
    return Reading(Sought.CASE, whole, () if len(digits) == 6 else (f"{year}-{digits}",))


def _national_id(digits: str, today: date, *, synthetic: bool) -> Reading:
    fault = national_id_fault(digits, synthetic=synthetic or is_synthetic(digits), on=today)
    return Reading(Sought.NATIONAL_ID, national_id="" if fault else digits, fault=fault)


def _name(text: str, today: date) -> Reading:
    births: tuple[date, ...] = ()
    if found := DATE.search(text):
        births = dates_meant(found[0], today)
        text = f"{text[: found.start()]} {text[found.end() :]}" if births else text
    words = tuple(searched_words(text))[:MOST_WORDS]
    if not words or all(word.isdecimal() for word in words):
        return Reading(Sought.NOTHING, fault=_UNREADABLE)
    return Reading(Sought.NAME_AND_BIRTH_DATE if births else Sought.NAME, births=births, words=words)


_UNREADABLE = sentence(
    "We could not read this as a case number, a date of birth, a national identity number or a name. "
    "Try for example 2026-000123, 123, 1.5.1980 or Kari Berg."
)
