"""What a new decision does to a service line that is in force: it goes on, or it is replaced from a day."""

from datetime import date

from rettvis.journey.application import Service
from rettvis.journey.decision.decision import Decision, GoesOn
from rettvis.journey.decision.lines import ServiceLine


def stops_on(old: ServiceLine, case_number: str, new: Decision, on: date) -> date | None:
    """The first day that ``old`` (decided in the case ``case_number``) is not in force any more.

    ``None`` where ``new`` says that it goes on. A line of the same service takes its place from its first
    day, as does BPA that holds hours of the same kind; what is granted comes before what is refused. What
    ``new`` says nothing of stops ``on``, the day that it is sent.
    """
    if GoesOn(case_number, old.key) in new.goes_on:
        return None
    answers = answering(old, new.lines)
    granted = [line for line in answers if line.granted]
    return min((line.start or on for line in granted or answers), default=on)


def answering(old: ServiceLine, lines: tuple[ServiceLine, ...]) -> tuple[ServiceLine, ...]:
    """The lines that say what becomes of ``old``: of its service, or BPA with hours of its kind."""
    return tuple(line for line in lines if line.service is old.service or _within(old, line))


def _within(old: ServiceLine, line: ServiceLine) -> bool:
    kinds = {part.kind.value for part in line.hours if part.minutes}
    return line.service is Service.BPA and bool(line.granted) and old.service.value in kinds
