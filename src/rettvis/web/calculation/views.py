"""The page of the calculation: the choices, and the explanation open beside them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.journey.assessment import Assessment
from rettvis.journey.calculation import Choices, check_choices
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.application.newest import Newest
from rettvis.web.application.saving import SETTLED, Conflict, Settled, may_change
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.assessment.store import assessment_in, for_case
from rettvis.web.calculation.explanation import explanation
from rettvis.web.calculation.forms import ChoicesSheet, sheet_for
from rettvis.web.calculation.links import mended_at
from rettvis.web.calculation.models import CalculationRevision
from rettvis.web.calculation.services import WHAT, norms_for, save_choices
from rettvis.web.calculation.store import choices_in
from rettvis.web.pages.steps import case_page
from rettvis.web.pages.whole_numbers import based_on


@on_case(WHAT)
def calculation(request: HttpRequest, case: Case) -> HttpResponse:
    """The choices with the explanation beside: shown, tried out, or saved."""
    newest = Newest(case, AssessmentRevision, CalculationRevision)
    content = newest.content(AssessmentRevision)
    assessment = for_case(Assessment() if content is None else assessment_in(content), case)
    saved = choices_in(newest.content(CalculationRevision))
    sheet_type = sheet_for(assessment.clock, norms_for(case, saved, timezone.localdate()))
    page = _Page(request, case, assessment, saved, sheet_type)
    if request.method == "POST":
        return page.sent()
    return page.show(sheet_type(sheet_type.content_of(saved)), newest.number(CalculationRevision), saved)


class _Page:
    """One request for the page."""

    def __init__(
        self,
        request: HttpRequest,
        case: Case,
        assessment: Assessment,
        saved: Choices,
        sheet_type: type[ChoicesSheet],
    ) -> None:
        self.request, self.case, self.assessment, self.saved = request, case, assessment, saved
        self.sheet_type = sheet_type

    def sent(self) -> HttpResponse:
        """What was typed: rearranged, tried out, or saved."""
        sheet = self.sheet_type({}, self.request.POST)
        number = based_on(self.request.POST)
        if sheet.rearranged() or sheet.pressed == ("try",):
            return self._tried_out(sheet, number)
        if not sheet.is_valid():
            return self.show(sheet, number, self.saved, status=422)
        try:
            save_choices(
                self.case, number, sheet.value(), self.assessment, self.request.user, self.sheet_type
            )
        except Faulty as faulty:
            sheet.add_faults(faulty.faults)
            return self.show(sheet, number, self.saved, status=422)
        except Conflict as conflict:
            again = self.sheet_type(conflict.content)
            return self.show(again, conflict.current.number, self.saved, conflict=conflict, status=409)
        except Settled:
            messages.warning(self.request, str(SETTLED))
            return self.show(sheet, number, self.saved, status=409)
        messages.success(self.request, _("The calculation is saved."))
        return redirect("calculation", self.case.number)

    def _tried_out(self, sheet: ChoicesSheet, number: int) -> HttpResponse:
        """The explanation of what is typed, without saving; of what was saved where it cannot be read."""
        typed = self.sheet_type({}, self.request.POST)
        if sheet.pressed[0] == "remove":
            for rows in typed.rows.values():
                rows[:] = [row for row in rows if row.key != sheet.pressed[-1]]
        if not typed.is_valid():
            faults = [Fault("", text) for _id, text in typed.errors]
            return self.show(sheet, number, self.saved, unsaved=True, faults=faults)
        choices = typed.value()
        faults = check_choices(choices, self.assessment.clock)
        return self.show(sheet, number, self.saved if faults else choices, unsaved=True, faults=faults)

    def show(
        self,
        sheet: ChoicesSheet,
        number: int,
        choices: Choices,
        *,
        unsaved: bool = False,
        faults: Any = (),
        conflict: Conflict | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page with ``choices`` explained."""
        explained = explanation(self.assessment, choices)
        context = {
            "sheet": sheet,
            "number": number,
            "conflict": conflict,
            "explained": explained,
            "missing": mended_at(self.case, explained.missing, choices),
            "unsaved": unsaved,
            "faults": faults,
            "activities": self.assessment.clock.rows,
            "shares": any(row.shared for row in self.assessment.clock.rows),
            "has_norms": bool(self.sheet_type.known),
            "may_change": may_change(self.request.user, self.case),
        }
        return case_page(
            self.request,
            "calculation/calculation.jinja",
            self.case,
            context,
            current="calculation",
            status=status,
        )
