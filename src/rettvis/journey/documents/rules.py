"""Which documents a municipality asks for, by kind of case and whether it is about an adult or a child.

The list is the municipality's own; :func:`usual_rules` is what holds until it has set one. No act lists the
documents of an application: the municipality sees that the case is well enough known (fvl. § 17).
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from rettvis.journey.decision.words import Words
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import LANGUAGES, sentence

APPLIES_TO = tuple(f"{kind}.{group}" for kind in ("new", "change", "review") for group in ("adult", "child"))
"""What a document may be needed for: kind of case, a dot, and adult or child."""

MOST_KINDS = 40
LONGEST_NAME_OF_KIND = 80
LONGEST_WHY = 300
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class DocumentKind:
    """A kind of document: what it is called, why it is asked for, and which cases need it."""

    key: str
    name: Words
    why: Words = field(default_factory=Words)
    needed_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentRules:
    """The municipality's kinds of documents, in the order they are shown."""

    kinds: tuple[DocumentKind, ...] = ()

    def kind(self, key: str) -> DocumentKind:
        """The kind called ``key``; one that is no longer on the list keeps its key as its name."""
        return next((kind for kind in self.kinds if kind.key == key), DocumentKind(key, Words(nb=key)))

    def needed(self, kind: str, group: str) -> tuple[DocumentKind, ...]:
        """What a case of this kind, about an adult or a child, needs."""
        return tuple(one for one in self.kinds if applies(one, kind, group))


def applies(document: DocumentKind, kind: str, group: str) -> bool:
    """Whether a case of this ``kind`` and ``group`` needs the document."""
    return f"{kind}.{group}" in document.needed_for


@lru_cache
def usual_rules() -> DocumentRules:
    """What holds until a municipality has set its own list."""
    text = files("rettvis.journey.documents").joinpath("usual.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["kind"]
    return DocumentRules(
        tuple(
            DocumentKind(row["key"], Words(**row["name"]), Words(**row["why"]), tuple(row["needed_for"]))
            for row in rows
        )
    )


def check_document_rules(rules: DocumentRules) -> list[Fault]:
    """What cannot be right in a municipality's list, all at once. Places are ``kinds.<key>.<part>``."""
    faults = [fault for kind in rules.kinds for fault in _check_kind(kind)]
    keys = [kind.key for kind in rules.kinds]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        message = sentence("There are two kinds of document called “{key}”. Give one another name.", key=key)
        faults.append(Fault(f"kinds.{key}", message))
    if len(rules.kinds) > MOST_KINDS:
        message = sentence("There can be at most {most} kinds of document.", most=MOST_KINDS)
        faults.append(Fault("kinds", message))
    return faults


def _check_kind(kind: DocumentKind) -> Iterator[Fault]:
    place = f"kinds.{kind.key}"
    if not _KEY.fullmatch(kind.key):
        message = sentence(
            "The key has small letters a–z, digits and low lines alone, and begins with a letter."
        )
        yield Fault(place, message)
    for language in LANGUAGES:
        if not getattr(kind.name, language).strip():
            yield Fault(f"{place}.name_{language}", sentence("Write what the document is called."))
        for part, text, longest in (
            ("name", kind.name, LONGEST_NAME_OF_KIND),
            ("why", kind.why, LONGEST_WHY),
        ):
            length = len(getattr(text, language))
            if length > longest:
                message = sentence(
                    "The text is {length} characters. Shorten it to at most {longest}.",
                    length=length,
                    longest=longest,
                )
                yield Fault(f"{place}.{part}_{language}", message)
    for name in kind.needed_for:
        if name not in APPLIES_TO:
            yield unknown_name(f"{place}.needed_for", name, APPLIES_TO)
