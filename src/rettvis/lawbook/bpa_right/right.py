"""pbrl § 2-1 d: the right as a whole, by the law of the day, and what remains after a no.

NOT AUTOMATED: how much help is necessary and sound. The rule is applied to the need that was assessed,
never to what was applied for or granted; what each part leaves to a person stands in :mod:`.text`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rettvis.lawbook import references
from rettvis.lawbook.bpa_right import age, facts, hours, need
from rettvis.lawbook.bpa_right.section import SECTION
from rettvis.lawbook.references import Reference
from rettvis.rulekit.expression import Expression, Value
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.findings import Answer, Explainer, Outcome
from rettvis.rulekit.node import Node, condition
from rettvis.rulekit.operators import all_of
from rettvis.rulekit.period import Period
from rettvis.rulekit.ruleset import Ruleset
from rettvis.rulekit.versions import Version, Versions
from rettvis.rulekit.wording import N_, Sentence, sentence


def _right(age_condition: Expression) -> Node:
    return condition(
        "right_to_bpa",
        all_of(age_condition, need.long_term, hours.large_need),
        SECTION,
        title=N_("The right to BPA"),
        met=N_("The conditions are met: there is a right to have the services organised as BPA."),
        not_met=N_(
            "The conditions are not all met: there is no right to have the services organised as BPA."
        ),
        unknown=N_("It is not yet settled whether there is a right to have the services organised as BPA."),
    )


VERSIONS = Versions(
    "bpa-right",
    Version(
        Period(references.BPA_RIGHT_BEGAN, date(2020, 6, 30)),
        Ruleset("bpa-right", _right(age.age_before_2020), (hours.home_nursing,)),
        "pbrl § 2-1 d, in force 1 January 2015",
    ),
    Version(
        Period(date(2020, 7, 1), None),
        Ruleset("bpa-right", _right(age.age_from_2020), (hours.home_nursing, age.need_from_before)),
        "pbrl § 2-1 d first paragraph fourth sentence, in force 1 July 2020",
    ),
)


def ruleset_on(day: date) -> Ruleset:
    """The rule as the law stood on ``day``. Raises Faulty before its first version."""
    return VERSIONS.at(day)


@lru_cache(maxsize=8)
def _explainer(ruleset: Ruleset) -> Explainer:
    return Explainer(ruleset)


@dataclass(frozen=True)
class Duty:
    """What the municipality must still consider after a no: where it stands, and why."""

    reference: Reference
    sentence: Sentence


REMAINING_DUTIES = (
    Duty(
        references.DUTY_TO_OFFER_BPA,
        sentence(
            "The municipality must have an offer of BPA for those without the right as well, "
            "and must consider whether the services should be organised as BPA."
        ),
    ),
    Duty(
        references.PARTICIPATION,
        sentence("Great weight must be given to what the person thinks when the offer is shaped."),
    ),
)


@dataclass(frozen=True)
class RightAssessed:
    """A case assessed: the answer, the duties that remain after a no, and the law's date."""

    answer: Answer
    also_assess: tuple[Duty, ...]
    law_date: date
    decision_day_assumed: bool

    @property
    def considerations(self) -> tuple[Fact, ...]:
        """What a person must consider before a decision although it does not decide the right."""
        return () if self.answer.outcome is Outcome.NOT_MET else self.answer.flags


def with_decision_day(values: Mapping[str, Value], law_date: date) -> dict[str, Value]:
    """The facts with the law's date as the day of the decision where none is given yet."""
    return {facts.decided_on.name: law_date, **values}


def assess(values: Mapping[str, Value], law_date: date) -> RightAssessed:
    """The right to BPA for one case by the law of ``law_date``. Raises Faulty before the first version."""
    answer = _explainer(ruleset_on(law_date)).explain(with_decision_day(values, law_date))
    duties = REMAINING_DUTIES if answer.outcome is Outcome.NOT_MET else ()
    return RightAssessed(answer, duties, law_date, facts.decided_on.name not in values)


def check_law_date(day: date) -> list[Fault]:
    """The fault of a day that no version of the rule covers."""
    found = VERSIONS.find(day)
    return [found] if isinstance(found, Fault) else []


ORDERED = (
    (facts.birth_date, facts.applied_on),
    (facts.applied_on, facts.decided_on),
    (facts.birth_date, facts.need_from),
    (facts.need_from, facts.need_until),
    (facts.child_birth_date, facts.decided_on),
)
WITHIN = ((facts.respite_health, (facts.respite,)), (facts.several_or_night, (*hours.KINDS, facts.respite)))


def check(values: Mapping[str, Value], place: str = "") -> list[Fault]:
    """Faults between facts: an end before a start, a part larger than its whole."""
    faults = []
    for first, last in ORDERED:
        start, end = values.get(first.name), values.get(last.name)
        if isinstance(start, date) and isinstance(end, date) and end < start:
            faults.append(Fault(place or last.name, _reversed(first.label, start, last.label, end)))
    for part, whole in WITHIN:
        parts = [values.get(fact.name) for fact in whole]
        amount = values.get(part.name)
        if isinstance(amount, int) and None not in parts and amount > sum(map(int, parts)):  # type: ignore[arg-type]
            faults.append(
                Fault(
                    place or part.name,
                    sentence(
                        "{name} is {amount:hours}, more than the {whole:hours} that it is a part of.",
                        name=part.label,
                        amount=amount,
                        whole=sum(map(int, parts)),  # type: ignore[arg-type]
                    ),
                )
            )
    return faults


def _reversed(first: Sentence, start: date, last: Sentence, end: date) -> Sentence:
    return sentence(
        "{last} ({end:date}) is before {first} ({start:date}). One of the two dates must be mended.",
        first=first,
        start=start,
        last=last,
        end=end,
    )
