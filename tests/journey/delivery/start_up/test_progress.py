"""What a start-up waits for, since when and how late; and the time it took."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.delivery.start_up import (
    ChosenProvider,
    ProviderAnswer,
    Started,
    StartUp,
    StepDone,
    WaitsFor,
    by_month,
    by_provider,
    progress,
    start_up_spread,
    usual_plan,
)

DECIDED = date(2026, 3, 2)
PLAN = usual_plan().on(DECIDED)
KEYS = [step.key for step in PLAN.steps if step.key != "choice"]
CHOSEN = ChosenProvider(ProviderAnswer.CHOSEN, DECIDED + timedelta(days=5), "Ola", "Nordlys")


def after(days: int) -> date:
    return DECIDED + timedelta(days=days)


def test_it_waits_for_the_offer_then_the_person_then_the_provider() -> None:
    nothing = progress(StartUp(DECIDED, PLAN)).waiting
    offered = progress(StartUp(DECIDED, PLAN, after(3))).waiting
    chosen = progress(StartUp(DECIDED, PLAN, after(3), CHOSEN)).waiting
    assert nothing is not None
    assert offered is not None
    assert chosen is not None
    assert [one.waits_for for one in (nothing, offered, chosen)] == [
        WaitsFor.MUNICIPALITY,
        WaitsFor.PERSON,
        WaitsFor.PROVIDER,
    ]
    assert [one.since for one in (nothing, offered, chosen)] == [DECIDED, after(3), after(5)]


def test_the_day_it_is_due_is_not_late_and_the_next_is() -> None:
    waiting = progress(StartUp(DECIDED, PLAN)).waiting
    assert waiting is not None
    assert [waiting.late_on(after(days)) for days in (13, 14, 15, 20)] == [0, 0, 1, 6]


@given(st.lists(st.sampled_from(KEYS), unique=True), st.integers(0, 60), st.booleans())
def test_the_next_step_is_the_first_that_is_not_done_in_whatever_order_they_were(
    keys: list[str], day: int, is_chosen: bool
) -> None:
    done = tuple(StepDone(key, after(day), "Kari") for key in keys)
    found = progress(StartUp(DECIDED, PLAN, after(0), CHOSEN if is_chosen else None, done))
    missing = [one.step.key for one in found.steps if one.done is None]
    assert (found.waiting is None) == (not missing)
    if found.waiting is not None:
        assert found.waiting.step.key == missing[0]
        assert found.waiting.since >= DECIDED
    assert (found.first_day is not None) == ("first_day" in keys)


def test_nothing_is_waited_for_where_no_start_up_is_needed() -> None:
    assert progress(StartUp(DECIDED, PLAN, not_needed_on=after(1))).waiting is None


def started(days: int, provider: str = "a", decided: date = DECIDED) -> Started:
    return Started("2026-000001", 1, provider, decided, decided + timedelta(days=days))


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from("abc")), min_size=1, max_size=40))
def test_the_figures_are_in_no_order_and_nine_in_ten_took_no_longer(
    times: list[tuple[int, str]],
) -> None:
    rows = [started(days, provider) for days, provider in times]
    spread = start_up_spread(rows)
    assert spread == start_up_spread(reversed(rows))
    assert spread.median is not None
    assert spread.percentile_90 is not None
    assert Fraction(sum(one.days <= spread.percentile_90 for one in rows), len(rows)) >= Fraction(9, 10)
    assert sum(one.cases for one in by_provider(rows).values()) == len(rows)
    assert sum(one.cases for one in by_month(rows).values()) == len(rows)


def test_the_median_of_an_even_number_may_be_half_a_day() -> None:
    assert start_up_spread([started(10), started(13)]).median == Fraction(23, 2)
    assert start_up_spread([]).median is None
