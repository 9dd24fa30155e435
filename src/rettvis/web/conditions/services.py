"""Saving what a person answers: checked, kept, and the step's state written."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_noop

from rettvis.journey.conditions import check_answers
from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.findings import Outcome
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.application.saving import Saved, save_sheet
from rettvis.web.application.services import mark_step
from rettvis.web.conditions.forms import AnswersSheet
from rettvis.web.conditions.store import KEPT, Answered
from rettvis.web.conditions.trying import Basis, try_right
from rettvis.web.pages.steps import State

WHAT = gettext_noop("The conditions")


def save_answers(
    case: Case, based_on: int, answered: Answered, basis: Basis, user: User, on: date
) -> Saved[Answered]:
    """Save the answers as known on the day ``on``.

    Raises ``Faulty`` with every fault, :class:`~rettvis.web.application.saving.Conflict` when somebody saved
    in between, ``Settled`` for a decided case, and ``Refused``.
    """
    faults = check_answers(answered.answers, on)
    if faults:
        raise Faulty(faults)
    saved = save_sheet(KEPT, AnswersSheet, lambda _now: answered, case, based_on, user)
    mark_step(case, "conditions", _state(case, basis, answered, on))
    return saved


def _state(case: Case, basis: Basis, answered: Answered, on: date) -> State:
    tried = try_right(case, replace(basis, answered=answered), answered, on)
    if tried.right is None or tried.faults:
        return State.NEEDS_ATTENTION
    settled = tried.right.outcome in (Outcome.MET, Outcome.NOT_MET) and not tried.right.open_questions
    return State.DONE if settled else State.STARTED
