"""The facts that the right to BPA is tried on: assessed needs, and never what was applied for or granted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from rettvis.journey.assessment import Assessment, Child
from rettvis.journey.calculation import Calculation, right_figures
from rettvis.journey.conditions.human_answer import HumanAnswer, usable
from rettvis.lawbook.bpa_right import facts as law
from rettvis.rulekit.expression import Value
from rettvis.rulekit.facts import Fact, Given, Origin, Source
from rettvis.rulekit.wording import N_

_FROM_CALCULATION = N_("The sum of the assessed activities of this kind")
_FROM_CLOCK = N_("The assessed activities at night, or with more than one assistant")
_FROM_ASSESSMENT = N_("The assessment")
_FROM_DECISION = N_("The day whose law the decision is made by")


@dataclass(frozen=True)
class Subject:
    """Whose right is tried: the person's birth date and the two days of the case.

    In a child's case the person is the child: the child's own needs count as personal assistance, and the
    parents' respite counts beside them when the child facts are met.
    """

    birth_date: date | None = None
    applied_on: date | None = None
    decided_on: date | None = None
    birth_date_origin: Origin = field(default_factory=lambda: Origin(Source.REGISTER))


def facts_for_right(
    subject: Subject,
    assessment: Assessment,
    calculation: Calculation,
    answers: Iterable[HumanAnswer] = (),
) -> dict[str, Given]:
    """Every known fact of the right to BPA by name, with its origin; what is not known is absent.

    Law: pbrl § 2-1 d. ``calculation`` is that of the assessment's own day clock. The requests of the
    application are not an argument, so that no outcome can rest on them.
    """
    found: dict[str, Given] = {}
    _add(found, law.birth_date, subject.birth_date, subject.birth_date_origin)
    _add(found, law.applied_on, subject.applied_on, Origin(Source.APPLICANT))
    _add(found, law.decided_on, subject.decided_on, Origin(Source.DERIVED, why=_FROM_DECISION))
    for name, value in right_figures(calculation, assessment).facts().items():
        found[name] = Given(value, _origin_of(name))
    if assessment.child is not None:
        _add_child(found, assessment.child)
    found.update((answer.fact, answer.given) for answer in usable(answers))
    return found


def _origin_of(name: str) -> Origin:
    if name == law.several_or_night.name:
        return Origin(Source.DERIVED, why=_FROM_CLOCK)
    if name.startswith("minutes."):
        return Origin(Source.DERIVED, why=_FROM_CALCULATION)
    return Origin(Source.CASEWORKER, why=_FROM_ASSESSMENT)


def _add_child(found: dict[str, Given], child: Child) -> None:
    origin = Origin(Source.CASEWORKER, why=_FROM_ASSESSMENT)
    _add(found, law.child_birth_date, child.birth_date, Origin(Source.REGISTER))
    _add(found, law.child_at_home, child.lives_at_home, origin)
    _add(found, law.child_disability, child.has_disability, origin)


def _add(found: dict[str, Given], fact: Fact, value: Value | None, origin: Origin) -> None:
    if value is not None:
        found[fact.name] = Given(value, origin)
