"""The service lines: every need answered, how much and how long, hours by kind, reasons, the complaint."""

from collections.abc import Iterator
from fractions import Fraction

from rettvis.journey.application import KindOfService, Service
from rettvis.journey.decision.checks import check_decision
from rettvis.journey.decision.gate.blocker import Blocker, Check, Seen, Step, blockers
from rettvis.journey.decision.gate.right import reason_faults
from rettvis.journey.decision.lines import ServiceLine
from rettvis.journey.decision.snapshot import keys_answered
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

SPLIT_BY_KIND = (Service.BPA, Service.PERSONAL_ASSISTANCE)
"""Services that may hold both what carries a co-payment and what never does (egenandelsforskriften § 8)."""


def _nothing_wrong(seen: Seen) -> Iterator[Blocker]:
    """An end before a start, an extent that cannot be, an unknown rule."""
    faults = check_decision(seen.case.decision, seen.case.application)
    yield from blockers("lines", Step.DECISION, faults)


def _every_need_answered(seen: Seen) -> Iterator[Blocker]:
    """Every need applied for is answered by a service line, and a wish for BPA by a line on BPA."""
    application, lines = seen.case.application, seen.case.decision.lines
    answered, services = keys_answered(lines), {line.service for line in lines}
    for request in application.requests:
        if request.key not in answered and request.service not in services:
            message = sentence(
                "The person has applied for this, and no service line answers it: {need}. Answer it: "
                "grant or refuse.",
                need=request.label,
            )
            yield Blocker("need_not_answered", Step.DECISION, f"requests.{request.key}", message)
    if application.asks_for_bpa and Service.BPA not in services:
        message = sentence("The person has asked for BPA. Make a service line that grants or refuses it.")
        yield Blocker("need_not_answered", Step.DECISION, "lines", message)


def _every_line_decided(seen: Seen) -> Iterator[Blocker]:
    """There is at least one line, and each is granted or refused by a person."""
    if not seen.case.decision.lines:
        message = sentence("Make a service line for each service that is granted or refused.")
        yield Blocker("undecided", Step.DECISION, "lines", message)
    for line in seen.case.decision.lines:
        if line.granted is None:
            message = sentence("{service}: choose granted or refused.", service=line.service.label)
            yield Blocker("undecided", Step.DECISION, f"lines.{line.key}.granted", message)


def _extent_and_period(seen: Seen) -> Iterator[Blocker]:
    """What is granted has an extent, a first day, a way of organising and an evaluation date."""
    for line in seen.case.granted:
        for part, missing in _gaps(line):
            yield Blocker("extent_and_period", Step.DECISION, f"lines.{line.key}.{part}", missing.message)


def _gaps(line: ServiceLine) -> Iterator[tuple[str, Fault]]:
    service = line.service.label
    if line.extent is None:
        message = sentence(
            "{service}: enter how much is granted. Hours that are not said can be anything.", service=service
        )
        yield "extent", Fault("", message)
    if line.organised is None:
        yield "organised", Fault("", sentence("{service}: choose how it is organised.", service=service))
    if line.start is None:
        yield "start", Fault("", sentence("{service}: enter the first day.", service=service))
    if line.evaluate_on is None:
        message = sentence("{service}: enter when the decision is to be looked at again.", service=service)
        yield "evaluate_on", Fault("", message)


def _hours_split_by_kind(seen: Seen) -> Iterator[Blocker]:
    """Hours by kind, so that it is known what may carry a co-payment; they sum to the hours of the line."""
    weeks = seen.case.choices.weeks
    for line in seen.case.granted:
        weekly = None if line.extent is None else line.extent.per_week(weeks)
        if line.service not in SPLIT_BY_KIND or weekly is None:
            continue
        split = sum((Fraction(part.minutes) for part in line.hours), Fraction(0))
        place = f"lines.{line.key}.hours"
        if not line.hours:
            message = sentence(
                "{service}: split the hours by kind, so that it is known what may carry a co-payment.",
                service=line.service.label,
            )
            yield Blocker("hours_by_kind", Step.DECISION, place, message)
        elif split != weekly:
            message = sentence(
                "{service}: the hours by kind sum to {split:hours} a week, not to what is granted. "
                "Correct one of the two.",
                service=line.service.label,
                split=int(split),
            )
            yield Blocker("hours_by_kind", Step.DECISION, place, message)


def _what_is_needed_is_granted(seen: Seen) -> Iterator[Blocker]:
    """No kind gets less than the assessment found, unless a line refuses it with its reason."""
    refused = {line.service.value for line in seen.case.decision.lines if line.granted is False}
    for kind, amount in seen.case.calculation.by_kind.items():
        granted = _granted_of(kind, seen)
        if amount.known is None or granted is None or granted >= amount.known or kind.value in refused:
            continue
        message = sentence(
            "{kind}: the assessment finds {needed:hours} a week, but the decision grants {granted:hours}. "
            "Grant what is needed, correct the assessment, or make a line that refuses the rest and says "
            "why.",
            kind=kind.label,
            needed=amount.known,
            granted=int(granted),
        )
        yield Blocker("less_than_needed", Step.DECISION, f"kinds.{kind}", message)


def _granted_of(kind: KindOfService, seen: Seen) -> Fraction | None:
    """Minutes a week granted of a kind; ``None`` where a line of it is not counted in hours."""
    total = Fraction(0)
    for line in seen.case.granted:
        if line.hours:
            total += sum(part.minutes for part in line.hours if part.kind is kind)
        elif line.service.value == kind.value:
            weekly = None if line.extent is None else line.extent.per_week(seen.case.choices.weeks)
            if weekly is None:
                return None
            total += weekly
    return total


def _reasons_given(seen: Seen) -> Iterator[Blocker]:
    """Each line's reasons name rules, facts and main considerations; a norm alone is no reason."""
    for line in seen.case.decision.lines:
        place = f"lines.{line.key}.reasons"
        if not line.reasons:
            message = sentence("{service}: write the reason.", service=line.service.label)
            yield Blocker("reasons", Step.DECISION, place, message)
        for reason in line.reasons:
            for fault in reason_faults(reason, place):
                message = sentence("{service}: {fault}", service=line.service.label, fault=fault.message)
                yield Blocker("reasons", Step.DECISION, fault.place, message)


def _complaint_information(seen: Seen) -> Iterator[Blocker]:
    """The letter says to whom one complains, and how to reach the municipality (fvl. § 27)."""
    office = seen.case.office
    if not office.county_governor.strip():
        message = sentence("Enter which County Governor decides complaints, so that the letter can say it.")
        yield Blocker("complaint", Step.DECISION, "office.county_governor", message)
    if not any(line.strip() for line in office.contact):
        message = sentence("Enter how the unit is reached, so that the letter can say where to complain.")
        yield Blocker("complaint", Step.DECISION, "office.contact", message)


CHECKS: tuple[Check, ...] = (
    _nothing_wrong,
    _every_need_answered,
    _every_line_decided,
    _extent_and_period,
    _hours_split_by_kind,
    _what_is_needed_is_granted,
    _reasons_given,
    _complaint_information,
)
