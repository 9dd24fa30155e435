"""What a person writes beside the steps: a change of provider, a journey, a stay, and a withdrawal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rettvis.journey.delivery.start_up import JourneyDecision, StayKind
from rettvis.journey.delivery.start_up.checks import change_faults, overlap_faults, period_faults
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import sentence
from rettvis.web.delivery.models import Provider
from rettvis.web.hourbank.services import Written
from rettvis.web.start_up.bank import bank_name, giving, let_give, undo
from rettvis.web.start_up.models import LONGEST_COUNTRY, LONGEST_REASON, OF_START_UP, LineKind, StartUpLine
from rettvis.web.start_up.writing import Known, is_first_day, new_line, valid_faults, write

Told = Iterator[Fault | StartUpLine]
GONE = Fault("", sentence("Somebody has changed this line since you opened it. Look at it again."))


@dataclass(frozen=True)
class ToldJourney:
    """A journey outside the municipality, as it is written."""

    told_on: date
    first: date
    last: date
    country: str
    decision: JourneyDecision
    reason: str = ""


def change(act: Written, told_on: date, day: date, provider: Provider, reason: str) -> StartUpLine:
    """Write that ``provider`` takes over from ``day``, with notice given on ``told_on``.

    What the one before has left in the hour bank goes along. Short notice is written, and shown as such.
    Raises ``Faulty`` and ``Refused``.
    """

    def line(known: Known) -> Told:
        before = set(giving(act.case, day).values())
        same = before == {bank_name(provider.name)}
        yield from change_faults(told_on, day, provider.number if same else "", provider.number, act.today)
        yield from _order_faults(known, day)
        yield from valid_faults("provider", provider, day)
        yield from _reason(reason)
        yield new_line(
            act,
            LineKind.CHANGE,
            day,
            told_on=told_on,
            provider=provider,
            reason=reason.strip(),
            who=", ".join(sorted(one for one in before if one)),
        )

    return write(act, line, lambda _row: let_give(act, day, provider.name, reason))


def journey(act: Written, told: ToldJourney, replaces: StartUpLine | None = None) -> StartUpLine:
    """Write a journey, or what is decided of one that was written. Raises ``Faulty`` and ``Refused``."""

    def line(known: Known) -> Told:
        if _is_gone(known, replaces, LineKind.JOURNEY):
            yield GONE
            return
        if told.told_on > act.today:
            yield Fault("told_on", sentence("{day:date} has not been yet.", day=told.told_on))
        yield from period_faults(told.first, told.last, act.today)
        if not told.country.strip():
            yield Fault("country", sentence("Write the country."))
        elif len(told.country) > LONGEST_COUNTRY:
            yield Fault("country", sentence("Write at most {most} characters.", most=LONGEST_COUNTRY))
        if told.decision in (JourneyDecision.PARTLY, JourneyDecision.WITHOUT):
            yield from _reason(told.reason)
        elif len(told.reason) > LONGEST_REASON:
            yield Fault("reason", sentence("Write at most {most} characters.", most=LONGEST_REASON))
        yield new_line(
            act,
            LineKind.JOURNEY,
            told.first,
            last=told.last,
            told_on=told.told_on,
            country=" ".join(told.country.split()),
            choice=str(told.decision),
            reason=told.reason.strip(),
            replaces=replaces,
        )

    return write(act, line)


def stay(
    act: Written, kind: StayKind, first: date, last: date | None, replaces: StartUpLine | None = None
) -> StartUpLine:
    """Write a stay in an institution, or its last day anew. No word about why. Raises ``Faulty``."""

    def line(known: Known) -> Told:
        if _is_gone(known, replaces, LineKind.STAY):
            yield GONE
            return
        yield from period_faults(first, last, act.today)
        others = [row for row in known.of_kind(LineKind.STAY) if replaces is None or row.pk != replaces.pk]
        yield from overlap_faults(first, last, [Period(row.day, row.last) for row in others])
        yield new_line(act, LineKind.STAY, first, last=last, choice=str(kind), replaces=replaces)

    return write(act, line)


def withdraw(act: Written, row: StartUpLine, reason: str) -> StartUpLine:
    """Take back a line that was written by mistake; what it wrote in the hour bank is taken back too.

    Raises ``Faulty`` and ``Refused``.
    """
    touches_bank = False

    def line(known: Known) -> Told:
        nonlocal touches_bank
        if _is_gone(known, row, LineKind(row.kind)):
            yield GONE
            return
        yield from _reason(reason)
        yield from _newest_first(known, row)
        touches_bank = row.kind == LineKind.CHANGE or is_first_day(known, row)
        yield new_line(act, LineKind.WITHDRAWN, act.today, reason=reason.strip(), replaces=row)

    return write(act, line, lambda _row: undo(act, row.key, reason) if touches_bank else None)


def _order_faults(known: Known, day: date) -> Iterator[Fault]:
    """A change comes after the first day, and after every change that stands."""
    begun = known.progress.first_day
    own = [one for one in known.rows if one.case_id == known.case.pk and one.kind in OF_START_UP]
    if own and begun is None and known.progress.waiting is not None:
        message = sentence("The assistance has not begun. Write a new answer to the offer instead.")
        yield Fault("provider", message)
    if begun is not None and day <= begun:
        message = sentence("The first day of assistance is {day:date}. Write a later day.", day=begun)
        yield Fault("day", message)
    changes = [one.day for one in known.of_kind(LineKind.CHANGE)]
    if changes and day <= max(changes):
        message = sentence(
            "There is a change of provider on {day:date} already. Write a later day, or withdraw that one "
            "first.",
            day=max(changes),
        )
        yield Fault("day", message)


def _newest_first(known: Known, row: StartUpLine) -> Iterator[Fault]:
    """What stands on a line is withdrawn before it."""
    own = [one for one in known.rows if one.case_id == row.case_id]
    answered = any(one.kind == LineKind.ANSWERED for one in own)
    offers = [one for one in own if one.kind == LineKind.OFFERED]
    if row.kind == LineKind.OFFERED and answered and len(offers) == 1:
        yield Fault("reason", sentence("The offer is answered. Withdraw the answer first."))
    began = any(is_first_day(known, one) for one in own)
    if row.kind == LineKind.ANSWERED and began:
        yield Fault("reason", sentence("The assistance has begun. Withdraw the first day first."))
    changes = [one for one in known.rows if one.kind == LineKind.CHANGE]
    later = [one for one in changes if one.pk != row.pk and one.day >= row.day]
    if later and (row.kind == LineKind.CHANGE or is_first_day(known, row)):
        message = sentence("There is a change of provider after it. Withdraw that one first.")
        yield Fault("reason", message)


def _is_gone(known: Known, row: StartUpLine | None, kind: LineKind) -> bool:
    return row is not None and row.pk not in {one.pk for one in known.of_kind(kind)}


def _reason(reason: str) -> Iterator[Fault]:
    if not reason.strip():
        yield Fault("reason", sentence("Write why."))
    elif len(reason) > LONGEST_REASON:
        yield Fault("reason", sentence("Write at most {most} characters.", most=LONGEST_REASON))
