"""The page of the conditions: the findings as a tree, and what a person must answer."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.assessment import requests_not_assessed
from rettvis.journey.conditions import ANSWERABLE, RightTried
from rettvis.rulekit.faults import Faulty
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.application.saving import SETTLED, Conflict, Settled, may_change
from rettvis.web.calculation.links import assessment_link, calculation_link
from rettvis.web.conditions.forms import AnswersSheet, part_name, question_words
from rettvis.web.conditions.links import fact_link
from rettvis.web.conditions.models import ConditionsRevision
from rettvis.web.conditions.services import WHAT, save_answers
from rettvis.web.conditions.store import Answered
from rettvis.web.conditions.trying import Basis, Tried, basis_of, shown_findings, try_right
from rettvis.web.pages.engine import say
from rettvis.web.pages.steps import case_page
from rettvis.web.pages.whole_numbers import based_on


@on_case(WHAT)
def conditions(request: HttpRequest, case: Case) -> HttpResponse:
    """The right tried on the assessed needs: shown, or a person's answers saved."""
    basis = basis_of(case)
    if request.method == "POST":
        return _sent(request, case, basis)
    sheet = AnswersSheet(AnswersSheet.content_of(basis.answered))
    return _page(request, case, basis, sheet, basis.newest.number(ConditionsRevision))


def _sent(request: HttpRequest, case: Case, basis: Basis) -> HttpResponse:
    sheet = AnswersSheet({}, request.POST)
    number = based_on(request.POST)
    if not sheet.is_valid():
        return _page(request, case, basis, sheet, number, status=422)
    today = timezone.localdate()
    answered = sheet.value(basis.answered, request.user.name, today)
    if sheet.pressed == ("try",):
        return _page(request, case, basis, sheet, number, tried_out=answered)
    try:
        save_answers(case, number, answered, basis, request.user, today)
    except Faulty as faulty:
        sheet.add_faults(faulty.faults)
        return _page(request, case, basis, sheet, number, status=422)
    except Conflict as conflict:
        again = AnswersSheet(conflict.content)
        return _page(request, case, basis, again, conflict.current.number, conflict=conflict, status=409)
    except Settled:
        messages.warning(request, str(SETTLED))
        return _page(request, case, basis, sheet, number, status=409)
    messages.success(request, _("The answers are saved."))
    return redirect("conditions", case.number)


def _page(
    request: HttpRequest,
    case: Case,
    basis: Basis,
    sheet: AnswersSheet,
    number: int,
    *,
    tried_out: Answered | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    answered = tried_out or basis.answered
    today = timezone.localdate()
    tried = try_right(case, replace(basis, answered=answered), answered, today)
    asked = _asked(tried, basis.answered)
    context: dict[str, Any] = {
        "sheet": sheet,
        "number": number,
        "conflict": conflict,
        "unsaved": tried_out is not None,
        "right": tried.right,
        "tree": shown_findings(tried.right) if tried.right else None,
        "faults": tried.faults,
        "missing": _missing(case, basis, tried),
        "unassessed": len(requests_not_assessed(basis.application, basis.assessment)),
        "day": answered.decision_day or today,
        "questions": [_question(name, sheet, basis.answered) for name in asked],
        "others": [_question(name, sheet, basis.answered) for name in ANSWERABLE if name not in asked],
        "may_change": may_change(request.user, case),
    }
    return case_page(
        request, "conditions/conditions.jinja", case, context, current="conditions", status=status
    )


def _asked(tried: Tried, answered: Answered) -> list[str]:
    """The facts that matter as the case stands: those asked for now, and those answered before."""
    right = tried.right
    open_now: Iterable[str] = () if right is None else _open_facts(right)
    wanted = {*open_now, *(answer.fact for answer in answered.answers)}
    return [name for name in ANSWERABLE if name in wanted]


def _open_facts(right: RightTried) -> list[str]:
    return [*right.answer.missing, *(fact.name for fact in right.open_questions)]


def _missing(case: Case, basis: Basis, tried: Tried) -> list[tuple[str, str]]:
    """What can still change the answer, with where it is given."""
    unassessed = requests_not_assessed(basis.application, basis.assessment)
    found = [(assessment_link(case, fault.place), say(fault.message)) for fault in unassessed]
    found += [
        (calculation_link(case, fault.place, basis.choices), say(fault.message))
        for fault in basis.calculation.missing
    ]
    if tried.right is None:
        return found
    labels = {fact.name: question_words(fact) for fact in tried.right.answer.ruleset.facts}
    told = ("minutes.",) if found else ()
    of_a_child = ("child.",) if basis.assessment.child is None else ()
    names = [name for name in _open_facts(tried.right) if not name.startswith((*told, *of_a_child))]
    return found + [(fact_link(case, name, basis.choices), labels[name]) for name in names]


def _question(name: str, sheet: AnswersSheet, answered: Answered) -> dict[str, Any]:
    return {
        "part": part_name(name),
        "form": sheet.forms[part_name(name)],
        "words": question_words(ANSWERABLE[name]),
        "by_law": ANSWERABLE[name].question is not None,
        "answer": answered.answer_to(name),
    }
