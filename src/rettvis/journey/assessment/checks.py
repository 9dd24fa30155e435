"""What cannot be right in an assessment: all faults at once, each with the mend."""

from datetime import date

from rettvis.journey.application.checks import check_day
from rettvis.journey.assessment.assessment import Assessment, NeedPeriod
from rettvis.journey.assessment.child import Child
from rettvis.journey.assessment.clock_checks import check_clock
from rettvis.journey.assessment.household import Household
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

_MOST_SIBLINGS = 30


def check_assessment(assessment: Assessment, on: date) -> list[Fault]:
    """What cannot be right, as known on the day ``on``. An empty list means that it may be saved."""
    faults = check_clock(assessment.clock)
    for number, contact in enumerate(assessment.contacts, start=1):
        faults += check_day(contact.on, on, f"contacts.{number}.on")
    for number, information in enumerate(assessment.participation.information, start=1):
        faults += check_day(information.on, on, f"participation.information.{number}.on")
    faults += _check_household(assessment.household, on)
    faults += _check_need(assessment.need)
    if assessment.child is not None:
        faults += _check_child(assessment.child, on)
    return faults


def _check_household(household: Household, on: date) -> list[Fault]:
    faults = _check_percent(household.disability_pension_percent, "household.disability_pension_percent")
    for number, member in enumerate(household.members, start=1):
        place = f"household.members.{number}"
        faults += _check_percent(member.employment_percent, f"{place}.employment_percent")
        faults += check_day(member.birth_date, on, f"{place}.birth_date")
    if household.lives_alone and household.members:
        message = sentence(
            "The person is said to live alone, but the household has members. Correct one of the two."
        )
        faults.append(Fault("household.lives_alone", message))
    return faults


def _check_percent(percent: int | None, place: str) -> list[Fault]:
    if percent is None or 0 <= percent <= 100:
        return []
    return [Fault(place, sentence("{percent} is not a percentage from 0 to 100.", percent=percent))]


def _check_need(need: NeedPeriod) -> list[Fault]:
    if need.start is None or need.until is None or need.until >= need.start:
        return []
    message = sentence(
        "The need ends {until:date}, before it starts {start:date}. Correct one of the two.",
        until=need.until,
        start=need.start,
    )
    return [Fault("need.until", message)]


def _check_child(child: Child, on: date) -> list[Fault]:
    faults = check_day(child.birth_date, on, "child.birth_date")
    age = child.age_on(on)
    if age is not None and age >= 18:
        message = sentence(
            "The child is {age} years old. Correct the birth date, or remove the child’s part if the case "
            "concerns an adult.",
            age=age,
        )
        faults.append(Fault("child.birth_date", message))
    if child.siblings is not None and not 0 <= child.siblings <= _MOST_SIBLINGS:
        message = sentence("The number of siblings must be from 0 to {most}.", most=_MOST_SIBLINGS)
        faults.append(Fault("child.siblings", message))
    return faults
