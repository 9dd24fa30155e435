"""Texts of the reasons library in a decision: which may be chosen, and filling them with what is true."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from rettvis.journey.application import Service
from rettvis.journey.decision import CaseSnapshot, Decision, Reason, ServiceLine, UsedText
from rettvis.journey.decision.library import ReasonText, filled, fits
from rettvis.web.reasons.models import ReasonTextVersion
from rettvis.web.reasons.store import text_in, texts_in_use

Known = dict[tuple[str, int], ReasonText]


@dataclass(frozen=True)
class Offered:
    """A text that may be chosen: what stands in the form for it, its title, and the services it fits.

    ``text`` is None for one that is used already, but no longer offered: what is written is not lost.
    """

    name: str
    title: str
    text: ReasonText | None = None


def offered(municipality_id: int, on: date, decision: Decision) -> tuple[Offered, ...]:
    """The texts in use, and those that ``decision`` uses already, by title; one query."""
    found = {one.name: one for one in used_in(decision)}
    found |= {name: Offered(name, text.title, text) for name, text in texts_in_use(municipality_id, on)}
    return tuple(sorted(found.values(), key=lambda one: one.title.casefold()))


def used_in(decision: Decision) -> tuple[Offered, ...]:
    """The texts that ``decision`` uses already, without asking the library."""
    used = [text for line in decision.lines for text in texts_of(line)]
    return tuple(Offered(name_of(text), f"{text.title} ({text.version})") for text in used)


def choices_for(
    offers: Iterable[Offered], service: Service | None, chosen: Collection[str]
) -> list[tuple[str, str]]:
    """What may be chosen for a line: the texts that fit its service, and what is chosen already."""
    return [
        (one.name, one.title)
        for one in offers
        if one.name in chosen or (one.text is not None and fits(one.text, service))
    ]


def name_of(text: UsedText) -> str:
    """What stands in the form for a text that is used."""
    return f"{text.key}/{text.version}"


def named(name: str) -> UsedText:
    """The text that stands in the form as ``name``; its words are filled when the decision is saved."""
    key, _slash, version = name.rpartition("/")
    return UsedText(key, int(version))


def texts_of(line: ServiceLine) -> tuple[UsedText, ...]:
    """Every text that the line uses."""
    return tuple(text for reason in line.reasons for text in reason.texts)


def with_texts(decision: Decision, case: CaseSnapshot, municipality_id: int, language: str) -> Decision:
    """``decision`` with each text it uses filled as its lines stand, and the law of each among the rules."""
    keys = {text.key for line in decision.lines for text in texts_of(line)}
    if not keys:
        return decision
    rows = ReasonTextVersion.objects.filter(municipality=municipality_id, key__in=keys)
    known = {(row.key, row.version): text_in(row.content) for row in rows}
    return replace(decision, lines=tuple(_with_texts(line, case, known, language) for line in decision.lines))


def _with_texts(line: ServiceLine, case: CaseSnapshot, known: Known, language: str) -> ServiceLine:
    reasons = []
    for reason in line.reasons:
        found = [(used, known.get((used.key, used.version))) for used in reason.texts]
        texts = [(used, text) for used, text in found if text is not None]
        reasons.append(
            Reason(
                tuple(
                    dict.fromkeys((*reason.rules, *(rule for _used, text in texts for rule in text.rules)))
                ),
                reason.facts,
                reason.considerations,
                tuple(_filled(used, text, line, case, language) for used, text in texts),
            )
        )
    return replace(line, reasons=tuple(reasons))


def _filled(
    used: UsedText, text: ReasonText, line: ServiceLine, case: CaseSnapshot, language: str
) -> UsedText:
    filling = filled(text, line, case, language)
    return UsedText(used.key, used.version, text.title, language, filling.words, text.norm, filling.missing)
