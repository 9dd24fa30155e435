"""``rettvis bank`` and ``rettvis settle``: the same figures as the pages, and the handbook shows them."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rettvis.cli.main import run
from rettvis.web.access.models import LogEntry, Role, User
from rettvis.web.application.models import Case
from rettvis.web.hourbank.models import SettlementRun
from rettvis.web.hourbank.rules import set_rule
from tests.web.conftest import Place
from tests.web.hourbank.banks import at, granted, use
from tests.web.hourbank.test_settling import BEFORE, RULE, with_hours

PAGE = Path(__file__).parents[3] / "docs" / "handbook" / "timebank.md"
MAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def _keep_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command closes its connection at the end; a test's own must stay open."""
    monkeypatch.setattr("django.db.connection.close", lambda: None)


@pytest.fixture
def case(here: Place) -> Case:
    """Somebody who has used four hours."""
    case = granted(here)
    use(case, here.people[Role.CASEWORKER], MAY, 240)
    return case


@pytest.fixture
def leader(here: Place) -> User:
    """Who settles 2025: one bank has hours left, and one is below zero."""
    leader = here.people[Role.TEAM_LEADER]
    set_rule(here.municipality.pk, RULE, leader, at(BEFORE))
    with_hours(here), with_hours(here, "Per Aas", -90)
    return leader


def answered(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> Any:
    assert run([*words, "--json"]) == status
    return json.loads(capsys.readouterr().out)


def test_the_figures_are_those_of_the_page(
    case: Case, here: Place, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    told = answered(capsys, "bank", case.number, "--year", "2026", "--by", "caseworker-9901")
    [account] = told["accounts"]
    assert (account["granted"], account["used"], account["left"]) == (365 * 520, 240, 365 * 520 - 240)
    assert account["granted"] - account["used"] - account["settled"] == account["left"]
    client.force_login(here.people[Role.CASEWORKER])
    page = client.get(f"/sak/{case.number}/timebank/?aar=2026").content.decode().replace("\xa0", " ")
    assert "3 159 timer 20 minutter" in page
    assert run(["bank", case.number, "--year", "2026", "--by", "caseworker-9901"]) == 0
    assert "3 159 timer 20 minutter" in capsys.readouterr().out.replace("\xa0", " ")


def test_what_was_known_on_a_day_is_told_as_it_was(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    told = answered(capsys, "bank", case.number, "--as-known", "2026-06-30", "--on", "2026-06-30")
    assert (told["as_known"], told["accounts"][0]["used"]) == ("2026-06-30", 0)


def test_the_look_up_is_in_the_log(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    answered(capsys, "bank", case.number, "--by", "auditor-9901", "--year", "2026")
    row = LogEntry.objects.filter(action="see_bank").get()
    assert (row.case_number, row.user.username) == (case.number, "auditor-9901")


def test_something_to_look_at_gives_status_1(here: Place, capsys: pytest.CaptureFixture[str]) -> None:
    case = granted(here, last=date(2026, 4, 30))
    use(case, here.people[Role.CASEWORKER], MAY, 240)
    told = answered(capsys, "bank", case.number, "--year", "2026", status=1)
    assert told["accounts"][0]["discrepancies"][0]["day"] == "2026-05-04"


@pytest.mark.parametrize(
    "words",
    [
        ("bank", "2026-999999"),
        ("bank", "CASE", "--by", "politician-9901"),
        ("bank", "CASE", "--by", "nobody"),
        ("bank", "CASE", "--on", "2026-02-30", "--as-known", "x"),
        ("bank", "CASE", "--year", "12"),
        ("settle", "2025", "--service", "bpa", "--by", "caseworker-9901"),
        ("settle", "2025", "--service", "unknown", "--by", "team_leader-9901"),
        ("settle", "2026", "--service", "bpa", "--municipality", "0000"),
        ("settle", "2199", "--service", "bpa"),
    ],
)
def test_what_cannot_be_answered_gives_status_2_and_a_sentence(
    words: tuple[str, ...], case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    told = answered(capsys, *(case.number if word == "CASE" else word for word in words), status=2)
    assert all(fault["message"] for fault in told["faults"])


def test_where_persons_are_not_invented_somebody_must_ask(
    case: Case, here: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    here.municipality.synthetic = False
    here.municipality.save()
    answered(capsys, "bank", case.number, status=2)


def test_a_settlement_is_listed_and_written_only_when_it_is_asked_for(
    here: Place, leader: User, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("settle", "2025", "--service", "bpa", "--by", leader.username)
    told = answered(capsys, *words, status=1)
    assert [(one["left"], one["carried"], one["lapsed"]) for one in told["accounts"]] == [
        (1000, 600, 400),
        (-90, 0, 0),
    ]
    assert not SettlementRun.objects.exists()
    written = answered(capsys, *words, "--write", status=1)
    assert (written["settlement"], SettlementRun.objects.count()) == (1, 1)
    again = answered(capsys, *words, "--write", status=1)
    assert (again["settlement"], SettlementRun.objects.count()) == (0, 1)
    assert [one["to_write"] for one in again["accounts"]] == [False, False]


def test_the_handbook_shows_what_is_printed(
    case: Case, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    [shown] = re.findall(r"```text\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    _command, _newline, lines = shown.partition("\n")
    monkeypatch.setenv("COLUMNS", "100")
    run(["bank", case.number, "--on", "2026-06-30"])
    printed = capsys.readouterr().out.replace("\xa0", " ")
    wanted = [re.sub(r"\s+", " ", line).strip() for line in lines.splitlines()]
    got = [re.sub(r"\s+", " ", line).strip() for line in printed.splitlines()]
    assert [line for line in wanted if line] == [line for line in got if line]
