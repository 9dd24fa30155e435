"""The sections of the assessment, in the order they are shown; each is saved on its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rettvis.journey.assessment import Assessment, FormKind
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence
from rettvis.web.application.forms import ApplicationSheet
from rettvis.web.application.models import Case
from rettvis.web.assessment.answers import ChecklistSheet, ConversationSheet
from rettvis.web.assessment.child import ChildSheet
from rettvis.web.assessment.clock import ClockSheet
from rettvis.web.assessment.contacts import ContactsSheet
from rettvis.web.assessment.household import HouseholdSheet
from rettvis.web.assessment.need import NeedSheet
from rettvis.web.assessment.participation import ParticipationSheet
from rettvis.web.pages.sheets import Sheet


def _always(assessment: Assessment) -> bool:
    return True


@dataclass(frozen=True)
class Section:
    """One section: the end of its address, its title, its sheet and template, and when it is there."""

    slug: str
    title: str | Promise
    lead: str | Promise
    sheet: type[Sheet]
    template: str
    there: Callable[[Assessment], bool] = _always


SECTIONS = (
    Section(
        "samtaler",
        _("Conversations and visits"),
        _("How you found out about the needs: conversations, home visits and documents."),
        ContactsSheet,
        "assessment/contacts.jinja",
    ),
    Section(
        "husstand",
        _("Household and work"),
        _("Who lives together, work and care duties, and who would lead the assistants."),
        HouseholdSheet,
        "assessment/household.jinja",
    ),
    Section(
        "barnet",
        _("The child"),
        _("The child’s situation, ordinary care for the age, and the child’s best interests."),
        ChildSheet,
        "assessment/child.jinja",
        lambda assessment: assessment.child is not None,
    ),
    Section(
        "dognklokke",
        _("Day clock"),
        _("What the person needs help with through a day and night, and how long it takes."),
        ClockSheet,
        "assessment/clock.jinja",
    ),
    Section(
        "medvirkning",
        _("Participation"),
        _("What matters to the person, how each wish was weighed, and what information was given."),
        ParticipationSheet,
        "assessment/participation.jinja",
    ),
    Section(
        "periode",
        _("Period and summary"),
        _("From when and until when the need is there, and the assessment in short."),
        NeedSheet,
        "assessment/need.jinja",
    ),
    Section(
        "samtaleguide",
        _("Conversation guide"),
        _("The municipality’s own questions for the conversation, and what was answered."),
        ConversationSheet,
        "assessment/answers.jinja",
        lambda assessment: bool(assessment.forms_of(FormKind.CONVERSATION)),
    ),
    Section(
        "sjekkliste",
        _("Checklist"),
        _("What must not be forgotten. What is not ticked off shows on the front page of the case."),
        ChecklistSheet,
        "assessment/answers.jinja",
        lambda assessment: bool(assessment.forms_of(FormKind.CHECKLIST)),
    ),
)


@dataclass(frozen=True)
class Gap:
    """Something that is missing: the sentence, and the address where it is mended."""

    section: str
    address: str
    text: Sentence


def sections_of(assessment: Assessment) -> list[Section]:
    """The sections that this assessment has."""
    return [section for section in SECTIONS if section.there(assessment)]


def place_of(place: str) -> tuple[str, str] | None:
    """The section and the id on its page where a fact is typed; None for a place outside the assessment."""
    for section in SECTIONS:
        located = section.sheet.locate(place)
        if located is not None:
            return section.slug, section.sheet.id_of(located)
    return None


def way_to(case: Case, place: str) -> str | None:
    """The address where a fact of the application or the assessment is typed; None for any other place.

    ``place`` is that of a :class:`~rettvis.rulekit.faults.Fault` of ``journey.application`` or
    ``journey.assessment``.
    """
    if found := place_of(place):
        return _address(case, *found)
    located = ApplicationSheet.locate(place)
    return located and f"{reverse('application', args=[case.number])}#{ApplicationSheet.id_of(located)}"


def gaps(case: Case, missing: list[Fault]) -> list[Gap]:
    """Every missing fact with the way to where it is given; an unanswered request: in the day clock."""
    found = []
    for fault in missing:
        slug, anchor = place_of(fault.place) or ("dognklokke", "add-clock")
        found.append(Gap(slug, _address(case, slug, anchor), fault.message))
    return found


def _address(case: Case, slug: str, anchor: str) -> str:
    return f"{reverse('assessment_section', args=[case.number, slug])}#{anchor}"
