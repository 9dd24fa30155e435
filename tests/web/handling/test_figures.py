"""Figures of handling time: as counted by hand, hidden where few stand behind, each with its list."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

import pytest
from django.utils import timezone

from rettvis.journey.handling import Awaited, CaseTime, EventKind
from rettvis.web.access.models import Role, User
from rettvis.web.application.events import record_event
from rettvis.web.application.models import Case, HandlingLimit, Kind, Status
from rettvis.web.demo.fill import fill
from rettvis.web.handling.asked import read
from rettvis.web.handling.counting import CountedCase, counted
from rettvis.web.handling.figure_views import coarse
from rettvis.web.handling.lines import HIDDEN, lines_of
from rettvis.web.handling.threshold import threshold_for
from rettvis.web.statistics.models import ThresholdSetting
from tests.web.conftest import Place, new_case

pytestmark = pytest.mark.django_db
ADDRESS = "/saksbehandlingstid/"


def decided(here: Place, received: date, days: int, waiting: int = 0, kind: str = "new") -> Case:
    """A case that took some days, with some of them waiting for a doctor."""
    case = new_case(here, received_on=received, kind=kind)
    by = here.people[Role.CASEWORKER]
    if waiting:
        record_event(case, EventKind.WAIT_BEGAN, by, on=received, waits_for=Awaited.DOCTOR)
        end = received + timedelta(days=waiting)
        record_event(case, EventKind.WAIT_ENDED, by, on=end, waits_for=Awaited.DOCTOR)
    case.status, case.decided_on = Status.DECIDED, received + timedelta(days=days)
    case.save(update_fields=["status", "decided_on"])
    record_event(case, EventKind.DECIDED, by, on=case.decided_on)
    return case


def links(page: str) -> Iterator[tuple[str, int]]:
    """Every number that leads to a list: the address and the number."""
    for address, words in re.findall(r'<a class="ds-link" href="([^"]*/saker/\?[^"]*)">([^<]*)</a>', page):
        yield address.replace("&amp;", "&"), int(re.match(r"[\d\xa0]+", words)[0].replace("\xa0", ""))


def read_as(client, here: Place, role: str, query: str = "") -> str:
    client.force_login(here.people[role])
    answer = client.get(ADDRESS + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_figures_of_a_month_are_those_counted_by_hand(here, client):
    HandlingLimit.objects.create(
        municipality=here.municipality, kind="", days=30, source="Standard", holds_from=date(2020, 1, 1)
    )
    for days, waiting in ((10, 0), (20, 10), (31, 5), (90, 70)):
        decided(here, date(2026, 3, 31) - timedelta(days=days), days, waiting)
    page = read_as(client, here, Role.TEAM_LEADER, "?fra=2026-03&til=2026-03")
    row = re.search(r"<tr[^>]*><th[^>]*>mars 2026</th>(.*?)</tr>", page, re.S)[1]
    cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)]
    assert cells == ["4", "25,5", "90", "2 av 4 (50\xa0%)", "15", "26", "0 av 4 (0\xa0%)"]


def test_every_number_leads_to_as_many_cases(here, client):
    HandlingLimit.objects.create(
        municipality=here.municipality, kind="", days=30, source="Standard", holds_from=date(2020, 1, 1)
    )
    today = timezone.localdate()
    for number in range(9):
        kind = Kind.NEW if number % 3 else Kind.CHANGE
        decided(here, today - timedelta(days=100 + 9 * number), 20 + 5 * number, 3 * number, kind)
        new_case(here, received_on=today - timedelta(days=20 * number))
    page = read_as(client, here, Role.TEAM_LEADER)
    found = list(links(page))
    assert len(found) > 15
    for address, number in found:
        listed = client.get(address).content.decode()
        assert f"{number} saker" in listed
        assert listed.count('href="/sak/') == number


def test_the_demo_counted_again_from_its_events():
    fill(2026, date(2026, 11, 21), lambda done, of: None)
    tone = User.objects.get(username="tone")
    asked = read({"fra": "2024-01", "til": "2026-11"}, date(2026, 11, 21))
    cases = counted(tone, asked)
    assert len(cases) > 300
    for one in cases[:200]:
        row = Case.objects.get(pk=one.pk)
        events = list(row.events.order_by("on", "pk"))
        waited = set()
        begun = {}
        for event in events:
            if event.kind == "wait_began":
                begun[event.waits_for] = event.on
            if event.kind == "wait_ended" and event.waits_for != "home_visit":
                first = begun[event.waits_for]
                waited |= {first + timedelta(days=n) for n in range((event.on - first).days)}
        assert one.time.days == (row.decided_on - row.received_on).days
        assert one.time.waiting == len(waited)
    days = sorted(one.time.days for one in cases)
    assert days[ceil(Fraction(9, 10) * len(days)) - 1] < 110


def test_a_case_counts_as_open_on_the_days_between_receipt_and_decision(here):
    case = decided(here, date(2026, 2, 1), 30)
    leader = here.people[Role.TEAM_LEADER]
    for day, open_then in (
        (date(2026, 1, 31), False),
        (date(2026, 2, 1), True),
        (date(2026, 3, 2), True),
        (date(2026, 3, 3), False),
    ):
        asked = read({"apne": "1", "dag": day.isoformat()}, date(2026, 6, 1))
        assert [one.pk for one in counted(leader, asked)] == ([case.pk] if open_then else [])


def test_the_age_of_an_open_case_leaves_out_what_came_after_the_day(here):
    case = new_case(here, received_on=date(2026, 2, 1))
    by = here.people[Role.CASEWORKER]
    record_event(case, EventKind.WAIT_BEGAN, by, on=date(2026, 2, 11), waits_for=Awaited.DOCTOR)
    leader = here.people[Role.TEAM_LEADER]
    [one] = counted(leader, read({"apne": "1", "dag": "2026-02-21"}, date(2026, 6, 1)))
    assert (one.time.days, one.time.waiting, one.time.own) == (20, 10, 10)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.POLITICIAN])
def test_small_numbers_are_hidden_from_those_who_see_no_person(here, client, role):
    for number in range(3):
        decided(here, date(2026, 2, 1), 20 + number)
    page = read_as(client, here, role, "?til=2026-12")
    assert "skjult" in page
    assert list(links(page)) == []
    row = re.search(r"<th[^>]*>Ny søknad</th>(.*?)</tr>", page, re.S)[1]
    assert "3" not in re.sub(r"<[^>]+>|colspan=\S+", "", row)


def test_a_group_next_to_a_hidden_one_is_hidden_too(here, client):
    for number in range(8):
        decided(here, date(2026, 2, 1), 20 + number)
    for number in range(2):
        decided(here, date(2026, 2, 1), 20 + number, kind=Kind.CHANGE)
    page = read_as(client, here, Role.ANALYST, "?til=2026-12")
    for label in ("Ny søknad", "Endret behov"):
        assert "skjult" in re.search(rf"<th[^>]*>{label}</th>(.*?)</tr>", page, re.S)[1]


def test_a_reader_of_figures_alone_chooses_no_period_of_her_own(here):
    assert threshold_for(here.people[Role.ANALYST]) == 5
    assert threshold_for(here.people[Role.CONTROLLER]) is None
    asked = read({"fra": "2026-03", "til": "2026-04", "slag": "new", "dag": "2026-04-12"}, date(2026, 6, 1))
    assert coarse(asked, date(2026, 6, 1)) == read(
        {"fra": "2026-01", "til": "2026-12", "dag": "2026-03-31"}, date(2026, 6, 1)
    )


def test_a_caseworker_and_an_administrator_do_not_see_the_page(here, client):
    for role in (Role.CASEWORKER, Role.ADMINISTRATOR):
        client.force_login(here.people[role])
        assert client.get(ADDRESS).status_code == 403


def test_nobody_counts_another_municipalitys_cases(here, elsewhere, client):
    decided(elsewhere, date(2026, 2, 1), 30)
    asked = read({"fra": "2026-01", "til": "2026-12"}, date(2026, 6, 1))
    assert counted(here.people[Role.TEAM_LEADER], asked) == []


def test_nonsense_in_the_address_is_taken_as_usual(here, client):
    nonsense = "?fra=x&til=9999-99&enhet=-1&slag=%00&dag=2026-02-31&alder=7"
    page = read_as(client, here, Role.TEAM_LEADER, nonsense)
    assert "Saksbehandlingstid" in page


def test_a_limit_is_set_by_a_leader_and_moves_what_is_due(here, client):
    case = new_case(here, received_on=timezone.localdate())
    client.force_login(here.people[Role.TEAM_LEADER])
    form = {"kind": "", "days": "7", "holds_from": "01.01.2020", "source": "Tjenestestandard"}
    for _time in range(2):
        assert client.post(ADDRESS + "frister/", form).status_code == 302
    assert HandlingLimit.objects.count() == 1
    case.refresh_from_db()
    assert case.next_due_on == case.received_on + timedelta(days=7)
    assert case.next_due_what == "The municipality’s own limit"
    assert "Tjenestestandard" in client.get(ADDRESS + "frister/").content.decode()


def test_a_limit_without_a_source_or_of_no_days_is_refused(here, client):
    client.force_login(here.people[Role.TEAM_LEADER])
    answer = client.post(ADDRESS + "frister/", {"kind": "", "days": "0", "holds_from": "", "source": ""})
    assert answer.status_code == 422
    assert answer.content.decode().count("ds-validation-message") == 3
    client.force_login(here.people[Role.AUDITOR])
    assert client.get(ADDRESS + "frister/").status_code == 200
    assert client.post(ADDRESS + "frister/", {}).status_code == 403


def test_a_share_that_few_stand_behind_is_not_told_by_the_others():
    def some(over: int) -> list[CountedCase]:
        times = [CaseTime(90 if number < over else 20, 0, 30) for number in range(20)]
        return [CountedCase(number, None, "new", 1, time) for number, time in enumerate(times)]

    groups = [(name, some(over)) for name, over in (("a", 2), ("b", 6), ("c", 9))]
    asked = read({}, date(2026, 6, 1))
    names = {name: name for name, _cases in groups}
    lines = lines_of(groups, names, dict.fromkeys(names, asked), 5)
    assert [line.whole.over == HIDDEN for line in lines] == [True, True, False]
    assert not any(line.hidden for line in lines)
    assert [
        line.whole.over == HIDDEN for line in lines_of(groups, names, dict.fromkeys(names, asked), None)
    ] == [False] * 3


def test_the_municipality_sets_its_own_threshold(here):
    analyst = here.people[Role.ANALYST]
    ThresholdSetting.objects.create(municipality=here.municipality, threshold=9, set_by=analyst)
    assert threshold_for(analyst) == 9
