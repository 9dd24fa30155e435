"""Where what is missing in a calculation is given: on this page, or in the day clock."""

from collections.abc import Iterable

from django.urls import reverse

from rettvis.journey.calculation import Choices
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence
from rettvis.web.application.models import Case, Group
from rettvis.web.assessment.sections import way_to

Link = tuple[str, Sentence]


def mended_at(case: Case, faults: Iterable[Fault], choices: Choices) -> list[Link]:
    """Each fault's address and sentence."""
    return [(calculation_link(case, fault.place, choices), fault.message) for fault in faults]


def calculation_link(case: Case, place: str, choices: Choices) -> str:
    """The address where the fact of the calculation at ``place`` is given."""
    page = reverse("calculation", args=[case.number])
    part, _dot, key = place.partition(".")
    if part == "shared_housework" or key.endswith(".shared"):
        return f"{page}#id_shared-share"
    taken_out = {deduction.key for deduction in choices.deductions}
    row = key.partition(".")[0]
    if part in ("rows", "deductions") and row in taken_out:
        return f"{page}#id_deductions-{row}-minutes"
    if part in ("norms", "weeks", "deductions", "kinds"):
        return f"{page}#{'norms-title' if part == 'norms' else 'sheet'}"
    return assessment_link(case, f"clock.{row}")


def assessment_link(case: Case, place: str) -> str:
    """The address where the fact of the assessment at ``place`` is given."""
    clock = reverse("assessment_section", args=[case.number, "dognklokke"])
    if place.startswith("child.") and case.group != Group.CHILD:
        place = ""  # what asks for a child's facts is an assessed respite
    return way_to(case, place) or f"{clock}#add-clock"
