"""The words of every person's name, so that a search finds any of them by its beginning, or by a part of it.

Each word is kept once (:class:`NameWord`), folded: small letters without accents, æ as ``ae``, ø as ``oe``, å
as ``aa``. A word also stands as it is written by somebody who leaves the accents out, so that both ``Aasen``
and ``Asen`` find ``Åsen``; what is searched for is folded one way only.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, ClassVar

from django.db import models

LONGEST_WORD = 60
AT_ONCE = 500
"""How many words are asked for in one question: SQLite allows a limited number."""

_SPELT = str.maketrans(
    {"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ð": "d", "đ": "d", "ŧ": "t", "þ": "th"}
    | {"ŋ": "n", "ł": "l", "ı": "i", "œ": "oe"}
)
_LEFT_OUT = str.maketrans({"ä": "a", "ø": "o", "ö": "o", "å": "a"})
_BETWEEN = re.compile(r"[\W_]+")


class NameWord(models.Model):
    """One folded word that occurs in names."""

    text = models.CharField(max_length=LONGEST_WORD, unique=True)

    def __str__(self) -> str:
        return self.text


class PersonWord(models.Model):
    """That a person's name has a word."""

    word = models.ForeignKey(NameWord, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("application.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["word", "person"], name="word_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.word_id}"


def folded(text: str) -> str:
    """``text`` in small letters without accents, the Norwegian letters spelt out."""
    return _stripped(unicodedata.normalize("NFC", text.casefold()).translate(_SPELT))


def searched_words(text: str) -> list[str]:
    """The words somebody looks for, folded, each once, in the order they were typed."""
    found = (word[:LONGEST_WORD] for word in _BETWEEN.split(folded(text)) if word)
    return list(dict.fromkeys(found))


def words_of(name: str) -> set[str]:
    """Every word that ``name`` is found by; ``Anne-Marie`` also as one word."""
    small = unicodedata.normalize("NFC", name.casefold())
    spellings = (_stripped(small.translate(_SPELT)), _without_accents(small))
    words = (word for spelling in spellings for chunk in spelling.split() for word in _parts(chunk))
    return {word[:LONGEST_WORD] for word in words if word}


def index_names(persons: Iterable[Any], *, new: bool, known: Mapping[str, Any] | None = None) -> None:
    """Write the words of these persons' names; call it in the transaction that writes the names.

    ``known``: the two models of a migration, by name, where the present ones are not meant.
    """
    word_model = known["NameWord"] if known else NameWord
    link_model = known["PersonWord"] if known else PersonWord
    found = {person.pk: words_of(person.name) for person in persons}
    if not new:
        link_model.objects.filter(person__in=list(found)).delete()
    ids = _ids_of(word_model, set().union(*found.values()))
    link_model.objects.bulk_create(
        (
            link_model(person_id=person, word_id=ids[word])
            for person, words in found.items()
            for word in words
        ),
        batch_size=AT_ONCE,
    )


def _ids_of(word_model: Any, words: Collection[str]) -> dict[str, int]:
    """The words' rows, made where they are new; sorted, so that two who write wait for each other in turn."""
    ids: dict[str, int] = {}
    for some in _in_parts(sorted(words)):
        ids.update(word_model.objects.filter(text__in=some).values_list("text", "pk"))
        missing = [word_model(text=text) for text in some if text not in ids]
        if missing:
            word_model.objects.bulk_create(missing, ignore_conflicts=True)
            texts = [word.text for word in missing]
            ids.update(word_model.objects.filter(text__in=texts).values_list("text", "pk"))
    return ids


def _in_parts(words: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(words)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _parts(chunk: str) -> list[str]:
    parts = _BETWEEN.split(chunk)
    return [*parts, "".join(parts)]


def _without_accents(small: str) -> str:
    """As somebody writes who has no ø or å, or who knows that Aa and Å are the same letter."""
    return _stripped(small.translate(_LEFT_OUT).translate(_SPELT)).replace("aa", "a")


def _stripped(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
