"""What holds for every calculation, whatever the day clock."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.application import KindOfService, TimeUse
from rettvis.journey.assessment import ClockRow, DayClock
from rettvis.journey.calculation import Calculation, Choices, SharedHousework, WeeksPerYear, calculate

times = st.builds(
    TimeUse,
    minutes=st.integers(1, 1440),
    times_per_week=st.none() | st.fractions(Fraction(1, 52), 7, max_denominator=52),
    assistants=st.integers(1, 3),
)
kinds = st.sampled_from(KindOfService)
known_rows = st.builds(
    ClockRow, key=st.just(""), activity=st.just("meals"), kind=kinds, assessed=times, shared=st.booleans()
)
any_rows = st.builds(
    ClockRow,
    key=st.just(""),
    activity=st.just("meals"),
    kind=st.none() | kinds,
    assessed=st.none() | times,
    shared=st.none() | st.booleans(),
)
shares = st.fractions(Fraction(1, 10), 1, max_denominator=10).map(
    lambda share: SharedHousework(share, "Samboeren vasker selv.", "Kommunens praksis")
)


def clocks(rows: st.SearchStrategy[ClockRow], least: int = 0) -> st.SearchStrategy[DayClock]:
    """Day clocks of such rows, each with a key of its own."""
    numbered = st.lists(rows, min_size=least, max_size=8).map(
        lambda found: tuple(replace(row, key=f"r{number}") for number, row in enumerate(found))
    )
    return numbered.map(DayClock)


def exact_sum(calculation: Calculation) -> Fraction:
    return sum((row.exact for row in calculation.rows if row.exact is not None), Fraction(0))


@given(clocks(known_rows), shares)
def test_totals_are_the_sum_of_the_rows(clock: DayClock, share: SharedHousework) -> None:
    calculation = calculate(clock, Choices(shared_housework=share))
    minutes = [row.minutes for row in calculation.rows]
    assert sum(part or 0 for part in minutes) == calculation.total.known
    assert sum(amount.known or 0 for amount in calculation.by_kind.values()) == calculation.total.known
    for kind, amount in calculation.by_kind.items():
        assert sum(row.minutes or 0 for row in calculation.rows if row.kind is kind) == amount.known


@given(clocks(any_rows), shares, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    clock: DayClock, share: SharedHousework, random: object
) -> None:
    shuffled = list(clock.rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first = calculate(clock, Choices(shared_housework=share))
    second = calculate(DayClock(tuple(shuffled)), Choices(shared_housework=share))
    assert (first.by_kind, first.total) == (second.by_kind, second.total)
    assert {(row.key, row.minutes) for row in first.rows} == {(row.key, row.minutes) for row in second.rows}


@given(clocks(known_rows), shares)
def test_nothing_is_lost_by_rounding_and_less_than_a_minute_a_kind_is_gained(
    clock: DayClock, share: SharedHousework
) -> None:
    calculation = calculate(clock, Choices(shared_housework=share))
    gained = calculation.total.at_least - exact_sum(calculation)
    used = {row.kind for row in calculation.rows}
    assert 0 <= gained < max(1, len(used))
    for row in calculation.rows:
        assert row.minutes is not None
        assert row.exact is not None
        assert abs(row.minutes - row.exact) < 1


@given(clocks(known_rows), st.fractions(1, 53, max_denominator=7))
def test_a_year_is_a_week_times_the_weeks_and_a_month_a_twelfth(clock: DayClock, weeks: Fraction) -> None:
    calculation = calculate(clock, Choices(weeks=WeeksPerYear(weeks)))
    assert calculation.per_year == calculation.total.at_least * weeks
    assert calculation.per_month * 12 == calculation.per_year


@given(clocks(any_rows, least=1), shares, st.data())
def test_leaving_out_a_row_never_raises_the_total(
    clock: DayClock, share: SharedHousework, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from([row.key for row in clock.rows]))
    choices = Choices(shared_housework=share)
    assert calculate(clock.without(key), choices).total.at_least <= calculate(clock, choices).total.at_least


@given(clocks(any_rows), shares | st.none(), st.data())
def test_learning_what_was_unknown_never_gives_less_than_was_said_to_be_certain(
    clock: DayClock, share: SharedHousework | None, data: st.DataObject
) -> None:
    before = calculate(clock, Choices(shared_housework=share))
    told = tuple(
        replace(row, assessed=row.assessed or data.draw(times), kind=row.kind or data.draw(kinds))
        for row in clock.rows
    )
    after = calculate(DayClock(told), Choices(shared_housework=share or data.draw(shares)))
    assert after.complete
    assert after.total.at_least >= before.total.at_least
    for kind, amount in before.by_kind.items():
        assert after.by_kind[kind].at_least >= amount.at_least
        if amount.complete:
            assert after.by_kind[kind] == amount


@given(clocks(any_rows), shares)
def test_unknown_is_never_counted_as_zero(clock: DayClock, share: SharedHousework) -> None:
    calculation = calculate(clock, Choices(shared_housework=share))
    unknown = [row for row in clock.rows if row.assessed is None]
    assert (calculation.total.known is None) is bool(unknown)
    for row in unknown:
        if row.kind is not None:
            assert calculation.by_kind[row.kind].known is None
