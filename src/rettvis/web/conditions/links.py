"""Where each fact of the right is given."""

from django.urls import reverse

from rettvis.journey.calculation import Choices
from rettvis.journey.conditions import ANSWERABLE
from rettvis.web.application.models import Case
from rettvis.web.calculation.links import assessment_link
from rettvis.web.conditions.forms import part_name

_IN_ASSESSMENT = {
    "need_from": "need.start",
    "need_until": "need.until",
    "several_providers_or_night_continuous": "several_or_night_continuous",
    "child.birth_date": "child.birth_date",
    "child.lives_at_home": "child.lives_at_home",
    "child.has_disability": "child.has_disability",
}


def fact_link(case: Case, fact: str, choices: Choices) -> str:
    """The address where a fact is given, by its name."""
    if fact in ANSWERABLE:
        return reverse("conditions", args=[case.number]) + f"#answer-{part_name(fact)}"
    if fact == "decided_on":
        return reverse("conditions", args=[case.number]) + "#id_day-decision_day"
    if fact.startswith("minutes."):
        return reverse("calculation", args=[case.number]) + "#explanation"
    if fact == "applied_on":
        return reverse("application", args=[case.number])
    if fact == "birth_date":
        return reverse("case", args=[case.number])
    return assessment_link(case, _IN_ASSESSMENT.get(fact, ""))
