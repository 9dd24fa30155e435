"""What must be found out first: the application, the person's view, the child's best interests, the hours."""

from collections.abc import Iterator

from rettvis.journey.application import check_application, missing_in_application
from rettvis.journey.assessment import (
    Child,
    check_assessment,
    missing_in_assessment,
    requests_not_assessed,
)
from rettvis.journey.calculation import check_choices
from rettvis.journey.decision.gate.blocker import Blocker, Check, Seen, Step, blockers
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

_OF_AGE = 18


def _application_complete(seen: Seen) -> Iterator[Blocker]:
    """What is asked, when it came in and who speaks for the person."""
    application = seen.case.application
    yield from blockers("application", Step.APPLICATION, check_application(application, seen.on))
    yield from blockers("application", Step.APPLICATION, missing_in_application(application))


def _birth_date_known(seen: Seen) -> Iterator[Blocker]:
    """Age is a condition of the right, and says whether the case concerns a child."""
    if seen.case.party.birth_date is None:
        message = sentence("Enter the person’s birth date.")
        yield Blocker("birth_date", Step.APPLICATION, "party.birth_date", message)


def _assessment_complete(seen: Seen) -> Iterator[Blocker]:
    """Conversation, day clock, household, supervisor and period of the need (fvl. § 17)."""
    assessment = seen.case.assessment
    wrong = check_assessment(assessment, seen.on)
    missing = [fault for fault in missing_in_assessment(assessment) if not _apart(fault)]
    yield from blockers("assessment", Step.ASSESSMENT, [*wrong, *missing])


def _every_need_assessed(seen: Seen) -> Iterator[Blocker]:
    """No need applied for is left out of the assessment."""
    left_out = requests_not_assessed(seen.case.application, seen.case.assessment)
    yield from blockers("needs_assessed", Step.ASSESSMENT, left_out)


def _view_recorded_and_weighed(seen: Seen) -> Iterator[Blocker]:
    """What the person says matters, and how each wish was weighed (pbrl § 3-1)."""
    missing = missing_in_assessment(seen.case.assessment)
    told = [fault for fault in missing if fault.place.startswith("participation")]
    yield from blockers("participation", Step.ASSESSMENT, told)


def _best_interests_assessed(seen: Seen) -> Iterator[Blocker]:
    """The child's best interests, where a child is concerned."""
    child = seen.case.assessment.child
    if child is None and _is_a_child(seen):
        message = sentence(
            "The person is under {age} years old. Fill in the child’s part, with the child’s best interests.",
            age=_OF_AGE,
        )
        yield Blocker("best_interests", Step.ASSESSMENT, "child", message)
    missing = missing_in_assessment(seen.case.assessment)
    about_child = [fault for fault in missing if fault.place.startswith("child")]
    yield from blockers("best_interests", Step.ASSESSMENT, about_child)


def _calculation_complete(seen: Seen) -> Iterator[Blocker]:
    """Every activity has its time and kind, and every departure from a norm its reason."""
    wrong = check_choices(seen.case.choices, seen.case.assessment.clock)
    yield from blockers("calculation", Step.CALCULATION, wrong)
    yield from blockers("calculation", Step.CALCULATION, seen.case.calculation.missing)


def _copied_parts_looked_into(seen: Seen) -> Iterator[Blocker]:
    """What stands as it was copied from an earlier case is looked into anew, and confirmed (fvl. § 17)."""
    copied = seen.case.copied
    for part in copied.parts if copied else ():
        if copied and part.unchanged and not part.confirmed_by:
            message = sentence(
                "{part} stands as it was copied from case {number}. Look into it anew: change it, or confirm "
                "that it is as before.",
                part=part.title,
                number=copied.case_number,
            )
            yield Blocker("copied", Step.ASSESSMENT, f"copied.{part.name}", message)


def _apart(fault: Fault) -> bool:
    """Has a check of its own."""
    return fault.place.startswith(("participation", "child"))


def _is_a_child(seen: Seen) -> bool:
    age = Child(birth_date=seen.case.party.birth_date).age_on(seen.on)
    return age is not None and age < _OF_AGE


CHECKS: tuple[Check, ...] = (
    _application_complete,
    _birth_date_known,
    _assessment_complete,
    _every_need_assessed,
    _copied_parts_looked_into,
    _view_recorded_and_weighed,
    _best_interests_assessed,
    _calculation_complete,
)
