"""A human answer is a fact: what was answered, by whom, when and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rettvis.journey.assessment import check_reason
from rettvis.lawbook.bpa_right import facts as law
from rettvis.rulekit.expression import Value
from rettvis.rulekit.facts import Fact, Given, Origin, Source, read_value
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import sentence

ANSWERABLE: Mapping[str, Fact] = {
    fact.name: fact
    for fact in (
        law.earlier_bpa,
        law.cost_documented,
        law.parental_responsibility,
        *(fact for fact in law.FACTS if fact.question is not None),
    )
}
"""The facts that no assessment holds and a person answers: three of the case, the others left open by law."""


@dataclass(frozen=True)
class HumanAnswer:
    """A person's answer to one of :data:`ANSWERABLE`, by the fact's name; a later one replaces an earlier."""

    fact: str
    value: Value
    who: str
    on: date
    why: str

    @property
    def given(self) -> Given:
        """The answer as a fact with its origin."""
        return Given(self.value, Origin(Source.CASEWORKER, self.who, self.on, self.why))


def usable(answers: Iterable[HumanAnswer]) -> tuple[HumanAnswer, ...]:
    """The answers that are values of a fact a person may answer; what the others are is for the check."""
    return tuple(answer for answer in answers if not isinstance(_read(answer), Fault))


def check_answers(answers: Iterable[HumanAnswer], on: date) -> list[Fault]:
    """What cannot be right in the answers, as known on the day ``on``: all faults at once."""
    return [fault for answer in answers for fault in _check(answer, on)]


def _read(answer: HumanAnswer) -> Value | Fault:
    place = f"answers.{answer.fact}"
    fact = ANSWERABLE.get(answer.fact)
    if fact is None:
        return unknown_name(place, answer.fact, ANSWERABLE)
    return read_value(fact, answer.value, place)


def _check(answer: HumanAnswer, on: date) -> list[Fault]:
    place = f"answers.{answer.fact}"
    read = _read(answer)
    faults = [read] if isinstance(read, Fault) else []
    if answer.fact not in ANSWERABLE:
        return faults
    if not answer.who.strip():
        faults.append(Fault(place, sentence("Say who has answered.")))
    if answer.on > on:
        message = sentence("{day:date} has not come yet. Enter the right day.", day=answer.on)
        faults.append(Fault(place, message))
    return faults + check_reason(answer.why, place, sentence("Write why the answer is this one."))
