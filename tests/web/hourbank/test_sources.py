"""Ordinary hours come from the decisions themselves, as they were known at any moment."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rettvis.journey.application import Service
from rettvis.journey.decision import Extent, Per
from rettvis.journey.hourbank import balance
from rettvis.web.access.models import Role
from rettvis.web.decision.models import LineChange, ServiceLineRow, Why
from rettvis.web.hourbank.services import change_provider
from rettvis.web.hourbank.sources import Granted, Source, granted_to, register_source, service_title
from rettvis.web.hourbank.store import account_of, end_of, ledger_of
from tests.web.conftest import Place, new_case
from tests.web.hourbank.banks import DAY, NEW_YEAR, SERVICE, act, granted

A_DAY = 520
"""Minutes a day of the usual grant."""


def year_of(case: object, day: date = date(2026, 12, 31), *, year: int = 2026) -> int:
    """What the whole year gives, as it was known when a day ended."""
    person = case.person  # type: ignore[attr-defined]
    ledger = ledger_of([person.pk], year, as_known=end_of(day))
    return balance(ledger, account_of(person, SERVICE, year), date(year, 12, 31)).granted_year


def test_a_decision_gives_hours_by_day_from_its_first_day_to_its_last(here: Place) -> None:
    case = granted(here, first=date(2026, 3, 1), last=date(2026, 3, 31))
    ledger = ledger_of([case.person_id], 2026)
    account = account_of(case.person, SERVICE, 2026)
    given = [balance(ledger, account, day).granted for day in (date(2026, 2, 28), date(2026, 3, 10))]
    assert given == [0, 10 * A_DAY]
    assert year_of(case) == 31 * A_DAY


def test_29_february_is_a_day_of_the_year_and_the_year_gives_no_more_for_it(here: Place) -> None:
    case = granted(here, first=date(2027, 6, 1))
    whole = balance(
        ledger_of([case.person_id], 2028), account_of(case.person, SERVICE, 2028), date(2028, 2, 29)
    )
    assert whole.granted_year == 52 * 3650
    assert whole.granted == round(52 * 3650 * 60 / 366)


def test_a_decision_that_is_not_sent_yet_gives_nothing(here: Place) -> None:
    case = new_case(here)
    assert granted_to([case.person_id]) == Granted()


def test_a_decision_is_not_known_before_it_is_made(here: Place) -> None:
    case = granted(here, decided=date(2026, 3, 10), first=NEW_YEAR)
    assert year_of(case, date(2026, 3, 9)) == 0
    assert year_of(case, date(2026, 3, 10)) == 365 * A_DAY


def test_a_line_that_is_replaced_ends_and_was_believed_to_go_on_until_then(here: Place) -> None:
    case = granted(here)
    by_case = granted(here, name="Per Aas", decided=date(2026, 5, 2))
    change(case, by_case, date(2026, 6, 1), Why.REPLACED)
    assert year_of(case) == (31 + 28 + 31 + 30 + 31) * A_DAY
    assert year_of(case, date(2026, 5, 1)) == 365 * A_DAY


def test_a_line_that_is_in_force_again_gives_hours_again(here: Place) -> None:
    case = granted(here)
    by_case = granted(here, name="Per Aas", decided=date(2026, 5, 2))
    change(case, by_case, date(2026, 6, 1), Why.REPLACED)
    change(case, by_case, date(2026, 7, 1), Why.RESTORED, in_force=True)
    assert year_of(case) == 365 * A_DAY - 30 * A_DAY
    assert year_of(case, date(2026, 6, 30)) == (31 + 28 + 31 + 30 + 31) * A_DAY


def test_a_line_that_is_annulled_from_its_first_day_gives_nothing(here: Place) -> None:
    case = granted(here)
    change(case, case, NEW_YEAR, Why.ANNULLED)
    assert year_of(case) == 0


@pytest.mark.parametrize("day", [date(2026, 6, 17), date(2026, 2, 28)])
def test_a_change_of_provider_in_mid_month_takes_nothing_and_gives_nothing(here: Place, day: date) -> None:
    case = granted(here)
    change_provider(act(case, here.people[Role.CASEWORKER]), SERVICE, day, "Nord", "Byttet etter ønske.")
    assert year_of(case) == 365 * A_DAY
    ledger = ledger_of([case.person_id], 2026)
    assert {(grant.provider, grant.first) for grant in ledger.grants} == {("", NEW_YEAR), ("Nord", day)}
    assert [end.last for end in ledger.ends] == [day - DAY]
    assert year_of(case, date(2026, 6, 30)) == 365 * A_DAY


def test_hours_a_month_are_exact_and_what_is_not_in_hours_has_no_bank(here: Place) -> None:
    assert year_of(granted(here, extent=Extent(1000, Per.MONTH))) == 12 * 1000
    weekends = granted(here, name="Per Aas", extent=Extent(2, Per.WEEKENDS))
    assert ledger_of([weekends.person_id], 2026).grants == ()


def test_several_services_have_a_bank_each(here: Place) -> None:
    case = granted(here)
    other = granted(here, service=Service.SUPPORT_CONTACT)
    other.person = case.person
    other.save()
    services = [one.service for one in ledger_of([case.person_id], 2026).accounts(2026)]
    assert services == ["bpa", "support_contact"]


def test_a_later_step_adds_a_source_with_its_own_code(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rettvis.web.hourbank.sources._registered", {})
    case = granted(here)
    grant = replace(ordinary(case), service="extra", key="extra/1")
    register_source(Source("extra", lambda _persons: Granted((grant,)), lambda: {"extra": "Ekstra timer"}))
    services = [one.service for one in ledger_of([case.person_id], 2026).accounts(2026)]
    assert services == ["bpa", "extra"]
    assert service_title("extra") == "Ekstra timer"


def ordinary(case: object) -> object:
    from rettvis.web.hourbank.ordinary import ordinary_grants

    [grant] = ordinary_grants([case.person_id], ()).grants  # type: ignore[attr-defined]
    return grant


def test_the_ledger_of_many_asks_as_little_as_that_of_one(here: Place) -> None:
    cases = [granted(here, name=f"Ola Berg {letter}") for letter in "ABCDE"]
    asked = []
    for persons in ([cases[0].person_id], [case.person_id for case in cases]):
        with CaptureQueriesContext(connection) as queries:
            ledger_of(persons, 2026)
        asked.append(len(queries))
    assert asked == [3, 3]


def change(case: object, by_case: object, day: date, why: Why, *, in_force: bool = False) -> None:
    """The one line of a case is no longer in force, or is again."""
    [line] = ServiceLineRow.objects.filter(case=case)
    LineChange.objects.create(line=line, from_on=day, in_force=in_force, why=why, by_case=by_case)
