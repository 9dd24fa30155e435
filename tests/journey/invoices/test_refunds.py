"""What was paid in advance and not used is owed back, less what is credited."""

from datetime import date

from rettvis.journey.invoices import Claimed, WorkedHours, refunds_due
from rettvis.rulekit.period import Period

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def claim(minutes: int, amount: int, provider: str = "1", period: Period = MARCH) -> Claimed:
    """A line for one decision."""
    return Claimed("F", "1", provider, "2026-000001", period, minutes, amount)


def work(minutes: int, day: date = MARCH.first, provider: str = "1") -> WorkedHours:
    """Approved minutes."""
    return WorkedHours("2026-000001", provider, day, minutes)


def test_hours_that_were_not_used_are_owed_at_the_price_paid() -> None:
    [due] = refunds_due([claim(6000, 6_000_000)], [work(4500)])
    assert (due.minutes, due.amount) == (1500, 1_500_000)


def test_what_is_credited_is_not_owed_again() -> None:
    assert refunds_due([claim(6000, 6_000_000), claim(-1500, -1_500_000)], [work(4500)]) == ()
    [due] = refunds_due([claim(6000, 6_000_000), claim(-500, -500_000)], [work(4500)])
    assert (due.minutes, due.amount) == (1000, 1_000_000)


def test_hours_on_other_days_and_for_other_providers_are_not_use_of_these() -> None:
    [due] = refunds_due([claim(600, 600_000)], [work(300, date(2026, 4, 1)), work(300, provider="2")])
    assert (due.worked, due.minutes) == (0, 600)


def test_whoever_used_all_owes_nothing() -> None:
    assert refunds_due([claim(600, 600_000)], [work(700)]) == ()
    assert refunds_due([], [work(700)]) == ()
