"""A whole case on the web, made of a golden case: ready to be sent for approval."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import rettvis.web
from rettvis.edges.case_files import CaseFile, read_case
from rettvis.web.access.models import Role, User
from rettvis.web.application import store as application_store
from rettvis.web.application.models import ApplicationRevision, Case
from rettvis.web.application.revisions import save_revision
from rettvis.web.application.services import NewCase, open_case
from rettvis.web.assessment import store as assessment_store
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.calculation import store as calculation_store
from rettvis.web.calculation.models import CalculationRevision
from rettvis.web.conditions import store as conditions_store
from rettvis.web.conditions.models import ConditionsRevision
from rettvis.web.decision import store as decision_store
from rettvis.web.decision.models import DecisionRevision, OfficeDetails
from tests.web.conftest import Place

TODAY = date(2026, 11, 20)
FOLDER = Path(rettvis.web.__file__).parent / "demo" / "cases"


@dataclass(frozen=True)
class Ready:
    """The case, the golden case it was made of, and its people."""

    case: Case
    file: CaseFile
    caseworker: User
    leader: User
    auditor: User


def make_ready(place: Place, name: str = "sak-3", *, with_decision: bool = True) -> Ready:
    """Save the golden case, step by step, as its caseworker."""
    file = read_case(FOLDER / f"{name}.yaml")
    whole, people = file.case, place.people
    caseworker = people[Role.CASEWORKER]
    office = {
        "contact": "\n".join(whole.office.contact),
        "county_governor": whole.office.county_governor,
        "exempt": whole.office.exempt,
    }
    OfficeDetails.objects.get_or_create(unit=place.unit, defaults=office)
    assert whole.party.birth_date is not None
    assert whole.application.received_on is not None
    new = NewCase(whole.party.name, whole.party.birth_date, whole.application.received_on, place.unit)
    case = open_case(new, caseworker, caseworker)
    answered = conditions_store.Answered(whole.answers)
    draft = decision_store.Draft(whole.decision, whole.party.address)
    contents = [
        (ApplicationRevision, application_store.content_of(whole.application)),
        (AssessmentRevision, assessment_store.content_of(whole.assessment)),
        (CalculationRevision, calculation_store.content_of(whole.choices)),
        (ConditionsRevision, conditions_store.content_of(answered)),
        (DecisionRevision, decision_store.content_of(draft)),
    ]
    for model, content in contents if with_decision else contents[:-1]:
        save_revision(model, case, 0, content, caseworker)
    return Ready(case, file, caseworker, people[Role.TEAM_LEADER], people[Role.AUDITOR])
