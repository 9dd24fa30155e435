"""One chapter of the law book: a ruleset beside the law that it carries out, part by part.

A part of the law is rendered in our own words, never copied. What a part leaves to a person's judgement is
said there, so that a reader sees both what the program answers and what it never will.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rettvis.lawbook.references import Certainty, Reference
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset
from rettvis.rulekit.versions import Versions
from rettvis.rulekit.wording import Sentence


@dataclass(frozen=True)
class LeftToPerson:
    """Something that the law asks and no rule answers: ``why``, and the facts that carry the answer."""

    why: Sentence
    answered_by: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Provision:
    """A part of a section ("first paragraph second sentence"; "" is the whole) in our own short rendering.

    ``since`` is the first day it held; ``not_automated`` is what it leaves to a person.
    """

    part: str
    rendering: Sentence
    since: date
    not_automated: tuple[LeftToPerson, ...] = ()
    certainty: Certainty = Certainty.READ

    def nodes(self, ruleset: Ruleset) -> tuple[Node, ...]:
        """The nodes that carry this part out: those the answer rests on first, what only helps last."""
        answering = ruleset.needed_for(ruleset.outcome.name)
        found = (node for node in ruleset.nodes if node.basis.part == self.part)
        return tuple(sorted(found, key=lambda node: (node not in answering, node.auxiliary)))


@dataclass(frozen=True)
class Chapter:
    """A ruleset with its provisions, and in plain words what its parameters are.

    ``page`` is what its page is called; ``notes`` say how certain a version is, by its first day;
    ``after_a_no`` is what must still be considered when the answer is no, and where it stands.
    """

    page: str
    reference: Reference
    versions: Versions[Ruleset]
    provisions: tuple[Provision, ...]
    parameters: Mapping[str, Sentence]
    notes: Mapping[date, Sentence]
    after_a_no: tuple[tuple[Reference, Sentence], ...] = ()

    def provisions_on(self, day: date) -> Iterator[Provision]:
        """The parts of the section that held on ``day``."""
        return (provision for provision in self.provisions if provision.since <= day)
