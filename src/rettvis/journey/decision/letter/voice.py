"""Who the letter speaks to, and how: to the person, or to the parents of the child whose case it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from rettvis.journey.application import KindOfService
from rettvis.journey.calculation import Calculation
from rettvis.journey.conditions import RightTried
from rettvis.journey.decision.lines import ServiceLine
from rettvis.journey.decision.reasons import Reason
from rettvis.journey.decision.service_words import SERVICE_WORDS
from rettvis.journey.decision.snapshot import CaseSnapshot
from rettvis.lawbook.deadlines import Holidays
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.wording import Sentence, sentence

KIND_WORDS: Mapping[KindOfService, Sentence] = {
    KindOfService.PERSONAL_CARE: sentence("personal care"),
    KindOfService.PRACTICAL_ASSISTANCE: sentence("practical assistance"),
    KindOfService.TRAINING: sentence("training in daily tasks"),
    KindOfService.SUPPORT_CONTACT: sentence("support contact"),
    KindOfService.HOME_NURSING: sentence("home nursing"),
    KindOfService.RESPITE: sentence("respite"),
    KindOfService.RESPITE_HEALTH: sentence("health care during respite"),
}
"""The kinds of service as they stand inside a sentence."""


@dataclass(frozen=True)
class Telling:
    """A case as it is told in one language on one day, with the right tried once.

    ``holidays`` lets the complaint deadline be computed when the day it was sent is known.
    """

    case: CaseSnapshot
    language: str
    on: date
    right: RightTried
    holidays: Holidays | None = None

    @property
    def calculation(self) -> Calculation:
        """The measured day clock."""
        return self.case.calculation

    @property
    def to_parents(self) -> bool:
        """The reader is the parents of the child."""
        return self.case.written_to_parents

    @property
    def first_name(self) -> str:
        """The name that a child is called by in the letter."""
        return self.case.party.name.split(" ")[0]

    @property
    def law_date(self) -> date:
        """The day whose law was used."""
        return self.right.law_date

    def say(self, to_person: Sentence, to_parents: Sentence | None = None) -> str:
        """A sentence in the reader's language: the one for the parents where the reader is the parents."""
        return (to_parents if self.to_parents and to_parents is not None else to_person).say(self.language)

    def cite(self, bases: Iterable[LegalBasis]) -> str:
        """Provisions as running text."""
        return sentence("{bases}", bases=[basis.cite(self.language) for basis in bases]).say(self.language)

    def reason(self, reason: Reason) -> str:
        """A reason's facts and considerations as running text."""
        return " ".join(ended(text) for text in (reason.facts, reason.considerations) if text.strip())

    def services(self, lines: Iterable[ServiceLine]) -> str:
        """The services of ``lines`` as running text, each once."""
        names = [SERVICE_WORDS[service] for service in dict.fromkeys(line.service for line in lines)]
        return sentence("{services}", services=names).say(self.language)

    def name_of(self, line: ServiceLine) -> Sentence:
        """The service; its extent too, where several lines give the same one."""
        if line.extent is None or len(self.case.lines_of(line.service)) == 1:
            return line.service.label
        return sentence("{service}, {extent}", service=line.service.label, extent=line.extent.words())

    def hours(self, minutes: Fraction | int) -> str:
        """Minutes as hours and minutes, a part of a minute rounded up."""
        return sentence("{time:hours}", time=ceil(minutes)).say(self.language)


def ended(text: str) -> str:
    """The text with a full stop, where its writer left it out."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…»”" else f"{text}."


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
