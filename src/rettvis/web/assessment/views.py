"""The pages of the assessment: the whole at a glance, and each section."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.application import Application, TimeUse
from rettvis.journey.assessment import Assessment, FormKind
from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.wording import Sentence
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.application.revisions import current_revision
from rettvis.web.application.saving import SETTLED, Conflict, Settled, may_change
from rettvis.web.application.store import load_application
from rettvis.web.assessment.answers import AnswersSheet
from rettvis.web.assessment.clock import Activities, ClockSheet
from rettvis.web.assessment.dial import draw, hours_and_minutes, sound_part
from rettvis.web.assessment.forms_used import day_clock_form, newer_forms, with_forms
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.assessment.sections import Section, gaps, sections_of
from rettvis.web.assessment.services import By, faults_on, missing, save_section, use_newer
from rettvis.web.assessment.store import assessment_in, for_case
from rettvis.web.pages.steps import case_page
from rettvis.web.pages.whole_numbers import based_on

WHAT = gettext_noop("The assessment")


class Opened:
    """What stands when a page is opened: the assessment, the application, and the revision's number."""

    def __init__(self, case: Case) -> None:
        revision = current_revision(AssessmentRevision, case)
        self.case = case
        self.number = revision.number if revision else 0
        self.assessment = for_case(_as_kept(case, revision), case)
        self.application = load_application(case) or Application()

    @property
    def activities(self) -> Activities:
        """The activities of the case's day clock."""
        form = day_clock_form(self.assessment, self.case.group)
        return Activities(
            form, {row.activity: row.label for row in self.assessment.clock.rows if row.activity}
        )


def _as_kept(case: Case, revision: AssessmentRevision | None) -> Assessment:
    """What is saved; before that, an empty assessment with the forms it would begin with today."""
    if revision is not None:
        return assessment_in(revision.content)
    return with_forms(Assessment(), case, timezone.localdate()) if case.is_open else Assessment()


@on_case(WHAT, post=None)
def assessment(request: HttpRequest, case: Case) -> HttpResponse:
    """The sections with what is missing in each, and the dial."""
    opened = Opened(case)
    today = timezone.localdate()
    found = gaps(case, missing(opened.assessment, opened.application))
    rows = [
        (section, [gap for gap in found if gap.section == section.slug])
        for section in sections_of(opened.assessment)
    ]
    begun = opened.number and case.is_open
    context = {
        "sections": rows,
        "newer": newer_forms(opened.assessment, case, today) if begun else [],
        "progress": _progress(opened.assessment),
        "dial": draw(opened.assessment.clock),
        "kept": opened.number > 0 or case.is_open,
        "may_change": may_change(request.user, case),
    }
    return case_page(request, "assessment/overview.jinja", case, context, current="assessment")


def _progress(assessment: Assessment) -> dict[str, tuple[int, int]]:
    """How much of the guides and of the checklists is done, by the section."""
    found = {}
    for slug, kind in (("samtaleguide", FormKind.CONVERSATION), ("sjekkliste", FormKind.CHECKLIST)):
        forms = assessment.forms_of(kind)
        rows = sum(len(used.form.rows) for used in forms)
        found[slug] = (rows - sum(len(used.open_rows) for used in forms), rows)
    return found


@on_case(WHAT)
def newer(request: HttpRequest, case: Case) -> HttpResponse:
    """What differs between the forms of the case and newer versions, and the choice to use them."""
    opened, today = Opened(case), timezone.localdate()
    if request.method == "POST":
        try:
            chosen = set(request.POST.getlist("form"))
            use_newer(case, based_on(request.POST), chosen, By(request.user, today))
        except Settled:
            messages.warning(request, str(SETTLED))
        else:
            messages.success(request, _("The case uses the newer version. What was answered is kept."))
        return redirect("newer_forms", case.number)
    context = {
        "newer": newer_forms(opened.assessment, case, today) if opened.number and case.is_open else [],
        "number": opened.number,
        "sections": sections_of(opened.assessment),
        "may_change": may_change(request.user, case),
    }
    return case_page(request, "assessment/newer_forms.jinja", case, context, current="assessment")


@on_case(WHAT)
def section(request: HttpRequest, case: Case, slug: str) -> HttpResponse:
    """One section: shown, rearranged, worked out anew without saving, or saved."""
    opened = Opened(case)
    wanted = next((one for one in sections_of(opened.assessment) if one.slug == slug), None)
    if wanted is None:
        raise Http404
    if request.method == "POST":
        return _sent(request, opened, wanted)
    return _page(request, opened, wanted, _sheet(opened, wanted, wanted.sheet.content_of(opened.assessment)))


def _sent(request: HttpRequest, opened: Opened, wanted: Section) -> HttpResponse:
    sheet = _sheet(opened, wanted, {}, request.POST)
    number = based_on(request.POST)
    if sheet.rearranged():
        return _page(request, opened, wanted, sheet, number)
    if not sheet.is_valid():
        return _page(request, opened, wanted, sheet, number, status=422)
    try:
        if sheet.pressed == ("update",):
            sheet.add_faults(faults_on(sheet, opened.assessment, timezone.localdate()))
            return _page(request, opened, wanted, sheet, number, status=422 if sheet.errors else 200)
        saved = save_section(opened.case, number, sheet, By(request.user, timezone.localdate()))
    except Faulty as faulty:
        sheet.add_faults(faulty.faults)
        return _page(request, opened, wanted, sheet, number, status=422)
    except Conflict as conflict:
        again = _sheet(opened, wanted, conflict.content)
        opened = Opened(opened.case)
        return _page(request, opened, wanted, again, opened.number, conflict=conflict, status=409)
    except Settled:
        messages.warning(request, str(SETTLED))
        return _page(request, opened, wanted, sheet, number, status=409)
    _say_saved(request, wanted, saved.beside)
    return redirect("assessment_section", opened.case.number, _after(opened, wanted, sheet.pressed))


def _page(
    request: HttpRequest,
    opened: Opened,
    wanted: Section,
    sheet: Any,
    number: int | None = None,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    found = gaps(opened.case, missing(opened.assessment, opened.application))
    context: dict[str, Any] = {
        "section": wanted,
        "sections": sections_of(opened.assessment),
        "following": _following(opened, wanted),
        "sheet": sheet,
        "number": opened.number if number is None else number,
        "conflict": conflict,
        "missing": [(gap.address, gap.text) for gap in found if gap.section == wanted.slug],
        "elsewhere": sum(gap.section != wanted.slug for gap in found),
        "may_change": may_change(request.user, opened.case),
    }
    if opened.assessment.child is not None:
        context["age"] = opened.assessment.child.age_on(timezone.localdate())
    if isinstance(sheet, ClockSheet):
        context |= _clock_context(opened, sheet)
    return case_page(request, wanted.template, opened.case, context, current="assessment", status=status)


def _sheet(opened: Opened, wanted: Section, content: Any, data: Any = None) -> Any:
    """The section's sheet; the day clock also knows what the application asks for."""
    if wanted.sheet is ClockSheet:
        return ClockSheet(content, data, opened.application, opened.activities)
    if issubclass(wanted.sheet, AnswersSheet):
        return wanted.sheet(content, data, opened.assessment)
    return wanted.sheet(content, data)


def _clock_context(opened: Opened, sheet: ClockSheet) -> dict[str, Any]:
    """The dial and each row's minutes a week, of what is typed as far as it can be read."""
    clock = opened.assessment.clock
    if sheet.data is not None:
        read = ClockSheet({}, sheet.data, opened.application, opened.activities)
        shown = {row.key for row in sheet.rows["clock"]}
        read.rows["clock"] = [row for row in read.rows["clock"] if row.key in shown and not row.is_blank]
        clock = read.clock(clock)
    sound = sound_part(clock)
    sums = {row.key: (_a_week(row.assessed), _a_week(row.by_person)) for row in sound.rows}
    return {
        "dial": draw(sound),
        "sums": sums,
        "differ": {row.key for row in sound.rows if row.figures_differ},
        "fetchable": len(sheet.not_answered()),
    }


def _a_week(time: TimeUse | None) -> Sentence | str:
    return "" if time is None else hours_and_minutes(time.per_week)


def _say_saved(request: HttpRequest, wanted: Section, beside: str) -> None:
    messages.success(request, _("%(section)s is saved.") % {"section": wanted.title})
    if beside:
        words = _("%(name)s has saved another part of the assessment meanwhile. Both are kept.")
        messages.info(request, words % {"name": beside})


def _after(opened: Opened, wanted: Section, pressed: tuple[str, ...]) -> str:
    """Where one comes after saving: the same section, or the next."""
    following = _following(opened, wanted)
    return following.slug if pressed == ("next",) and following else wanted.slug


def _following(opened: Opened, wanted: Section) -> Section | None:
    there = sections_of(opened.assessment)
    place = there.index(wanted) + 1
    return there[place] if place < len(there) else None
