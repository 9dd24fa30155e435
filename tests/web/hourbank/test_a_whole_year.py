"""The first year of a supplement scheme: introduced, used, followed up and settled, the figures the same."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from rettvis.cli.main import run
from rettvis.journey.hourbank import Leftover
from rettvis.web.access.models import Municipality, User
from rettvis.web.application.models import Case
from rettvis.web.correspondence.models import CaseLetter
from rettvis.web.demo.fill import fill
from rettvis.web.hourbank.rules import RuleSet, set_rule
from rettvis.web.simulation.models import SavedResult
from rettvis.web.simulation.plans import AskedPlan, keep_plan
from rettvis.web.supplement.models import GrantEndRow, GrantRow
from tests.web.conftest import CHEAP

YEAR = 2026
AFTER = datetime(2027, 1, 20, 11, 0, tzinfo=UTC)
CODE = "TILLEGG"


@pytest.fixture
def fjordvik(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Municipality]:
    """The demonstration as it stands in January of the year after."""
    monkeypatch.setattr(settings, "PASSWORD_HASHERS", CHEAP)
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    with time_machine.travel(AFTER, tick=False):
        fill(2026, AFTER.date(), lambda done, of: None)
        yield Municipality.objects.get(number="9901")


MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert run([*words, "--by", "tone", "--json"]) in (0, 1)  # 1 where some bank is below zero
    return json.loads(capsys.readouterr().out)


def minutes_in(text: str) -> int:
    """``1 234 timer 30 minutter`` in minutes."""
    plain = text.replace("\xa0", " ")
    hours = re.search(r"([\d ]+) time", plain)
    minutes = re.search(r"(\d+) minutt", plain)
    return 60 * int(hours[1].replace(" ", "") if hours else 0) + int(minutes[1] if minutes else 0)


def test_the_first_year_of_the_supplement(
    fjordvik: Municipality, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    leader = User.objects.get(username="tone")
    client.force_login(leader)

    # Introduced from 1 September; two had a change since, and only the one whose condition ended lost hours.
    grants = GrantRow.objects.filter(service_code=CODE)
    assert {grant.starts_on for grant in grants} == {date(YEAR, 9, 1)}
    (ended,) = GrantEndRow.objects.filter(grant__service_code=CODE)
    assert ended.why == "lapsed"
    again = [
        case
        for case in Case.objects.filter(
            person__in=grants.values("person"), kind="change", decided_on__gte=date(YEAR, 9, 1)
        )
    ]
    assert again
    assert not GrantEndRow.objects.filter(grant__person__in=[case.person_id for case in again]).exists()

    # The leader's list and the tertial report hold the same use.
    page = client.get(f"/timebank/?aar={YEAR}&tjeneste={CODE}").content.decode()
    used = minutes_in(re.search(r"Brukt</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)[1])
    saved = SavedResult.objects.get(title__startswith="Tilleggsordningen")
    asked = AskedPlan(YEAR, CODE, None, saved, 2)
    plan = keep_plan(User.objects.get(username="gunn"), fjordvik, asked, "the first year", AFTER)
    report = client.get(f"/budsjett/oppfolging/fil/csv/?plan={plan.pk}").content.decode("utf-8-sig")
    lines = [line for line in report.splitlines() if not line.startswith("#")]
    months = [row for row in csv.DictReader(lines, delimiter=";") if row["month"] in MONTHS]
    assert len(months) == 12
    assert sum(Fraction(row["used_hours"].replace(",", ".")) for row in months) * 60 == used > 0

    # One person's page and the command line say the same.
    grant = grants.filter(ends=None).order_by("pk")[3]
    bank = told(capsys, "bank", grant.case.number, "--year", str(YEAR))
    account = next(one for one in bank["accounts"] if one["service"] == CODE)
    shown = client.get(f"/sak/{grant.case.number}/timebank/?aar={YEAR}&tjeneste={CODE}").content.decode()
    assert (
        minutes_in(re.search(r"Igjen av året</th>\s*<td[^>]*>(.*?)</td>", shown, re.DOTALL)[1])
        == account["left"]
    )

    # Settled: what was left is nothing, everywhere, and everybody has a letter.
    rule = RuleSet(CODE, Leftover.LAPSE, "Bystyrets vedtak (oppdiktet)", date(YEAR, 1, 1))
    set_rule(fjordvik.pk, rule, leader, AFTER)
    dry = told(capsys, "settle", str(YEAR), "--service", CODE)
    left = {one["case"]: one["left"] for one in dry["accounts"]}
    assert left[grant.case.number] == account["left"]
    letters = CaseLetter.objects.count()
    written = told(capsys, "settle", str(YEAR), "--service", CODE, "--write")
    assert {one["case"]: one["left"] for one in written["accounts"]} == left
    assert CaseLetter.objects.count() == letters + sum(one["to_write"] for one in dry["accounts"])
    bank = told(capsys, "bank", grant.case.number, "--year", str(YEAR))
    account = next(one for one in bank["accounts"] if one["service"] == CODE)
    assert account["left"] == 0
    again_written = told(capsys, "settle", str(YEAR), "--service", CODE, "--write")
    assert not any(one["to_write"] for one in again_written["accounts"])
