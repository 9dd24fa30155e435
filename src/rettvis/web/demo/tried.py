"""What the right to BPA was tried on for each invented person, so that other rules can be tried too.

Drawn by the person's name and day of birth, the same for the same person. Some facts are missing, as they
are in real cases.
"""

from collections.abc import Mapping
from datetime import date
from random import Random

from rettvis.lawbook.bpa_right import facts as law
from rettvis.rulekit.expression import Value
from rettvis.rulekit.facts import LASTING
from rettvis.web.demo.groups import groups_of
from rettvis.web.demo.population import Invented

PRACTICAL, CONTACT = 25, 15
"""Parts of the assessed need of who has BPA, in percent; the rest is personal care."""
LONG, NIGHT, CONTINUOUS, DEARER, UNANSWERED = 0.9, 0.3, 0.6, 0.08, 0.06
"""Parts of the persons."""


def tried(person: Invented, received: date, decided: date) -> Mapping[str, Value]:
    """The facts by name; what is not known is absent."""
    assessed = groups_of(person).assessed
    chance = Random(f"{person.name} {person.birth_date} right")
    known: dict[str, Value | None] = {
        law.birth_date.name: person.birth_date,
        law.applied_on.name: received,
        law.decided_on.name: decided,
        law.need_from.name: date(
            max(received.year - chance.randrange(1, 8), person.birth_date.year + 1), 1, 1
        ),
        law.need_until.name: LASTING if chance.random() < LONG else date(received.year + 1, 6, 30),
        law.earlier_bpa.name: "right" if person.bpa and chance.random() < LONG else "none",
        **_minutes(person, assessed, chance),
    }
    if chance.random() >= UNANSWERED:
        known[law.cost_documented.name] = chance.random() < DEARER
    return {name: value for name, value in known.items() if value is not None}


def _minutes(person: Invented, assessed: int | None, chance: Random) -> dict[str, Value | None]:
    """The assessed minutes a week by kind, what falls at night, and leisure within support contact."""
    if assessed is None:
        return {}
    practical, contact = (assessed * share // 100 if person.bpa else 0 for share in (PRACTICAL, CONTACT))
    contact = contact if person.bpa else assessed
    care = assessed - practical - contact
    night = round(care * chance.uniform(0.05, 0.3)) if person.bpa and chance.random() < NIGHT else 0
    found: dict[str, Value | None] = {
        law.personal_care.name: care,
        law.practical_assistance.name: practical,
        law.training.name: 0,
        law.support_contact.name: contact,
        law.respite.name: 0,
        law.several_or_night.name: night,
        "activity.support_contact.leisure": contact,
    }
    if night and chance.random() >= UNANSWERED:
        found[law.several_or_night_continuous.name] = chance.random() < CONTINUOUS
    return found
