"""What may stand open in a text of the library: a closed list of names, each with where its value is found.

The names are Norwegian, as the texts are written: ``{omfang}`` is filled with the extent of the service line.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rettvis.journey.decision.lines import ServiceLine
from rettvis.journey.decision.service_words import SERVICE_WORDS
from rettvis.journey.decision.snapshot import CaseSnapshot
from rettvis.journey.decision.words import Words
from rettvis.rulekit.wording import Sentence, sentence

Finder = Callable[[ServiceLine, CaseSnapshot], Any]

_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Placeholder:
    """A name that may stand open: what it means, an invented value, and where the true one is found.

    The value is a text, a number of minutes, a day or a sentence, said by ``unit``; None where it is missing.
    """

    meaning: Sentence
    sample: Words
    find: Finder
    unit: str = ""


def _applied(_line: ServiceLine, case: CaseSnapshot) -> int | None:
    return case.application.total_minutes_per_week


PLACEHOLDERS: Mapping[str, Placeholder] = {
    "tjeneste": Placeholder(
        sentence("the service, as it stands inside a sentence"),
        Words("personlig assistanse", "personleg assistanse", "personal assistance"),
        lambda line, _case: SERVICE_WORDS[line.service],
    ),
    "omfang": Placeholder(
        sentence("how much is granted"),
        Words("12 timer 30 minutter i uka", "12 timar 30 minutt i veka", "12 hours 30 minutes a week"),
        lambda line, _case: line.extent.words() if line.extent is not None else None,
    ),
    "innhold": Placeholder(
        sentence("what the person gets help with"),
        Words("hjelp til dusj og påkledning", "hjelp til dusj og påkleding", "help to shower and dress"),
        lambda line, _case: line.content.strip().rstrip(".") or None,
    ),
    "fra": Placeholder(
        sentence("the first day"),
        Words("1. mars 2026", "1. mars 2026", "1 March 2026"),
        lambda line, _case: line.start,
        "date",
    ),
    "til": Placeholder(
        sentence("the last day"),
        Words("28. februar 2027", "28. februar 2027", "28 February 2027"),
        lambda line, _case: line.end,
        "date",
    ),
    "evaluering": Placeholder(
        sentence("the evaluation date"),
        Words("1. februar 2027", "1. februar 2027", "1 February 2027"),
        lambda line, _case: line.evaluate_on,
        "date",
    ),
    "søkt": Placeholder(
        sentence("the hours a week that were applied for"),
        Words("20 timer", "20 timar", "20 hours"),
        _applied,
        "hours",
    ),
    "navn": Placeholder(
        sentence("the name of the person"),
        Words("Ola Eksempel", "Ola Eksempel", "Ola Eksempel"),
        lambda _line, case: case.party.name or None,
    ),
    "kommune": Placeholder(
        sentence("the municipality"),
        Words("Eksempelvik kommune", "Eksempelvik kommune", "Eksempelvik municipality"),
        lambda _line, case: case.office.municipality or None,
    ),
    "enhet": Placeholder(
        sentence("the unit that decides"),
        Words("Tildelingskontoret", "Tildelingskontoret", "The allocation office"),
        lambda _line, case: case.office.unit or None,
    ),
}
"""Everything that may stand open. A new one is added here, with its meaning and where it is found."""


def placeholders_in(text: str) -> tuple[str, ...]:
    """The names that stand open in ``text``, each once, in order; unknown ones too."""
    return tuple(dict.fromkeys(name.strip().casefold() for name in _PLACE.findall(text)))


def outside_places(text: str) -> str:
    """``text`` without its open places."""
    return _PLACE.sub("", text)


def put_in(text: str, values: Mapping[str, str]) -> str:
    """``text`` with the names that have a value filled; what is put in is never read as a name again."""
    return _PLACE.sub(lambda found: values.get(found[1].strip().casefold(), found[0]), text)
