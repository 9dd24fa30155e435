"""Every property of the ledger and the settlement, of one ledger after the other: for a long search.

One ledger is made for all of them, by plain chance, because making it takes most of the time; see
bench/README.md.
"""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.journey.hourbank import test_ledger as of_ledger
from tests.journey.hourbank import test_settlement as of_settlement
from tests.journey.hourbank.ledgers import by_chance

OF_A_DAY = (
    of_ledger.test_what_came_in_less_what_went_out_is_what_is_left,
    of_ledger.test_the_providers_share_all_that_is_left_and_no_more,
    of_ledger.test_a_line_recorded_later_changes_nothing_of_what_was_believed,
    of_ledger.test_an_account_alone_has_the_balance_and_the_faults_it_has_among_many,
)
OF_A_LEDGER = (
    of_ledger.test_an_entry_that_comes_twice_is_taken_once,
    of_ledger.test_an_entry_that_is_written_twice_is_told,
)


SEEDS = st.integers(0, 2**64 - 1)


@given(SEEDS)
def test_every_property_holds(seed: int) -> None:
    ledger, account, random = by_chance(seed)
    made = ledger, account
    day, other = (account.first + timedelta(days=random.randrange(account.days)) for _ in range(2))
    rule = random.choice([of_settlement.LAPSE, of_settlement.CARRY, of_settlement.REPAY])
    for of_a_ledger in OF_A_LEDGER:
        of_a_ledger.hypothesis.inner_test(made)
    for of_a_day in OF_A_DAY:
        of_a_day.hypothesis.inner_test(made, day)
    of_ledger.test_the_days_so_far_never_give_less_than_before.hypothesis.inner_test(made, day, other)
    of_ledger.test_the_year_is_the_sum_of_its_parts_wherever_it_is_cut.hypothesis.inner_test(
        made, [day, other]
    )
    of_settlement.test_a_settlement_written_twice_is_written_once.hypothesis.inner_test(made, rule)
    of_settlement.test_however_often_it_is_opened_again_nothing_is_gained_or_lost.hypothesis.inner_test(
        made, rule, [(day, random.randint(-3000, 3000))]
    )


@given(SEEDS)
def test_every_balance_of_a_leap_year_is_counted_day_by_day(seed: int) -> None:
    ledger, account, random = by_chance(seed, 2028)
    day = account.first + timedelta(days=random.randrange(account.days))
    of_ledger.test_a_balance_is_what_a_count_day_by_day_gives.hypothesis.inner_test((ledger, account), day)
