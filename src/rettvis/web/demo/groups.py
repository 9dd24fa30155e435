"""What an invented person's statistics are divided by: sex, how the service is organised, assessed need.

Some with a support contact have other services too, so many of each that the figures may be published.

The same for the same person. Those whose support contact comes from a provider are granted a little less of
what is assessed than the others, so that the page of equal treatment has something to find.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from rettvis.journey.application import Service
from rettvis.journey.decision import Organised
from rettvis.web.application.models import Sex
from rettvis.web.demo.population import Invented

NOT_REGISTERED, NOT_ASSESSED, BY_PROVIDER = 0.04, 0.05, 0.25
"""Parts of the persons."""

ALSO = {Service.PRACTICAL_ASSISTANCE: (0.06, (60, 90, 120)), Service.HOME_NURSING: (0.04, (70, 105, 210))}
"""The part of those with a support contact that have another service too, and its minutes a week."""

GRANTED_OF_NEED = {Organised.BPA: 0.97, Organised.CONTRACT: 0.97, Organised.PROVIDER: 0.89}
SPREAD = 0.04


@dataclass(frozen=True)
class InventedGroups:
    """``assessed`` is minutes a week, None where nothing is known; ``also`` those of other services."""

    sex: str
    organised: Organised
    assessed: int | None
    also: Mapping[Service, int]


def groups_of(person: Invented) -> InventedGroups:
    """The groups of one person, drawn by her name and day of birth."""
    chance = Random(f"{person.name} {person.birth_date}")
    sex = "" if chance.random() < NOT_REGISTERED else chance.choice(Sex.values)
    by_provider = chance.random() < BY_PROVIDER
    organised = Organised.PROVIDER if by_provider else Organised.CONTRACT
    if person.bpa:
        organised = Organised.BPA
    share = GRANTED_OF_NEED[organised] * chance.lognormvariate(0, SPREAD)
    known = chance.random() >= NOT_ASSESSED
    also = {
        service: chance.choice(minutes)
        for service, (part, minutes) in ALSO.items()
        if chance.random() < part and person.support_contact
    }
    granted = (person.bpa or person.support_contact) + sum(also.values())
    return InventedGroups(sex, organised, round(granted / share) if known else None, also)
