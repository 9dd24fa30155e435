"""The demonstration's statistics: a recount gives the same, and every number opens the list it counts."""

import csv
import html
import json
import re
from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO, StringIO
from itertools import product
from statistics import median

import pyarrow.parquet as pq
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from rettvis.edges.publications import read_publication
from rettvis.journey.statistics.observation import EVERYBODY, FigureCell
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import visible
from rettvis.web.access.models import LogEntry, Municipality, RoleAssignment, Unit, User
from rettvis.web.application.models import Case
from rettvis.web.decision.models import ServiceLineRow
from rettvis.web.statistics.extract import extract
from tests.web.conftest import DEMO_DAY

ON = DEMO_DAY
FIGURE = re.compile(r'<a class="ds-link" href="(/statistikk/brukere/[^"]*)">([\d\u00a0\s,]+)<span')
COUNT = re.compile(r"<h1[^>]*>[^<]*: ([\d\u00a0]+)</h1>")
HOURS = re.compile(r"data-hours>([\d\u00a0,]+)<")
PERIOD = f"first={ON - timedelta(days=364)}&last={ON}"


@pytest.fixture
def demo(db, filled_demo):
    """The synthetic municipality."""
    return Municipality.objects.get(number="9901")


def as_user(client: Client, name: str) -> Client:
    """Log somebody of the demonstration in."""
    client.force_login(User.objects.get(username=name))
    return client


def number(text: str) -> int:
    """A number as the page writes it."""
    return int("".join(sign for sign in text if sign.isdigit()))


def test_a_recount_of_the_demonstration_gives_the_same(demo):
    from rettvis.journey.statistics.own_cases.selection import Selection
    from rettvis.journey.statistics.own_cases.standing import InForce

    lines = extract(Case.objects.all())
    for back in (0, 90, 400, 800):
        day = ON - timedelta(days=back)
        rows = list(ServiceLineRow.objects.in_force(day).select_related("case"))
        sums: dict[int, int] = {}
        for row in rows:
            sums[row.case.person_id] = sums.get(row.case.person_id, 0) + (row.minutes_per_week or 0)
        found = InForce(lines, day).totals.all
        assert found.users == len(sums) > 0
        assert found.minutes == sum(sums.values())
        assert found.mean == Fraction(sum(sums.values()), len(sums))
        assert found.median == median(Fraction(one) for one in sums.values())
        bpa = {row.case.person_id for row in rows if row.service == "bpa"}
        assert InForce(lines, day, Selection(service="bpa")).totals.all.users == len(bpa)


def test_every_number_opens_the_list_that_it_counts(demo, client):
    as_user(client, "tone")
    for more in ("", "&service=bpa"):
        page = client.get(f"/statistikk/?{PERIOD}{more}").content.decode()
        figures = FIGURE.findall(page)
        assert len(figures) > 50
        for address in dict.fromkeys(address for address, _ in figures):
            answer = client.get(html.unescape(address))
            assert answer.status_code == 200
            page = answer.content.decode()
            counted, hours = COUNT.search(page), HOURS.findall(page)
            assert counted is not None
            shown = [text for other, text in figures if other == address]
            assert [number(text) for text in shown if "," not in text] in ([number(counted[1])], [])
            if "flow=" not in address:
                assert {text for text in shown if "," in text} <= set(hours), address
                assert hours[0] in shown, address


def test_a_number_that_counts_nobody_opens_an_empty_list(demo, client):
    as_user(client, "tone")
    page = client.get(f"/statistikk/?{PERIOD}").content.decode()
    empty = [address for address, text in FIGURE.findall(page) if text == "0"]
    assert empty
    assert "Ingen." in client.get(html.unescape(empty[0])).content.decode()


def test_a_long_list_is_shown_a_hundred_at_a_time_and_logged(demo, client):
    as_user(client, "tone")
    before = LogEntry.objects.count()
    names, address = set(), f"/statistikk/brukere/?{PERIOD}"
    while address:
        page = client.get(address).content.decode()
        names |= set(re.findall(r"<bdi>([^<]+)</bdi></td>", page))
        found = re.findall(r'href="([^"]+)">Neste side', page)
        address = html.unescape(found[0]) if found else ""
    total = number(COUNT.search(page)[1])
    assert len(names) == total
    logged = LogEntry.objects.order_by("-id")[0]
    assert LogEntry.objects.count() == before + -(-total // 100)
    assert logged.action == Action.SEE_COUNTED
    assert logged.cases.strip()


def test_who_may_not_see_cases_gets_published_figures_and_no_lists(demo, client):
    addresses = ("/statistikk/", "/statistikk/?service=bpa", "/statistikk/?service=bpa&age=18-49")
    for name, address in product(("eva", "per", "gunn"), addresses):
        as_user(client, name)
        page = client.get(address)
        assert page.status_code == 200
        text = page.content.decode()
        assert "brukere/?" not in text
        assert "/sak/" not in text
        assert "publiserte tall" in text
        assert client.get("/statistikk/brukere/").status_code == 403
        for case in Case.objects.all()[:3]:
            assert case.person.name not in text


def test_who_may_see_cases_may_see_what_is_published_too(demo, client):
    as_user(client, "tone")
    page = client.get("/statistikk/?view=published&service=bpa").content.decode()
    assert "brukere/?" not in page
    assert "skjult" in page
    assert client.get("/statistikk/brukere/?view=published").status_code == 404


def read_csv(content: bytes) -> list[dict[str, str]]:
    """The rows of a file, without what is said of them."""
    lines = [line for line in content.decode("utf-8-sig").splitlines() if not line.startswith(('"#', "#"))]
    return list(csv.DictReader(StringIO("\n".join(lines)), delimiter=";"))


def test_the_three_files_hold_the_same_figures_and_tell_what_they_are(demo, client):
    for name in ("tone", "eva"):
        compare_files(as_user(client, name), some_hidden=name == "eva")
    assert LogEntry.objects.filter(action=Action.SEE_STATISTICS).count() == 6


def compare_files(client: Client, *, some_hidden: bool) -> None:
    """Read the three and compare them, row by row."""
    address = f"/statistikk/fil/{{}}/?{PERIOD}&service=bpa"
    rows = read_csv(client.get(address.format("csv")).content)
    parquet = pq.read_table(BytesIO(client.get(address.format("parquet")).content))
    sheets = CalamineWorkbook.from_filelike(BytesIO(client.get(address.format("xlsx")).content))
    book = sheets.get_sheet_by_name(sheets.sheet_names[0]).to_python()
    assert len(rows) == parquet.num_rows == len(book) - 1 > 20
    users = [None if not row["users"] else int(row["users"]) for row in rows]
    assert parquet.column("users").to_pylist() == users
    assert [None if row[5] == "" else int(row[5]) for row in book[1:]] == users
    said = json.loads(parquet.schema.metadata[b"rettvis"])
    for word in ("Kommune", "Periode", "Utvalg", "Kilde", "Laget med", "Bruker", "Små grupper"):
        assert said[word], word
    hidden = [row for row in rows if row["hidden"] == "1"]
    assert bool(hidden) == some_hidden
    assert all(row["minutes_per_week"] == "" for row in hidden if row["table"] == "interval")


def test_our_own_figures_can_be_verified_and_compared_as_a_publication(demo, client, tmp_path):
    answer = as_user(client, "tone").get(f"/statistikk/fil/observations.csv/?{PERIOD}")
    (tmp_path / "observations.csv").write_bytes(answer.content)
    figures = read_publication(tmp_path, str).figures
    users = figures.value(FigureCell("9901", 2026, "bpa_users", EVERYBODY))
    hours = figures.value(FigureCell("9901", 2026, "bpa_hours", EVERYBODY))
    rows = ServiceLineRow.objects.in_force(ON).filter(service="bpa")
    assert users == len({row.case_id for row in rows}) == 107
    assert hours == round(Fraction(52 * sum(row.minutes_per_week for row in rows), 60), 4)
    hidden = as_user(client, "eva").get(f"/statistikk/fil/observations.csv/?{PERIOD}").content.decode()
    assert "bpa_users,all,persons" in hidden


def test_page_and_file_hide_the_same(demo, client):
    as_user(client, "eva")
    page = client.get("/statistikk/?service=bpa").content.decode()
    for row in read_csv(client.get("/statistikk/fil/csv/?service=bpa").content):
        if row["table"] == "interval":
            shown = re.search(
                rf'{re.escape(row["label"])}</th>\s*<td class="number">(.*?)</td>', page, re.DOTALL
            )
            assert shown is not None
            assert ("skjult" in shown[1]) == (row["users"] == "")


def test_a_leader_of_one_unit_counts_that_unit(demo, client):
    other = Unit.objects.create(municipality=demo, name="Et annet kontor")
    leader = User.objects.create_user("leder", "En Leder")
    RoleAssignment.objects.create(
        user=leader, role="team_leader", municipality=demo, unit=other, starts_on=date(2020, 1, 1)
    )
    client.force_login(leader)
    page = client.get(f"/statistikk/?{PERIOD}").content.decode()
    assert {number for _address, number in FIGURE.findall(page)} <= {"0", "0,00"}
    assert client.get(f"/statistikk/brukere/?{PERIOD}").status_code == 200
    assert visible(leader, Case.objects.all(), Action.SEE_COUNTED).count() == 0


def test_equal_treatment_tells_of_the_planted_difference_and_of_no_person(demo, client):
    for name in ("tone", "eva"):
        page = as_user(client, name).get(f"/statistikk/likebehandling/?last={ON}").content.decode()
        assert "prosent færre innvilgede timer" in page
        assert "kan ikke sammenlignes" in page
        assert bool(re.search(r"omtrent \d", page)) == (name == "eva")
        assert "/sak/" not in page
