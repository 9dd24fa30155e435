"""Reasons as the law wants them: the rules, the facts, and the main considerations.

Law: fvl. § 25 (rules, facts, and the main considerations where discretion is used).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rettvis.lawbook import references as law
from rettvis.lawbook.references import Reference
from rettvis.rulekit.basis import LegalBasis

RULES: Mapping[str, Reference] = {
    "right_to_bpa": law.RIGHT_TO_BPA,
    "necessary_services": law.NECESSARY_SERVICES,
    "duty_to_offer_bpa": law.DUTY_TO_OFFER_BPA,
    "personal_assistance": law.PERSONAL_ASSISTANCE,
    "health_services_at_home": law.HEALTH_SERVICES_AT_HOME,
    "place_in_institution": law.PLACE_IN_INSTITUTION,
    "respite": law.RESPITE,
    "care_allowance": law.CARE_ALLOWANCE,
    "relief_decision": law.RELIEF_DECISION,
    "sound_services": law.SOUND_SERVICES,
    "participation": law.PARTICIPATION,
}
"""The provisions that a reason may rest on, by the name that is stored."""


@dataclass(frozen=True)
class UsedText:
    """A text of the library as it is used: which one and which version, and its words filled for the case.

    ``words`` are empty where it is not written in the letter's ``language``; ``missing`` are the open places
    that have no value yet. ``norm`` marks one that speaks of a norm: guidance, never the only reason.
    """

    key: str
    version: int
    title: str = ""
    language: str = ""
    words: str = ""
    norm: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why: the ``rules`` (names in :data:`RULES`), the ``facts`` and the main ``considerations`` in words.

    ``texts`` are what is used of the library, in the order they stand.
    """

    rules: tuple[str, ...] = ()
    facts: str = ""
    considerations: str = ""
    texts: tuple[UsedText, ...] = ()

    def bases(self, on: date) -> tuple[LegalBasis, ...]:
        """The provisions as they were numbered on the day ``on``."""
        return tuple(RULES[rule].on(on) for rule in self.rules if rule in RULES)


@dataclass(frozen=True)
class Tried:
    """A question of law that a person has answered, with the reason; ``None`` until then."""

    answer: bool | None = None
    reason: Reason = Reason()
