"""A text of the library, and what cannot be right in one."""

from collections.abc import Iterator
from dataclasses import dataclass

from rettvis.journey.application import Service
from rettvis.journey.assessment.reasons import merely_cites_norm
from rettvis.journey.decision.library.placeholders import PLACEHOLDERS, outside_places, placeholders_in
from rettvis.journey.decision.reasons import RULES
from rettvis.journey.decision.words import Words
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import LANGUAGES, sentence

LONGEST_TITLE = 100
LONGEST_TEXT = 3_000


@dataclass(frozen=True)
class ReasonText:
    """A text that reasons may be made of.

    ``rules`` are the provisions that it speaks of (names in :data:`RULES`), ``services`` those it fits
    (none: all). ``norm`` marks one that speaks of a norm or a practice: it is guidance, and never the only
    reason (LDO 15/1583).
    """

    title: str
    words: Words
    rules: tuple[str, ...] = ()
    services: tuple[Service, ...] = ()
    norm: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is written in."""
        return tuple(code for code in LANGUAGES if self.words.of(code).strip())


def fits(text: ReasonText, service: Service | None) -> bool:
    """Whether the text may be chosen for a service; for none chosen yet, every text."""
    return service is None or not text.services or service in text.services


def check_reason_text(text: ReasonText) -> list[Fault]:
    """What cannot be right in a text, all at once. Places are the names of its parts, as ``words.nb``."""
    faults = []
    if not text.title.strip():
        faults.append(Fault("title", sentence("Give the text a title, so that it is found again.")))
    faults += _too_long("title", text.title, LONGEST_TITLE)
    if not text.languages:
        faults.append(Fault("words.nb", sentence("Write the text in at least one language.")))
    if not text.rules:
        message = sentence("Choose the provisions that the text speaks of: a reason rests on the law.")
        faults.append(Fault("rules", message))
    faults += [unknown_name("rules", rule, RULES) for rule in text.rules if rule not in RULES]
    for code in LANGUAGES:
        faults += _check_words(text, code)
    return faults


def _check_words(text: ReasonText, code: str) -> Iterator[Fault]:
    words, place = text.words.of(code), f"words.{code}"
    yield from _too_long(place, words, LONGEST_TEXT)
    for name in placeholders_in(words):
        if name not in PLACEHOLDERS:
            yield unknown_name(place, name, PLACEHOLDERS)
    if set("{}") & set(outside_places(words)):
        message = sentence(
            "A curly bracket is not closed, or not opened. Write an open place as {example}.",
            example="{omfang}",
        )
        yield Fault(place, message)
    if words.strip() and not text.norm and merely_cites_norm(words):
        message = sentence(
            "The text says nothing but what a norm or a practice is. Write what it rests on besides, or mark "
            "it as a text about a norm."
        )
        yield Fault(place, message)


def _too_long(place: str, text: str, longest: int) -> Iterator[Fault]:
    if len(text) > longest:
        yield Fault(
            place,
            sentence(
                "The text is {length} characters. Shorten it to at most {longest}.",
                length=len(text),
                longest=longest,
            ),
        )
