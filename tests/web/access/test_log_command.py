"""``rettvis log``: an administrator finds out whether the log is whole, and the handbook shows how."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from rettvis.cli.main import run
from rettvis.web.access.models import LogSeal, Role
from rettvis.web.application.models import Case
from tests.web.access.test_chain import run as past_the_application
from tests.web.conftest import Place

PAGE = Path(__file__).parents[3] / "docs" / "handbook" / "kommandolinje.md"


@pytest.fixture(autouse=True)
def _keep_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command closes its connection at the end; a test's own must stay open."""
    monkeypatch.setattr("django.db.connection.close", lambda: None)


@pytest.fixture
def looked(here: Place, case: Case, client: Client) -> None:
    """Three rows of the log."""
    client.force_login(here.people[Role.CASEWORKER])
    for _ in range(3):
        client.get(f"/sak/{case.number}/")


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.usefixtures("looked")
def test_the_handbook_shows_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    section = PAGE.read_text("utf-8").split("`rettvis log`\n")[1].split("\n##")[0]
    shown = [re.sub(r"\s+", " ", part) for part in re.findall(r"```text\n(.*?)```", section, re.DOTALL)]
    whole, sealed, _broken = ([line for line in part.split("$ ") if line.strip()] for part in shown)
    assert run(["log", "check"]) == 0
    assert whole[0].removeprefix("rettvis log check").strip() == told(capsys)
    assert run(["log", "seal"]) == 0
    digest = LogSeal.objects.get().digest
    assert sealed[0].removeprefix("rettvis log seal").strip() == told(capsys).replace(digest, "5f2c…e81a")
    past_the_application("DELETE FROM access_logentry WHERE position = 3")
    assert run(["log", "check"]) == 1
    # Which chain it is depends on how many the database has made before.
    printed = re.sub(r"kjede \d+(?: \d{3})*", "kjede 1", told(capsys))
    for line in PAGE.read_text("utf-8").split("Loggen er ikke hel.")[1].split("[1]")[0].splitlines():
        for part in re.split(r" {2,}", line):
            assert part.strip() in printed


@pytest.mark.usefixtures("looked")
def test_the_document_names_every_finding(capsys: pytest.CaptureFixture[str]) -> None:
    run(["log", "seal", "--json"])
    sealed = json.loads(capsys.readouterr().out)
    assert (sealed["seal"], sealed["rows"]) == (1, 3)
    assert run(["log", "check", "--json", "--seal", sealed["digest"]]) == 0
    assert json.loads(capsys.readouterr().out)["whole"] is True
    assert run(["log", "check", "--json", "--seal", "0" * 64]) == 1
    capsys.readouterr()
    past_the_application("UPDATE access_logentry SET what = 'Nothing' WHERE position = 2")
    assert run(["log", "check", "--json", "--lang", "en"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["whole"] is False
    assert [one["kind"] for one in answer["findings"]] == ["changed"]
    assert answer["findings"][0]["row"]


def test_another_word_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["log", "chekc"]) == 2
    assert "check" in capsys.readouterr().err
