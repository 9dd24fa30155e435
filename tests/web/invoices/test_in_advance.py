"""Granted hours are paid in advance once: to the provider that gives them, whatever kind they are."""

from datetime import date

from rettvis.web.access.models import Role
from rettvis.web.hourbank.services import change_provider
from tests.web.conftest import Place
from tests.web.hourbank.banks import SERVICE, act, granted
from tests.web.invoices.made import NAME, a_file, a_provider, an_agreement, codes, received

DAILY = 520
JULY = {"first": date(2026, 7, 1), "last": date(2026, 7, 31)}
OTHER = ("312000008", "Den andre AS")


def test_after_a_change_of_provider_one_of_them_is_paid(here: Place) -> None:
    case, user = granted(here), here.people[Role.CASEWORKER]
    for own in (a_provider(here), a_provider(here, *OTHER)):
        an_agreement(here, own, billing="advance")
    change_provider(act(case, user, key="a"), SERVICE, date(2026, 1, 1), f" {NAME.upper()}", "Rammeavtalen.")
    change_provider(act(case, user, key="b"), SERVICE, date(2026, 5, 17), OTHER[1], "Eget ønske.")
    old = received(here, a_file(case, minutes=31 * DAILY, **JULY))
    assert codes(old) == ["other_provider"]
    assert old.lines.get().granted == 0
    new = received(here, a_file(case, minutes=31 * DAILY, number="B-1", seller=OTHER, **JULY))
    assert codes(new) == ["more_than_granted"]
    back = {"first": date(2026, 5, 1), "last": date(2026, 5, 31)}
    own = received(here, a_file(case, minutes=16 * DAILY, number="F-2", **back))
    assert codes(own) == []


def test_where_the_bank_names_nobody_two_providers_are_not_paid_for_the_same_days(here: Place) -> None:
    case = granted(here)
    for own in (a_provider(here), a_provider(here, *OTHER)):
        an_agreement(here, own, billing="advance")
    assert codes(received(here, a_file(case, minutes=31 * DAILY, **JULY))) == []
    second = received(here, a_file(case, minutes=31 * DAILY, seller=OTHER, number="B-1", **JULY))
    assert codes(second) == ["more_than_granted"]
