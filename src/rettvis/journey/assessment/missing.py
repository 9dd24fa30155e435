"""What is still missing in an assessment before anything may be decided on it, each with its place."""

from collections.abc import Iterator

from rettvis.journey.application import Application, KindOfService
from rettvis.journey.assessment.assessment import Assessment
from rettvis.journey.assessment.child import Child
from rettvis.journey.assessment.contacts import ContactKind
from rettvis.journey.assessment.day_clock import ClockRow
from rettvis.journey.assessment.form import missing_in_forms
from rettvis.journey.assessment.layout import night_minutes
from rettvis.journey.assessment.participation import Participation
from rettvis.journey.assessment.reasons import check_reason
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence


def missing_in_assessment(assessment: Assessment) -> list[Fault]:
    """Every gap, in the order of the form. An empty list means complete."""
    return [
        *_contacts(assessment),
        *_clock(assessment),
        *_household(assessment),
        *_supervisor(assessment),
        *_need(assessment),
        *_child(assessment.child),
        *_participation(assessment.participation),
        *missing_in_forms(assessment.forms),
    ]


def requests_not_assessed(application: Application, assessment: Assessment) -> list[Fault]:
    """The needs applied for that no row of the day clock answers."""
    answered = {row.request for row in assessment.clock.rows}
    return [
        Fault(
            f"requests.{request.key}",
            sentence(
                "The application asks for this, but the assessment does not answer it: {label}. "
                "Enter it in the day clock.",
                label=request.label,
            ),
        )
        for request in application.requests
        if request.key not in answered and (request.activity is not None or request.words)
    ]


def _contacts(assessment: Assessment) -> Iterator[Fault]:
    meetings = (ContactKind.CONVERSATION, ContactKind.HOME_VISIT)
    if not any(contact.kind in meetings for contact in assessment.contacts):
        yield Fault("contacts", sentence("Enter a conversation or a home visit with the person."))
    for number, contact in enumerate(assessment.contacts, start=1):
        if contact.on is None:
            yield Fault(f"contacts.{number}.on", sentence("Enter the date of this contact or document."))
        if not contact.who.strip():
            yield Fault(f"contacts.{number}.who", sentence("Enter who took part, or who wrote the document."))


def _clock(assessment: Assessment) -> Iterator[Fault]:
    if not assessment.clock.rows:
        yield Fault("clock", sentence("Enter in the day clock what the person needs help with."))
    shares = assessment.household.someone_shares_housework
    for row in assessment.clock.rows:
        place, label = f"clock.{row.key}", row.label
        if row.assessed is None:
            yield Fault(f"{place}.assessed", sentence("{label}: enter how much time is needed.", label=label))
        if row.kind is None:
            yield Fault(f"{place}.kind", sentence("{label}: choose the kind of service.", label=label))
        if row.when is None:
            yield Fault(f"{place}.when", sentence("{label}: enter when in the day and night.", label=label))
        if shares and row.shared is None and row.kind is KindOfService.PRACTICAL_ASSISTANCE:
            question = sentence("{label}: is this shared with the rest of the household?", label=label)
            yield Fault(f"{place}.shared", question)
    yield from _continuous(assessment)


def _continuous(assessment: Assessment) -> Iterator[Fault]:
    concerned = any(_several_or_night(row, assessment) for row in assessment.clock.rows)
    if concerned and assessment.several_or_night_continuous is None:
        yield Fault(
            "several_or_night_continuous",
            sentence(
                "Say whether the need for more than one assistant, or for help at night, is continuous. "
                "A person answers this (pasient- og brukerrettighetsloven § 2-1 d second paragraph)."
            ),
        )


def _several_or_night(row: ClockRow, assessment: Assessment) -> bool:
    several = row.assessed is not None and row.assessed.assistants > 1
    return several or bool(night_minutes(row, assessment.clock.parts))


def _household(assessment: Assessment) -> Iterator[Fault]:
    if assessment.household.lives_alone is None and not assessment.household.members:
        yield Fault("household", sentence("Say who lives together, or that the person lives alone."))


def _supervisor(assessment: Assessment) -> Iterator[Fault]:
    supervisor = assessment.supervisor
    if supervisor.role is None:
        yield Fault("supervisor.role", sentence("Say who would lead the assistants."))
    if supervisor.can_be_carried is None:
        yield Fault("supervisor.can_be_carried", sentence("Say whether the role of leading can be carried."))
    elif not supervisor.can_be_carried and not supervisor.reason.strip():
        yield Fault("supervisor.reason", sentence("Write why the role of leading cannot be carried."))


def _need(assessment: Assessment) -> Iterator[Fault]:
    if assessment.need.start is None:
        yield Fault("need.start", sentence("Enter from when the need is there."))
    if assessment.need.until is None:
        message = sentence("Enter until when the need lasts, or that it has no foreseeable end.")
        yield Fault("need.until", message)


def _child(child: Child | None) -> Iterator[Fault]:
    if child is None:
        return
    interests = child.best_interests
    texts = (
        (
            "child.ordinary_care",
            child.ordinary_care,
            sentence("Write what care any child of this age needs."),
        ),
        (
            "child.best_interests.assessment",
            interests.assessment,
            sentence("Write what is in the child’s best interests."),
        ),
        (
            "child.best_interests.considered",
            interests.considered,
            sentence("Write how the child’s best interests have been taken into account."),
        ),
        (
            "child.best_interests.child_view",
            interests.child_view or interests.why_not_heard,
            sentence("Write the child’s own view, or why the child has not been heard."),
        ),
    )
    if child.birth_date is None:
        yield Fault("child.birth_date", sentence("Enter the child’s birth date."))
    if child.siblings is None:
        yield Fault("child.siblings", sentence("Enter how many siblings the child has, 0 if none."))
    yield from (Fault(place, message) for place, text, message in texts if not text.strip())


def _participation(participation: Participation) -> Iterator[Fault]:
    if not participation.wishes:
        yield Fault("participation.wishes", sentence("Write what the person says matters."))
    for number, wish in enumerate(participation.wishes, start=1):
        place = f"participation.wishes.{number}"
        if not wish.words.strip():
            yield Fault(f"{place}.words", sentence("Write the wish in the person’s words."))
        if wish.weighed is None:
            yield Fault(f"{place}.weighed", sentence("Say what became of this wish."))
        yield from check_reason(
            wish.reason, f"{place}.reason", sentence("Write how this wish was weighed, and why.")
        )
    yield from _information(participation)


def _information(participation: Participation) -> Iterator[Fault]:
    if not participation.information:
        yield Fault("participation.information", sentence("Enter what information the person was given."))
    for number, information in enumerate(participation.information, start=1):
        place = f"participation.information.{number}"
        if not information.what.strip():
            yield Fault(f"{place}.what", sentence("Write what the person was informed about."))
        if information.on is None:
            yield Fault(f"{place}.on", sentence("Enter the day the information was given."))
