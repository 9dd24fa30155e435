"""Where each blocker of the gate is mended."""

from django.urls import reverse
from django.utils.translation import gettext as _

from rettvis.journey.calculation import Choices
from rettvis.journey.conditions import ANSWERABLE
from rettvis.journey.decision import CaseSnapshot
from rettvis.journey.decision.gate import Blocker, Step
from rettvis.web.application.forms import ApplicationSheet
from rettvis.web.application.models import Case
from rettvis.web.calculation.links import assessment_link, calculation_link
from rettvis.web.conditions.links import fact_link
from rettvis.web.decision.forms import DecisionSheet
from rettvis.web.pages.engine import say
from rettvis.web.pages.sheets import Sheet


def blocker_link(case: Case, blocker: Blocker, choices: Choices) -> str:
    """The address that leads to where ``blocker`` is mended."""
    number, anchor = case.number, blocker.anchor
    if blocker.step is Step.APPLICATION:
        if anchor.startswith(("party", "birth_date")):
            return reverse("case", args=[number])
        return reverse("application", args=[number]) + anchor_in(ApplicationSheet, anchor)
    if blocker.name == "copied":
        return reverse("changes", args=[number]) + "#" + anchor.removeprefix("copied.")
    if blocker.step is Step.ASSESSMENT:
        return fact_or_assessment(case, anchor, choices)
    if blocker.step is Step.CALCULATION:
        return calculation_link(case, anchor, choices)
    if blocker.step is Step.CONDITIONS:
        name = anchor.removeprefix("answers.") if anchor.removeprefix("answers.") in ANSWERABLE else anchor
        return fact_link(case, name, choices)
    return decision_link(number, anchor)


def blocker_words(blocker: Blocker) -> str:
    """The blocker's sentence; what several questions of law ask alike says which question it is."""
    names = {
        "right": _("The right to BPA"),
        "necessary_help": _("Necessary help"),
        "offer_after_no": _("BPA all the same"),
    }
    question, _dot, rest = blocker.anchor.partition(".")
    text = say(blocker.message)
    return f"{names[question]}: {text}" if question in names and rest.startswith("reason") else text


def follows_from_the_clock(case: CaseSnapshot, blocker: Blocker) -> bool:
    """A fact that is asked for only because the day clock is still empty: filling in the clock answers it."""
    of_needs = ("child.", "minutes.", "has_parental_responsibility", "several_providers")
    return (
        blocker.name == "missing_fact"
        and not case.assessment.clock.rows
        and blocker.anchor.startswith(of_needs)
    )


def decision_link(number: str, anchor: str) -> str:
    """The address where the decision's own fact at ``anchor`` is given."""
    if anchor.startswith("office"):
        return reverse("office", args=[number])
    if anchor in ("advance_notice", "advance_notice.answer_by"):
        return reverse("advance_notice", args=[number])
    page = reverse("decision", args=[number])
    if anchor.startswith(("status", "law_date")):
        return f"{page}#acts"
    if anchor == "lines" or anchor.startswith(("requests.", "kinds.")):
        return f"{page}#lines"
    return page + (anchor_in(DecisionSheet, anchor) or "#sheet")


def fact_or_assessment(case: Case, anchor: str, choices: Choices) -> str:
    """The name of a fact, or a place in the assessment."""
    facts = ("need_from", "need_until", "several_providers_or_night_continuous")
    return fact_link(case, anchor, choices) if anchor in facts else assessment_link(case, anchor)


def anchor_in(sheet: type[Sheet], place: str) -> str:
    """The end of an address that leads to where ``place`` is typed."""
    located = sheet.locate(place)
    return f"#{sheet.id_of(located)}" if located else ""
