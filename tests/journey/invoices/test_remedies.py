"""The steps after a breach: in their order, or with a reason; each asks for what it needs."""

from dataclasses import replace
from datetime import date

import pytest

from rettvis.journey.invoices import REMEDY_STEPS, NewRemedy, Remedy, next_step, passed_over, remedy_faults

DAY = date(2026, 5, 4)
CORRECTION = NewRemedy(Remedy.CORRECTION, DAY, "12.1", "Feil pris.", answer_by=date(2026, 5, 18))
REDUCTION = NewRemedy(Remedy.PRICE_REDUCTION, DAY, "12.2", "Vakter uteble.", amount=120_000)


def places(new: NewRemedy, *taken: Remedy) -> list[str]:
    """Where the faults of a step are."""
    return [fault.place for fault in remedy_faults(new, taken)]


def test_the_steps_go_from_the_mildest_to_the_end_of_the_agreement() -> None:
    assert [step.remedy for step in REMEDY_STEPS] == list(Remedy)
    taken: list[Remedy] = []
    while step := next_step(taken):
        taken.append(step.remedy)
    assert taken == list(Remedy)


def test_the_first_step_needs_nothing_before_it() -> None:
    assert places(CORRECTION) == []


@pytest.mark.parametrize("remedy", list(Remedy)[1:])
def test_a_later_step_needs_the_former_or_a_reason(remedy: Remedy) -> None:
    new = replace(REDUCTION, remedy=remedy, amount=None if remedy is Remedy.TERMINATION else 1)
    assert places(new) == ["skipped"]
    assert places(replace(new, skipped="Vesentlig brudd.")) == []
    assert places(new, *list(Remedy)[: list(Remedy).index(remedy)]) == []


def test_what_was_passed_over_is_named_also_after_a_later_step() -> None:
    assert passed_over(Remedy.DAMAGES, [Remedy.CORRECTION]) == (Remedy.PRICE_REDUCTION,)
    assert next_step([Remedy.DAMAGES]) == REMEDY_STEPS[3]


def test_all_faults_of_a_step_are_told_at_once() -> None:
    empty = NewRemedy(Remedy.DAMAGES, DAY, " ", "", answer_by=date(2026, 5, 1))
    assert places(empty) == ["clause", "reason", "amount", "answer_by", "skipped"]


def test_a_correction_has_a_time_limit_and_no_amount() -> None:
    assert places(replace(CORRECTION, answer_by=None, amount=5)) == ["amount", "answer_by"]
