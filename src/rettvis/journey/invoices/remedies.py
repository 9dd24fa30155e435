"""What a municipality does about a breach, in steps: correction, price reduction, damages, termination.

A framework agreement is a contract: the remedies and what each asks for follow from its own clauses, which
every step names. NOT AUTOMATED: whether there is a breach, and whether it is material, is for a person.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import N_, Sentence, sentence


class Remedy(Choice):
    """One remedy, mildest first."""

    CORRECTION = "correction", N_("Correction")
    PRICE_REDUCTION = "price_reduction", N_("Price reduction")
    DAMAGES = "damages", N_("Damages")
    TERMINATION = "termination", N_("Termination")


@dataclass(frozen=True)
class RemedyStep:
    """A step: its remedy, what it is, and whether it needs an amount in øre or a day to answer by."""

    remedy: Remedy
    what: Sentence
    with_amount: bool = False
    with_deadline: bool = False


REMEDY_STEPS = (
    RemedyStep(
        Remedy.CORRECTION,
        sentence("The provider is told what is wrong, and mends it within a time limit."),
        with_deadline=True,
    ),
    RemedyStep(
        Remedy.PRICE_REDUCTION,
        sentence("What was not delivered as agreed is paid less for."),
        with_amount=True,
    ),
    RemedyStep(
        Remedy.DAMAGES,
        sentence("The municipality’s loss is claimed, with how it was reckoned."),
        with_amount=True,
    ),
    RemedyStep(
        Remedy.TERMINATION,
        sentence("The agreement ends because of the breach. The users must have another provider first."),
    ),
)
"""The steps in the order that they are taken."""


class BreachOutcome(Choice):
    """How a breach ended."""

    MENDED = "mended", N_("Mended by the provider")
    SETTLED = "settled", N_("Settled by what was claimed")
    TERMINATED = "terminated", N_("The agreement is ended")
    NO_BREACH = "no_breach", N_("It was no breach")


@dataclass(frozen=True)
class NewRemedy:
    """A remedy that somebody wants to use: when, on which clause, why, for how much, and answered by when.

    ``skipped`` says why the steps before it were not taken.
    """

    remedy: Remedy
    on: date
    clause: str
    reason: str
    amount: int | None = None
    answer_by: date | None = None
    skipped: str = ""


def next_step(taken: Collection[Remedy]) -> RemedyStep | None:
    """The step after the furthest that is taken; None when all are."""
    places = [place for place, step in enumerate(REMEDY_STEPS) if step.remedy in taken]
    after = max(places, default=-1) + 1
    return REMEDY_STEPS[after] if after < len(REMEDY_STEPS) else None


def step_of(remedy: Remedy) -> RemedyStep:
    """The step of a remedy."""
    return next(step for step in REMEDY_STEPS if step.remedy is remedy)


def passed_over(remedy: Remedy, taken: Collection[Remedy]) -> tuple[Remedy, ...]:
    """The milder remedies that were not used before this one."""
    milder = REMEDY_STEPS[: REMEDY_STEPS.index(step_of(remedy))]
    return tuple(step.remedy for step in milder if step.remedy not in taken)


def remedy_faults(new: NewRemedy, taken: Collection[Remedy]) -> Iterator[Fault]:
    """Everything that stands in the way of using a remedy after those that are ``taken``."""
    step = step_of(new.remedy)
    if not new.clause.strip():
        yield Fault("clause", sentence("Write which clause of the agreement gives the right to it."))
    if not new.reason.strip():
        yield Fault("reason", sentence("Write what is wrong, and why this is the answer to it."))
    if step.with_amount and not (new.amount and new.amount > 0):
        yield Fault("amount", sentence("Write the amount, above zero."))
    if not step.with_amount and new.amount:
        yield Fault("amount", sentence("This step has no amount. Leave it empty."))
    if step.with_deadline and new.answer_by is None:
        yield Fault("answer_by", sentence("Write the last day for mending it."))
    if new.answer_by is not None and new.answer_by < new.on:
        yield Fault("answer_by", sentence("The last day is before the day of the step. Change one of them."))
    before = passed_over(new.remedy, taken)
    if before and not new.skipped.strip():
        message = sentence(
            "“{step}” comes first. Take that step, or write why it is passed over.", step=before[0].label
        )
        yield Fault("skipped", message)
