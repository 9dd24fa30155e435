"""What must be mended in a mapping form before it is published: all faults at once."""

import re
from collections import Counter
from collections.abc import Iterator

from rettvis.journey.assessment.form.form import FormKind, FormRow, MappingForm
from rettvis.journey.assessment.form.words import LocalWords
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

LONGEST_WORDS = 300
MOST_ROWS = 150
KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
_NORWEGIAN = {"nb": sentence("in bokmål"), "nn": sentence("in nynorsk")}


def check_form(form: MappingForm) -> list[Fault]:
    """Every fault; an empty list means that the form may be published."""
    return list(_faults(form))


def _faults(form: MappingForm) -> Iterator[Fault]:
    yield from _both_written(form.title, "title")
    yield from _not_too_long(form.title, "title")
    if not form.rows:
        yield Fault("rows", sentence("The form has no rows. Add at least one."))
    if len(form.rows) > MOST_ROWS:
        message = sentence(
            "The form has {count} rows. Take some out, so that there are at most {most}.",
            count=len(form.rows),
            most=MOST_ROWS,
        )
        yield Fault("rows", message)
    keys = Counter(row.key for row in form.rows)
    labels = Counter(row.words.nb.casefold() for row in form.rows if row.words.nb)
    for row in form.rows:
        yield from _row(form.kind, row)
        if keys[row.key] > 1:
            message = sentence("“{key}” is the key of several rows. Give each its own.", key=row.key)
            yield Fault(f"rows.{row.key}", message)
        elif labels[row.words.nb.casefold()] > 1:
            message = sentence("“{words}” stands in several rows. Keep one of them.", words=row.words.nb)
            yield Fault(f"rows.{row.key}.nb", message)


def _row(kind: FormKind, row: FormRow) -> Iterator[Fault]:
    place = f"rows.{row.key}"
    if not KEY.fullmatch(row.key):
        message = sentence(
            "“{key}” cannot be a key. Use at most 40 letters from a to z, digits, - and _.", key=row.key
        )
        yield Fault(place, message)
    yield from _both_written(row.words, place)
    yield from _not_too_long(row.words, place)
    yield from _not_too_long(row.help, f"{place}.help")
    clock = kind is FormKind.DAY_CLOCK
    if clock and row.required:
        message = sentence("An activity cannot be required: what a person does not need is left out.")
        yield Fault(f"{place}.required", message)
    if not clock and (row.kind or row.part):
        message = sentence("Only a day clock has a kind of service and a part of the day. Take them out.")
        yield Fault(f"{place}.kind", message)


def _both_written(words: LocalWords, place: str) -> Iterator[Fault]:
    for language, name in _NORWEGIAN.items():
        if not getattr(words, language).strip():
            message = sentence("Write the words {language} too.", language=name)
            yield Fault(f"{place}.{language}", message)


def _not_too_long(words: LocalWords, place: str) -> Iterator[Fault]:
    for language in ("nb", "nn", "en"):
        length = len(getattr(words, language))
        if length > LONGEST_WORDS:
            message = sentence(
                "The text is {length:number} characters. Shorten it to at most {longest:number}.",
                length=length,
                longest=LONGEST_WORDS,
            )
            yield Fault(f"{place}.{language}", message)
