"""What cannot be right in what somebody writes about a start-up, and what is only worth a warning."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rettvis.journey.delivery.start_up.plan import PlanVersion
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import Sentence, sentence

LONGEST_WHO = 200
FAR_AHEAD = 730
"""Days: a stay or a journey that begins later than this is a slip of the pen."""


def done_faults(place: str, day: date, not_before: date, today: date) -> Iterator[Fault]:
    """What happened cannot lie before ``not_before`` (the decision, or the offer), nor ahead."""
    if day < not_before:
        message = sentence("It cannot have been before {day:date}.", day=not_before)
        yield Fault(place, message)
    if day > today:
        yield Fault(place, sentence("{day:date} has not been yet.", day=day))


def who_faults(who: str) -> Iterator[Fault]:
    """Somebody must be named."""
    if not who.strip():
        yield Fault("who", sentence("Write who it was."))
    elif len(who) > LONGEST_WHO:
        yield Fault("who", sentence("Write at most {most} characters.", most=LONGEST_WHO))


def change_faults(told_on: date, day: date, before: str, after: str, today: date) -> Iterator[Fault]:
    """A change of provider: notice first, and another provider than before."""
    if told_on > today:
        yield Fault("told_on", sentence("{day:date} has not been yet.", day=told_on))
    if day < told_on:
        yield Fault("day", sentence("The change cannot be before notice of it was given."))
    if before and before == after:
        yield Fault("provider", sentence("The person has this provider already."))


def period_faults(first: date, last: date | None, today: date) -> Iterator[Fault]:
    """The days of a stay or a journey."""
    if last is not None and last < first:
        message = sentence(
            "The last day, {last:date}, comes before the first, {first:date}. Change one of them.",
            last=last,
            first=first,
        )
        yield Fault("last", message)
    if (first - today).days > FAR_AHEAD:
        yield Fault("first", sentence("{day:date} is more than two years ahead. Check the year.", day=first))


def overlap_faults(first: date, last: date | None, others: Iterable[Period]) -> Iterator[Fault]:
    """Nobody is in two institutions on the same days; the day of a move belongs to both."""
    if last is not None and last < first:
        return
    for other in others:
        is_move = last == other.first or other.last == first
        if is_move and (first, last) != (other.first, other.last):
            continue
        if Period(first, last).overlaps(other):
            message = sentence("There is a stay from {day:date} already. Correct that one.", day=other.first)
            yield Fault("first", message)
            return


@dataclass(frozen=True)
class Journey:
    """A journey outside the municipality: when notice was given, its days, and whether it goes abroad."""

    told_on: date
    first: date
    last: date
    abroad: bool


def change_warning(plan: PlanVersion, told_on: date, day: date) -> Sentence | None:
    """Notice of a change of provider that is shorter than the plan's."""
    return _short((day - told_on).days, plan.change_notice_days)


def journey_warnings(plan: PlanVersion, journey: Journey) -> Iterator[Sentence]:
    """Short notice; and a long journey abroad, where each assistant needs a written contract first.

    Source: FOR-2022-06-03-969 (the person as employer): a contract before more than four weeks abroad. The
    days are the municipality's own figure.
    """
    short = _short((journey.first - journey.told_on).days, plan.journey_notice_days)
    if short is not None:
        yield short
    days = (journey.last - journey.first).days + 1
    if journey.abroad and days > plan.long_journey_days:
        yield sentence(
            "The journey abroad lasts {days:days}. Ask whether the assistants have written contracts for it.",
            days=days,
        )


def _short(given: int, wanted: int) -> Sentence | None:
    if given >= wanted:
        return None
    return sentence(
        "Notice was given {given:days} before; the municipality asks for {wanted:days}.",
        given=max(given, 0),
        wanted=wanted,
    )
