"""The household, work and care duties, and who can lead the assistants."""

from dataclasses import dataclass
from datetime import date

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_


class Relation(Choice):
    """What a member of the household is to the person."""

    SPOUSE = "spouse", N_("Spouse")
    COHABITANT = "cohabitant", N_("Cohabitant")
    CHILD = "child", N_("Child")
    PARENT = "parent", N_("Parent")
    SIBLING = "sibling", N_("Sibling")
    OTHER = "other", N_("Somebody else")


SHARE_HOUSEWORK = (Relation.SPOUSE, Relation.COHABITANT)
"""Who shares the housework in ordinary practice. Source: Romerike Revisjon, rapport nr. 7-2026."""


@dataclass(frozen=True)
class HouseholdMember:
    """Somebody the person lives with, and how much that person works (per cent of full time)."""

    relation: Relation
    employment_percent: int | None = None
    birth_date: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Household:
    """Who lives together, the person's own work or study, and the person's care duties for others."""

    members: tuple[HouseholdMember, ...] = ()
    lives_alone: bool | None = None
    work: str = ""
    disability_pension_percent: int | None = None
    care_duties: str = ""

    @property
    def someone_shares_housework(self) -> bool:
        """There is a spouse or a cohabitant."""
        return any(member.relation in SHARE_HOUSEWORK for member in self.members)


class SupervisorRole(Choice):
    """Who leads the assistants in daily life."""

    PERSON = "person", N_("The person")
    ON_BEHALF = "on_behalf", N_("Somebody on the person’s behalf")


@dataclass(frozen=True)
class Supervisor:
    """The supervisor question: who would lead, and whether the role can be carried, with the reason."""

    role: SupervisorRole | None = None
    name: str = ""
    can_be_carried: bool | None = None
    reason: str = ""
