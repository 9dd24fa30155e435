"""Every property of the ledger and the settlement, of one ledger after the other: for a long search.

One ledger is made for all of them, because making it takes most of the time; see bench/README.md.
"""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.hourbank import Account, Ledger, SettlementRule
from tests.journey.hourbank import test_ledger as of_ledger
from tests.journey.hourbank import test_settlement as of_settlement
from tests.journey.hourbank.ledgers import YEAR, days, ledgers

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


@given(ledgers(YEAR), days(YEAR), days(YEAR), of_settlement.RULES, st.integers(-3000, 3000))
def test_every_property_holds(
    made: tuple[Ledger, Account], day: date, other: date, rule: SettlementRule, late: int
) -> None:
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
        made, rule, [(day, late)]
    )


@given(ledgers(2028), days(2028))
def test_every_balance_of_a_leap_year_is_counted_day_by_day(made: tuple[Ledger, Account], day: date) -> None:
    of_ledger.test_a_balance_is_what_a_count_day_by_day_gives.hypothesis.inner_test(made, day)
