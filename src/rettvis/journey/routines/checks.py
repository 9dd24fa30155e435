"""What cannot be done with a routine, all faults at once and each with the mend."""

from collections.abc import Iterator
from datetime import date

from rettvis.journey.routines.routine import AFTER, Content, RoutineAct, Version
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

LONGEST_LINE = 200


def check_content(content: Content) -> list[Fault]:
    """What cannot be right in what is written; a draft may lack all but its title."""
    faults = []
    if not content.title.strip():
        faults.append(Fault("title", sentence("Give the routine a title.")))
    for place, text in (("title", content.title), ("owner", content.owner)):
        if len(text) > LONGEST_LINE:
            message = sentence(
                "The text is {length:number} characters. Shorten it to at most {longest:number}.",
                length=len(text),
                longest=LONGEST_LINE,
            )
            faults.append(Fault(place, message))
    return faults


def missing_in_content(content: Content, on: date) -> list[Fault]:
    """What must be there before anybody approves it."""
    return list(_missing(content, on))


def _missing(content: Content, on: date) -> Iterator[Fault]:
    if not content.owner.strip():
        yield Fault("owner", sentence("Say who owns the routine: the unit or role that keeps it right."))
    if not content.steps:
        yield Fault("steps", sentence("Choose which steps of the case it covers."))
    if not content.text.strip() and not content.link.strip():
        yield Fault("text", sentence("Write the text, or say in the reference where the text is kept."))
    if content.review_on is None:
        yield Fault("review_on", sentence("Enter the day when it is to be reviewed."))
    elif content.review_on <= on:
        message = sentence(
            "The day of the review, {day:date}, is not after today. Choose a later one.",
            day=content.review_on,
        )
        yield Fault("review_on", message)


def check_act(version: Version, act: RoutineAct, by: str, on: date, comment: str = "") -> list[Fault]:
    """Why ``by`` cannot do this with the version on the day ``on``; empty when it can be done."""
    if (version.status, act) not in AFTER:
        message = sentence(
            "The version is {status}, so this cannot be done with it now.", status=version.status.label
        )
        return [Fault("status", message)]
    faults = []
    if act in (RoutineAct.SUBMIT, RoutineAct.APPROVE):
        faults += missing_in_content(version.content, on)
    if act is RoutineAct.APPROVE and by in version.authors:
        message = sentence("You have written in this version. Another person must approve it.")
        faults.append(Fault("status", message))
    if act in (RoutineAct.RETURN, RoutineAct.RETIRE) and not comment.strip():
        faults.append(Fault("comment", sentence("Write why.")))
    return faults
