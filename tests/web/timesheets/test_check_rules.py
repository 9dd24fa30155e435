"""What timesheets are checked with is set from a day on, for all providers or for one."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role, User
from rettvis.web.delivery.models import Provider
from rettvis.web.hourbank.models import BankLine
from rettvis.web.timesheets.framing import check_all
from rettvis.web.timesheets.models import CheckRuleRow, Deviation
from rettvis.web.timesheets.rules import Held, NewRules, rules_in_force, set_rules
from rettvis.web.timesheets.shown import basis_told
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import a_provider, the_provider
from tests.web.timesheets.made import a_person, an_approval, codes, line, taken

LogIn = Callable[[User], Client]


def put(
    place: Place,
    regime: str = "law",
    percent: int = 100,
    holds_from: date = date(2026, 1, 1),
    provider: Provider | None = None,
) -> CheckRuleRow:
    """What the controller sets."""
    new = NewRules(holds_from, provider, regime, percent, "Tariffavtalen")
    return set_rules(place.people[Role.CONTROLLER], place.municipality.pk, new, NOW)


def test_before_anything_is_set_it_is_the_law_and_the_whole_resting_night(here: Place) -> None:
    assert rules_in_force(here.municipality.pk).on("310000000", date(2026, 6, 1)) == Held("law", 100)


def test_the_newest_row_of_the_day_counts_and_a_providers_own_before_the_common(here: Place) -> None:
    own = the_provider(here)
    put(here, "written_agreement", 50)
    put(here, "union_agreement", 25, date(2026, 6, 1))
    put(here, "union_agreement", 30, date(2026, 6, 1))
    put(here, "own_employer", 0, date(2026, 3, 1), own)
    rules = rules_in_force(here.municipality.pk)
    other = "310000019"
    assert rules.on(other, date(2025, 12, 31)) == Held("law", 100)
    assert rules.on(other, date(2026, 5, 31)) == Held("written_agreement", 50)
    assert rules.on(other, date(2026, 6, 1)) == Held("union_agreement", 30)
    assert rules.on(own.number, date(2026, 2, 28)) == Held("written_agreement", 50)
    assert rules.on(own.number, date(2026, 6, 1)) == Held("own_employer", 0)


def test_the_limits_of_an_agreement_count_in_the_warnings_and_are_told_as_their_basis(here: Place) -> None:
    case = a_person(here, weekly=60 * 60)
    taken(here, [line(case.number, start="08:00", end="18:30")])
    assert codes(here) == ["ordinary_day"]
    by_law = basis_told(Deviation.objects.get())
    put(here, "union_agreement", holds_from=date(2026, 6, 3), provider=the_provider(here))
    check_all(here.people[Role.CONTROLLER], here.municipality.pk, NOW)
    assert codes(here) == []
    taken(here, [line(case.number, "2026-06-02", start="08:00", end="18:30", assistant="A-9")])
    assert codes(here) == ["ordinary_day"]
    taken(here, [line(case.number, "2026-06-16", start="06:00", end="21:30", assistant="A-8")])
    assert "ordinary_day" in codes(here)
    new = Deviation.objects.filter(assistant="A-8", code="ordinary_day", lapse=None).get()
    assert basis_told(new) != by_law


def test_two_providers_have_limits_of_their_own(here: Place) -> None:
    case = a_person(here, weekly=60 * 60)
    other = a_provider(here, "310000019", "Den andre")
    put(here, "union_agreement", provider=other)
    taken(here, [line(case.number, start="08:00", end="18:30")])
    taken(
        here, [line(case.number, "2026-06-10", "08:00", "18:30", assistant="B", number=other.number)], other
    )
    found = Deviation.objects.filter(code="ordinary_day", lapse=None)
    assert [row.provider for row in found] == [the_provider(here)]


def test_the_share_of_a_resting_night_counts_in_the_checks_and_in_the_bank_from_its_day(here: Place) -> None:
    case = a_person(here, weekly=8 * 60)
    put(here, percent=25, holds_from=date(2026, 6, 8))
    nights = [
        line(case.number, day, "00:00", "08:00", kind="hvilende_natt") for day in ("2026-06-03", "2026-06-10")
    ]
    taken(here, [*nights, line(case.number, "2026-06-11", "08:00", "14:00", assistant="A-2")])
    assert "over_week" not in codes(here)
    an_approval(case, here)
    rows = BankLine.objects.filter(key__startswith="shift/").order_by("day").values_list("day", "minutes")
    assert list(rows) == [(date(2026, 6, 3), -480), (date(2026, 6, 10), -120), (date(2026, 6, 11), -360)]


def test_the_same_set_twice_is_one_row_and_what_is_wrong_is_told_at_its_field(here: Place) -> None:
    assert put(here, "own_employer", 40) == put(here, "own_employer", 40)
    with pytest.raises(Faulty) as refusal:
        put(here, "no_such", 101, date(1999, 1, 1))
    assert [fault.place for fault in refusal.value.faults] == ["regime", "resting_percent", "holds_from"]


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_a_controller_or_a_leader_sets_it(here: Place, role: Role) -> None:
    with pytest.raises(Refused):
        set_rules(
            here.people[role], here.municipality.pk, NewRules(date(2026, 1, 1), None, "law", 100, "Ja"), NOW
        )


def test_it_is_set_and_read_on_a_page(here: Place, log_in: LogIn) -> None:
    provider = the_provider(here)
    client = log_in(here.people[Role.TEAM_LEADER])
    address = reverse("shift_rules")
    assert "time for time" in client.get(address).content.decode()
    told = {"whom": f"p{provider.pk}", "holds_from": "1.1.2026", "regime": "union_agreement"}
    assert client.post(address, told).status_code == 422
    told |= {"resting_percent": "33", "source": "Særavtalen § 4"}
    assert client.post(address, told).status_code == 302
    text = client.get(address).content.decode()
    assert "Særavtalen § 4" in text
    assert "33 %" in text
    assert CheckRuleRow.objects.get().provider == provider
    client = log_in(here.people[Role.CASEWORKER])
    assert 'class="form"' not in client.get(address).content.decode()
    assert client.post(address, told).status_code == 403
