"""What a new decision gives beside what is in force: exact for each service and in sum, and explained.

It says which notice must be given beforehand (fvl. § 16); it decides nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.application import Service
from rettvis.journey.calculation import WeeksPerYear
from rettvis.journey.decision.decision import Decision, GoesOn, ToldAmount
from rettvis.journey.decision.lines import Per, ServiceLine
from rettvis.journey.decision.replacing import answering, stops_on
from rettvis.journey.decision.snapshot import CaseSnapshot, DecisionInForce
from rettvis.rulekit.wording import Sentence, sentence

_UNITS = {
    Per.WEEKENDS: sentence("weekends a month"),
    Per.TIMES: sentence("times a week"),
}


@dataclass(frozen=True)
class ChangedAmount:
    """One service in one unit: what is in force gives ``before``, the new decision ``after``.

    Exact: minutes a week for ``Per.WEEK`` (a month's hours too), else weekends a month or times a week.
    ``ends`` where the service is given before and not any more, ``None`` for an amount nobody has said.
    ``service`` is ``None`` for the sum of all hours. ``new_from`` is the first day of what is new.
    """

    service: Service | None
    per: Per
    before: Fraction | None
    after: Fraction
    ends: bool
    new_from: date | None

    @property
    def is_less(self) -> bool:
        """The new decision gives less of it."""
        return self.ends if self.before is None else self.after < self.before

    def words(self) -> Sentence:
        """Both amounts, and the difference where there is one."""
        label = sentence("All hours together") if self.service is None else self.service.label
        if self.before is None:
            return sentence("{service}: ends", service=label)
        before, after = amount_words(self.before, self.per), amount_words(self.after, self.per)
        if self.before == self.after:
            return sentence("{service}: {before}, as now", service=label, before=before)
        gap = amount_words(abs(self.before - self.after), self.per)
        text = (
            sentence("{service}: {before} now, {after} in the new decision, which is {gap} less")
            if self.is_less
            else sentence("{service}: {before} now, {after} in the new decision, which is {gap} more")
        )
        return Sentence(text.text, {"service": label, "before": before, "after": after, "gap": gap})

    def told(self) -> ToldAmount:
        """What an advance notice tells of it."""
        return ToldAmount(self.service, self.per, self.after)


def amount_words(amount: Fraction, per: Per) -> Sentence:
    """An exact amount in words; a part of a minute is said as the share it is."""
    if per in _UNITS:
        return sentence("{count} {unit}", count=str(amount), unit=_UNITS[per])
    whole, rest = divmod(amount, 1)
    if not rest:
        return sentence("{minutes:hours} a week", minutes=int(whole))
    if not whole:
        return sentence("{rest} of a minute a week", rest=str(rest))
    return sentence("{minutes:hours} and {rest} of a minute a week", minutes=int(whole), rest=str(rest))


def compared(case: CaseSnapshot, on: date) -> tuple[ChangedAmount, ...]:
    """Each service in force beside the new decision, and the sum of all hours; empty where nothing is.

    What goes on untouched stands on neither side. ``on`` is the day the decision would be sent.
    """
    if case.in_force is None:
        return ()
    old = touched(case.in_force, case.decision)
    return (*_by_service(old, case, on), *_in_sum(old, case, on)) if old else ()


def reductions(case: CaseSnapshot, on: date) -> tuple[ChangedAmount, ...]:
    """Where the new decision gives less; empty where notice is not called for by a reduction."""
    return tuple(one for one in compared(case, on) if one.is_less)


def untouched(in_force: DecisionInForce, decision: Decision) -> tuple[tuple[str, ServiceLine], ...]:
    """Lines in force that ``decision`` neither answers nor lets go on, each with its case number."""
    return tuple(
        (in_force.case_of(place), line)
        for place, line in enumerate(in_force.lines)
        if line.granted
        and GoesOn(in_force.case_of(place), line.key) not in decision.goes_on
        and not answering(line, decision.lines)
    )


def touched(in_force: DecisionInForce, decision: Decision) -> tuple[tuple[str, ServiceLine], ...]:
    """Granted lines in force that do not go on as they are, each with its case number."""
    return tuple(
        (in_force.case_of(place), line)
        for place, line in enumerate(in_force.lines)
        if line.granted and GoesOn(in_force.case_of(place), line.key) not in decision.goes_on
    )


_Old = tuple[tuple[str, ServiceLine], ...]


def _by_service(old: _Old, case: CaseSnapshot, on: date) -> Iterator[ChangedAmount]:
    weeks, new, lines = case.choices.weeks, case.decision.lines, tuple(line for _, line in old)
    for service in dict.fromkeys(line.service for line in lines):
        before, after = _given(service, lines, weeks), _given(service, new, weeks)
        given_now = any(line.granted for line in new if line.service is service) or any(after.values())
        own = tuple(pair for pair in old if pair[1].service is service)
        starts = _takes_effect(own, case.decision, on)
        if any(line.extent is None for _, line in own) and not any(before.values()):
            yield ChangedAmount(service, Per.WEEK, None, Fraction(0), not given_now, starts)
        for per, amount in before.items():
            if amount:
                yield ChangedAmount(service, per, amount, after.get(per, Fraction(0)), not given_now, starts)


def _in_sum(old: _Old, case: CaseSnapshot, on: date) -> Iterator[ChangedAmount]:
    """All hours a week together: hours that move into BPA are not lost, but BPA must grow by them."""
    weeks = case.choices.weeks
    before = _weekly((line for _, line in old), weeks)
    after = _weekly((line for line in case.decision.lines if line.granted), weeks)
    if before:
        yield ChangedAmount(None, Per.WEEK, before, after, not after, _takes_effect(old, case.decision, on))


def _weekly(lines: Iterator[ServiceLine], weeks: WeeksPerYear) -> Fraction:
    known = (None if line.extent is None else line.extent.per_week(weeks) for line in lines)
    return sum((amount for amount in known if amount is not None), Fraction(0))


def _takes_effect(old: _Old, decision: Decision, on: date) -> date | None:
    days = [stops_on(line, number, decision, on) for number, line in old]
    return min((day for day in days if day is not None), default=None)


def _given(service: Service, lines: tuple[ServiceLine, ...], weeks: WeeksPerYear) -> dict[Per, Fraction]:
    """What is given by unit: minutes a week, weekends a month, times a week. BPA may hold hours of it."""
    sums = {Per.WEEK: Fraction(_within_bpa(service, lines))}
    for line in lines:
        if line.service is not service or not line.granted or line.extent is None:
            continue
        weekly = line.extent.per_week(weeks)
        per = line.extent.per if weekly is None else Per.WEEK
        sums[per] = sums.get(per, Fraction(0)) + (line.extent.amount if weekly is None else weekly)
    return sums


def _within_bpa(service: Service, lines: tuple[ServiceLine, ...]) -> int:
    """Minutes a week of the same kind that a BPA line holds."""
    bpa = [line for line in lines if line.service is Service.BPA and line.granted]
    return sum(part.minutes for line in bpa for part in line.hours if part.kind.value == service.value)
