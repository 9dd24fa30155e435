"""What a case needs, what has come, what has been asked for, and what is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rettvis.journey.application.choice import Choice
from rettvis.journey.documents.rules import DocumentKind, DocumentRules, applies
from rettvis.rulekit.wording import N_


class DocumentState(Choice):
    """How it stands with a document that the case needs or has been asked for."""

    THERE = "there", N_("Here")
    MISSING = "missing", N_("Missing")
    ASKED = "asked", N_("Asked for")
    LATE = "late", N_("Asked for, and the day has passed")


@dataclass(frozen=True)
class Received:
    """A document of the case: its number and kind, and the day it came. What is withdrawn is not received."""

    number: int
    kind: str
    arrived_on: date


@dataclass(frozen=True)
class Asked:
    """A letter that asked for documents: which kinds, the day it was sent, and the last day for an answer."""

    kinds: tuple[str, ...]
    sent_on: date
    answer_by: date


@dataclass(frozen=True)
class Needed:
    """One kind of document that the case needs: ``documents`` are the numbers of those that are there.

    ``by_rule`` is False where nothing but a letter asks for it; ``asked`` is the newest letter about it.
    """

    kind: DocumentKind
    by_rule: bool
    state: DocumentState
    documents: tuple[int, ...] = ()
    asked: Asked | None = None


def needed_documents(
    rules: DocumentRules,
    kind: str,
    group: str,
    received: Iterable[Received],
    asked: Iterable[Asked],
    on: date,
) -> tuple[Needed, ...]:
    """Every kind of document that a case of ``kind`` and ``group`` needs or was asked for, as it is ``on``.

    What came before it was asked for anew does not answer the new letter; what came the same day does.
    """
    there, letters = tuple(received), sorted(asked, key=lambda letter: letter.sent_on)
    wanted = {key for letter in letters for key in letter.kinds}
    listed = [one for one in rules.kinds if applies(one, kind, group) or one.key in wanted]
    gone = [rules.kind(key) for key in sorted(wanted - {one.key for one in rules.kinds})]
    return tuple(_needed(one, applies(one, kind, group), there, letters, on) for one in [*listed, *gone])


def _needed(
    kind: DocumentKind, by_rule: bool, received: tuple[Received, ...], asked: list[Asked], on: date
) -> Needed:
    newest = next((letter for letter in reversed(asked) if kind.key in letter.kinds), None)
    numbers = tuple(document.number for document in received if document.kind == kind.key)
    answered = any(
        document.kind == kind.key and (newest is None or document.arrived_on >= newest.sent_on)
        for document in received
    )
    if answered:
        state = DocumentState.THERE
    elif newest is None:
        state = DocumentState.MISSING
    else:
        state = DocumentState.ASKED if on <= newest.answer_by else DocumentState.LATE
    return Needed(kind, by_rule, state, numbers, newest)
