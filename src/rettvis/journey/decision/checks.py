"""What cannot be right in a decision as it is written: all faults at once, each with its mend."""

from collections.abc import Iterator

from rettvis.journey.application import Application
from rettvis.journey.application.checks import check_keys
from rettvis.journey.application.time_use import MOST_ASSISTANTS, WEEK
from rettvis.journey.decision.decision import Decision
from rettvis.journey.decision.lines import Extent, Per, ServiceLine
from rettvis.journey.decision.reasons import RULES
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import sentence

_MOST = {
    Per.WEEK: WEEK * MOST_ASSISTANTS,
    Per.MONTH: 5 * WEEK * MOST_ASSISTANTS,
    Per.WEEKENDS: 5,
    Per.TIMES: 7 * 24,
}
_MOST_WEEKS_BETWEEN = 52


def check_decision(decision: Decision, application: Application) -> list[Fault]:
    """What cannot be right. An empty list means that it may be saved, not that it may be sent."""
    known = [request.key for request in application.requests]
    faults = check_keys((line.key for line in decision.lines), "lines")
    for line in decision.lines:
        faults += _check_line(line, known)
    notice = decision.advance_notice
    if notice is not None and notice.sent_on and notice.answer_by and notice.answer_by < notice.sent_on:
        message = sentence(
            "The last day for an answer is before the notice was sent. Correct one of the two."
        )
        faults.append(Fault("advance_notice.answer_by", message))
    return faults


def _check_line(line: ServiceLine, known: list[str]) -> Iterator[Fault]:
    place = f"lines.{line.key}"
    yield from _check_days(line, place)
    if line.extent is not None:
        yield from _check_extent(line.extent, f"{place}.extent")
    if any(part.minutes < 0 for part in line.hours):
        yield Fault(f"{place}.hours", sentence("Hours cannot be less than 0. Correct the figure."))
    for key in line.answers:
        if key not in known:
            yield unknown_name(f"{place}.answers", key, known)
    for reason in line.reasons:
        for rule in reason.rules:
            if rule not in RULES:
                yield unknown_name(f"{place}.reasons", rule, RULES)


def _check_days(line: ServiceLine, place: str) -> Iterator[Fault]:
    start, end, evaluate = line.start, line.end, line.evaluate_on
    if start is not None and end is not None and end < start:
        message = sentence(
            "{service}: the decision ends {end:date}, before it starts {start:date}. Correct one of the two.",
            service=line.service.label,
            end=end,
            start=start,
        )
        yield Fault(f"{place}.end", message)
    outside = start is not None and evaluate is not None and evaluate < start
    if outside or (end is not None and evaluate is not None and evaluate > end):
        message = sentence(
            "{service}: the evaluation date, {day:date}, is outside the period. Correct one of the dates.",
            service=line.service.label,
            day=evaluate,
        )
        yield Fault(f"{place}.evaluate_on", message)


def _check_extent(extent: Extent, place: str) -> Iterator[Fault]:
    most = _MOST[extent.per]
    if not 1 <= extent.amount <= most:
        in_hours = extent.per in (Per.WEEK, Per.MONTH)
        by_time = sentence("The extent must be from 1 minute to {most:hours}.", most=most)
        yield Fault(
            place, by_time if in_hours else sentence("The extent must be from 1 to {most}.", most=most)
        )
    if not 1 <= extent.every_weeks <= _MOST_WEEKS_BETWEEN:
        message = sentence("There must be from 1 to {most} weeks between.", most=_MOST_WEEKS_BETWEEN)
        yield Fault(f"{place}.every_weeks", message)
