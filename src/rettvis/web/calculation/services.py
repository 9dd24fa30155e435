"""Saving the choices of a calculation: checked against the day clock, kept, and the step's state written."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rettvis.journey.assessment import Assessment
from rettvis.journey.calculation import Choices, Norm, calculate, check_choices
from rettvis.lawbook.norms import norms_of
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.models import User
from rettvis.web.application.models import Case
from rettvis.web.application.saving import Saved, save_sheet
from rettvis.web.application.services import mark_step
from rettvis.web.calculation.forms import ChoicesSheet
from rettvis.web.calculation.store import KEPT, KeptNorm, kept_norm
from rettvis.web.pages.steps import State

WHAT = gettext_noop("The calculation")


def save_choices(
    case: Case,
    based_on: int,
    choices: Choices,
    assessment: Assessment,
    user: User,
    sheet: type[Any] = ChoicesSheet,
) -> Saved[Choices]:
    """Save the choices made for ``assessment``.

    Raises ``Faulty`` with every fault, :class:`~rettvis.web.application.saving.Conflict` when somebody saved
    in between, ``Settled`` for a decided case, and ``Refused``.
    """
    faults = check_choices(choices, assessment.clock)
    if faults:
        raise Faulty(faults)
    saved = save_sheet(KEPT, sheet, lambda _now: choices, case, based_on, user)
    complete = calculate(assessment.clock, choices).complete
    mark_step(case, "calculation", State.DONE if complete else State.NEEDS_ATTENTION)
    return saved


def norms_for(case: Case, choices: Choices, on: date) -> list[KeptNorm]:
    """The municipality's norms on the day ``on``, and those that the choices already compare with."""
    groups = ("all", str(case.group))
    held: list[Norm] = [norm for norm in norms_of(case.municipality.number, on) if norm.group in groups]
    used = [use.norm for use in choices.norms]
    return list(dict.fromkeys(kept_norm(norm) for norm in [*held, *used]))
