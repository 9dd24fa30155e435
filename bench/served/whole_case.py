"""One case in progress with every step filled: the demonstration's case 3, as its caseworker saved it."""

from datetime import date

from rettvis.web.access.models import User
from rettvis.web.application import store as application_store
from rettvis.web.application.models import ApplicationRevision, Case, Status
from rettvis.web.application.revisions import save_revision
from rettvis.web.application.services import NewCase, open_case
from rettvis.web.assessment import store as assessment_store
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.calculation import store as calculation_store
from rettvis.web.calculation.models import CalculationRevision
from rettvis.web.conditions import store as conditions_store
from rettvis.web.conditions.models import ConditionsRevision
from rettvis.web.decision import store as decision_store
from rettvis.web.decision.models import DecisionRevision
from rettvis.web.demo.vignettes import read_vignette


def whole_case(caseworker: User, on: date) -> Case:
    """Open the case and save each step."""
    [grant] = caseworker.roles_on(on)
    assert grant.unit is not None
    whole = read_vignette("sak-3", on, caseworker.name)
    assert whole.party.birth_date is not None
    assert whole.application.received_on is not None
    new = NewCase(whole.party.name, whole.party.birth_date, whole.application.received_on, grant.unit)
    case = open_case(new, caseworker, caseworker)
    answered = conditions_store.Answered(whole.answers)
    draft = decision_store.Draft(whole.decision, whole.party.address)
    for model, content in (
        (ApplicationRevision, application_store.content_of(whole.application)),
        (AssessmentRevision, assessment_store.content_of(whole.assessment)),
        (CalculationRevision, calculation_store.content_of(whole.choices)),
        (ConditionsRevision, conditions_store.content_of(answered)),
        (DecisionRevision, decision_store.content_of(draft)),
    ):
        save_revision(model, case, 0, content, caseworker)
    Case.objects.filter(pk=case.pk).update(status=Status.IN_PROGRESS)
    return case
