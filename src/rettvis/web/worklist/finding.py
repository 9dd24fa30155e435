"""The cases that fit what was typed: quick for a name that few have, and for one that thousands have.

The persons who fit are asked for first, up to a number. Few: their cases are fetched by their keys. Very
many: the cases are gone through in the order of the list, and the page is full long before they end. Between
them stand those who have two short beginnings: their cases are fetched and put in order.
"""

import json
from collections.abc import Sequence

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from rettvis.web.application.models import Case, Person
from rettvis.web.application.name_words import PersonWord
from rettvis.web.worklist.recognising import Reading

FEW = 300
"""So many persons are asked for by their keys."""

MANY = 10_000
"""Up to so many who have several words the cases are fetched of; to walk until fifty fit would be longer."""

SHORTEST_PART = 3
"""A part within a word is looked for from this many letters."""

_LAST = "\U0010ffff"


def fitting(cases: "QuerySet[Case]", reading: Reading) -> "QuerySet[Case]":
    """Those of ``cases`` that the reading means; access is decided by who gives ``cases``."""
    if reading.fault is not None:
        return cases.none()
    if reading.words:
        named = _named(cases, reading.words)
        return named.filter(person__birth_date__in=reading.births) if reading.births else named
    if reading.national_id:
        persons = Person.objects.filter(national_id=reading.national_id)
    else:
        persons = Person.objects.filter(birth_date__in=reading.births)
    wanted = Q(number__in=reading.numbers) if reading.numbers else Q()
    for beginning in reading.beginnings:
        wanted |= _begins("number", beginning)
    if reading.births or reading.national_id:
        wanted |= Q(person__in=list(persons.values_list("pk", flat=True)[:FEW]))
    few = _among(cases, wanted)
    return cases.filter(wanted) if few is None else few


def _among(cases: "QuerySet[Case]", wanted: Q) -> "QuerySet[Case] | None":
    """Those of ``cases`` that are ``wanted``, found by their keys; None where more than a few are.

    What decides access is asked for each of the few: put beside their keys it would tempt the database to go
    through the whole municipality.
    """
    keys = list(Case.objects.filter(wanted).order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(keys) > FEW:
        return None
    return Case.objects.filter(Exists(cases.filter(pk=OuterRef("pk")).order_by()), pk__in=keys)


def _named(cases: "QuerySet[Case]", words: Sequence[str]) -> "QuerySet[Case]":
    """By the beginnings of words in the name; where none fits, by parts within the words."""
    how = "begins"
    persons = _persons(words, how)
    if not persons and all(len(word) >= SHORTEST_PART for word in words):
        how = "within"
        persons = _persons(words, how)
    few = _among(cases, Q(person__in=set(persons))) if len(persons) <= FEW else None
    if few is not None:
        return few
    if len(persons) <= _most(words):
        return cases.filter(person__in=_listed(persons))
    for word in words:
        of_person = PersonWord.objects.filter(person=OuterRef("person_id"))
        fits = Q(word__text__contains=word) if how == "within" else _begins("word__text", word)
        cases = cases.filter(Exists(of_person.filter(fits)))
    return cases


def _persons(words: Sequence[str], how: str) -> list[int]:
    """One more than :func:`_most` of the persons who have all the words; some may stand there twice."""
    postgresql = connection.vendor == "postgresql"
    questions, values = [], []
    for word in words:
        condition, given = _CONDITIONS[how, postgresql](word)
        fitting_words = f"(SELECT id FROM application_nameword WHERE {condition})"
        # As a list that is made first; else PostgreSQL reads every word of every person for a single letter.
        among = f"= ANY(ARRAY{fitting_words})" if postgresql else f"IN {fitting_words}"
        questions.append(f"SELECT person_id FROM application_personword WHERE word_id {among}")
        values += given
    with connection.cursor() as cursor:
        cursor.execute(f"{' INTERSECT '.join(questions)} LIMIT {_most(words) + 1}", values)
        return [person for (person,) in cursor.fetchall()]


def _most(words: Sequence[str]) -> int:
    """So many persons are asked for by the words: those who have one stop early, of several they do not."""
    return FEW if len(words) == 1 else MANY


def _listed(persons: list[int]) -> RawSQL:
    """The persons as one value, whatever their number."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [persons])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(persons)])


_CONDITIONS = {
    ("begins", True): lambda word: ("text LIKE %s", [f"{word}%"]),
    ("within", True): lambda word: ("text LIKE %s", [f"%{word}%"]),
    # SQLite's LIKE does not use the index; a range does.
    ("begins", False): lambda word: ("text >= %s AND text < %s", [word, word + _LAST]),
    ("within", False): lambda word: ("instr(text, %s) > 0", [word]),
}
"""A word holds letters and figures alone, so nothing in it is a sign of LIKE."""


def _begins(column: str, text: str) -> Q:
    """The column begins with ``text``, found by the column's index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": text})
    return Q(**{f"{column}__gte": text, f"{column}__lt": text + _LAST})
