"""``rettvis shifts`` on files, on files with faults, and on a month with one deviation of every kind."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from rettvis.cli.main import run
from rettvis.edges.timesheets import read_timesheets
from rettvis.journey.delivery import CODES
from rettvis.journey.delivery.many.parts import lines_table

FOLDER = Path(__file__).parents[2] / "docs" / "handbook" / "eksempler" / "vakter"
HEAD = "ordning_ref;dato;start;slutt;minutter;tjenestekode;assistent_ref;leverandor_orgnr;timepris;linje_id\n"


def asked(*words: str) -> list[str]:
    """The words of a command about the handbook's files."""
    return ["shifts", str(FOLDER / "mars.csv"), "--decisions", str(FOLDER / "vedtak.csv"), *words]


def test_the_document_names_reasons_lines_law_and_ways_to_settle(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked("--json", "--lang", "en")) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {
        "assistant_overlap": 1,
        "outside_decision": 1,
        "several_assistants": 1,
        "over_week": 1,
        "ordinary_day": 1,
    }
    over = next(one for one in told["findings"] if one["reason"] == "over_week")
    assert (over["found"], over["allowed"], over["severity"]) == (690, 630, "error")
    assert [line["place"] for line in over["lines"]] == ["mars.csv:2", "mars.csv:3"]
    assert "decision_changed" in over["resolutions"]
    ordinary = next(one for one in told["findings"] if one["reason"] == "ordinary_day")
    assert ordinary["law"].replace("\u00a0", " ") == "Working Environment Act § 10-4"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_language(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked("--lang", language)) == 1
    assert "P-001" in capsys.readouterr().out


def test_another_set_of_limits(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked("--working-time", "union_agreement", "--json")) == 1
    assert "ordinary_day" not in json.loads(capsys.readouterr().out)["counts"]


def test_lines_that_fit_give_0_and_a_note_alone_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(HEAD + "P;2026-03-02;08:00;18:00;;;A;3;;\n", encoding="utf-8")
    (tmp_path / "v.csv").write_text("ordning_ref;fra;timer_per_uke\nP;2026-01-01;10\n", encoding="utf-8")
    assert run(["shifts", str(tmp_path / "a.csv"), "--decisions", str(tmp_path / "v.csv"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {"ordinary_day": 1}


def test_every_fault_of_every_file_and_option_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(HEAD + "P;2026-02-30;08:00;18:00;;;A;3;;\n", encoding="utf-8")
    (tmp_path / "v.csv").write_text("ordning_ref;fra\n;2026-01-01\n", encoding="utf-8")
    words = [
        "shifts",
        str(tmp_path / "a.csv"),
        str(tmp_path / "b.csv"),
        "--decisions",
        str(tmp_path / "v.csv"),
    ]
    words += ["--prices", str(tmp_path), "--working-time", "lov", "--resting", "101", "--lang", "en"]
    assert run(words) == 2
    told = capsys.readouterr().err.splitlines()
    assert [one.split(":")[0] for one in told] == [
        "--working-time",
        "--resting",
        "b.csv",
        "a.csv",
        "v.csv",
        tmp_path.name,
    ]


def test_a_parquet_file_gives_the_same_as_the_same_lines_in_csv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "mars.csv"
    received = read_timesheets([(name, (FOLDER / name).read_bytes())])
    lines_table(received.shifts).drop("place").write_parquet(tmp_path / "mars.parquet")
    assert run(asked("--json")) == 1
    once = json.loads(capsys.readouterr().out)
    words = ["shifts", str(tmp_path / "mars.parquet"), "--decisions", str(FOLDER / "vedtak.csv"), "--json"]
    assert run(words) == 1
    large = json.loads(capsys.readouterr().out)
    assert large["counts"] == once["counts"]
    assert [one["message"] for one in large["findings"]] == [one["message"] for one in once["findings"]]
    assert run([*words[:2], str(FOLDER / name), *words[2:]]) == 2
    (tmp_path / "mars.parquet").write_bytes(b"PAR1")
    assert run(words) == 2


def test_a_line_on_three_days_in_parquet_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = {"person": "P-001", "assistant": "A", "provider": "3", "pause": 0, "kind": "ordinary"}
    start, end = datetime(2025, 12, 30, 22, 30, tzinfo=UTC), datetime(2025, 12, 31, 23, 0, tzinfo=UTC)
    words = ["shifts", str(tmp_path / "a.parquet"), "--decisions", str(FOLDER / "vedtak.csv"), "--lang", "en"]
    for minutes, status in ((0, 1), (30, 2)):
        until = end + timedelta(minutes=minutes)
        pl.DataFrame([{**line, "start": start, "end": until}]).write_parquet(tmp_path / "a.parquet")
        assert run(words) == status
    assert "a.parquet: Some lines lie on three days." in capsys.readouterr().err


PLANTED = [
    "P1;2026-03-02;08:00;10:00;;;A1;3;500;",
    "P1;2026-03-02;08:00;10:00;;;A1;3;500;",
    "P2;2026-03-02;09:00;11:00;;;A1;4;500;",
    "P1;2026-03-03;08:00;10:00;130;;A2;3;501;",
    "P1;2026-03-03;09:00;11:00;;;A3;3;500;",
    "P1;2026-03-04;21:00;23:30;;;A4;3;500;",
    "P1;2025-12-31;08:00;10:00;;;A5;3;500;",
    "P1;2026-03-10;08:00;10:00;;;A5;3;500;",
    "P3;2026-03-10;08:00;10:00;;;A6;3;500;",
    "P4;2026-03-10;08:00;10:00;;;A7;3;500;",
    "P5;2026-03-09;08:00;16:30;;;A8;3;500;",
    "P6;2026-03-09;06:00;20:00;;;A9;3;500;",
    *(f"P7;2026-03-{day:02d};08:00;16:00;;;B1;3;500;" for day in range(9, 16)),
    "P8;2026-03-09;00:00;13:00;;;B2;3;500;",
    "P8;2026-03-09;11:00;24:00;;;B2;3;500;",
    "P9;2026-03-09;08:00;10:00;;;B3;3;500;",
    "P10;2026-03-09;07:00;17:00;;;B4;3;500;",
    *(
        f"{person};{monday + timedelta(days=day)};08:00;{end};;;{assistant};3;500;"
        for person, assistant, weeks, end in (("P11", "B5", 4, "15:50"), ("P12", "B6", 34, "15:40"))
        for monday in (date(2026, 1, 5) + timedelta(weeks=week) for week in range(weeks))
        for day in range(6)
    ),
]
DECIDED = [
    "slag;ordning_ref;fra;til;timer_per_dag;timer_per_uke;timer_per_maned;timer_per_ar;flere_assistenter;natt;"
    "reise_innvilget;sted",
    "vedtak;P1;2026-01-01;2026-12-31;;;;;nei;nei;;",
    "opphold;P1;2026-03-10;2026-03-10;;;;;;;;",
    "reise;P1;2026-03-10;2026-03-10;;;;;;;nei;utenfor",
    "vedtak;P2;2026-01-01;;;;;;;;;",
    "vedtak;P4;2026-01-01;;;;;;;;;",
    "død;P4;2026-03-09;;;;;;;;;",
    "vedtak;P5;2026-01-01;;8;58;2;100;;;;",
    "vedtak;P6;2026-01-01;;;;;;;;;",
    "vedtak;P7;2026-01-01;;;;;;;;;",
    "vedtak;P8;2026-01-01;;;;;;;ja;;",
    "vedtak;P9;2026-01-01;;;1;;1;;;;",
    "vedtak;P10;2026-01-01;;;;;;;;;",
    "vedtak;P11;2026-01-01;;;;;;;;;",
    "vedtak;P12;2026-01-01;;;;;;;;;",
]


def test_one_deviation_of_every_kind_is_found_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(HEAD + "\n".join(PLANTED), encoding="utf-8")
    (tmp_path / "v.csv").write_text("\n".join(DECIDED), encoding="utf-8")
    (tmp_path / "p.csv").write_text(
        "leverandor_orgnr;fra;til;timepris\n3;2025-01-01;;500\n", encoding="utf-8"
    )
    (tmp_path / "f.csv").write_text(
        "faktura;leverandor_orgnr;ordning_ref;fra;til;timer;timepris;belop\n"
        "F;3;P6;2026-03-01;2026-03-31;15;500;7500\n"
        "F;3;P7;2026-03-01;2026-03-31;56;501;28056\n"
        "F;3;P7;2026-03-31;2026-04-30;1;500;501\n"
        "F;4;P2;2026-03-01;2026-03-31;1;;\n",
        encoding="utf-8",
    )
    words = ["shifts", str(tmp_path / "a.csv"), "--decisions", str(tmp_path / "v.csv"), "--json"]
    words += ["--prices", str(tmp_path / "p.csv"), "--invoices", str(tmp_path / "f.csv")]
    assert run(words) == 1
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert set(counts) == {str(code) for code in CODES}
    assert counts == {
        "duplicate_line": 1,
        "assistant_overlap": 2,
        "over_24_hours": 1,
        "no_decision": 1,
        "outside_decision": 1,
        "after_death": 1,
        "in_institution": 1,
        "journey_not_granted": 1,
        "several_assistants": 1,
        "night_not_granted": 1,
        "over_day": 1,
        "over_week": 1,
        "over_month": 1,
        "over_year": 1,
        "minutes_differ": 1,
        "no_price": 1,
        "price_differs": 1,
        "invoice_hours": 2,
        "invoice_fewer": 1,
        "invoice_price": 1,
        "invoice_amount": 1,
        "invoice_twice": 1,
        "long_day": 1,
        "long_week": 1,
        "daily_rest": 2,
        "weekly_rest": 1,
        "overtime_4_weeks": 1,
        "overtime_52_weeks": 1,
        "ordinary_day": 1,
        "ordinary_week": 38,
    }


def test_journeys_in_the_decisions_are_held_against_the_place_of_the_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "ordning_ref;dato;start;slutt;sted;assistent_ref;leverandor_orgnr\n"
    lines = ["P;2026-03-02;08:00;10:00;utland;A;3", "P;2026-04-02;08:00;10:00;utland;A;3"]
    (tmp_path / "a.csv").write_text(head + "\n".join(lines), encoding="utf-8")
    decided = ["slag;ordning_ref;fra;til;reise_innvilget", "vedtak;P;2026-01-01;;"]
    words = [
        "shifts",
        str(tmp_path / "a.csv"),
        "--decisions",
        str(tmp_path / "v.csv"),
        "--json",
        "--lang",
        "en",
    ]
    (tmp_path / "v.csv").write_text("\n".join(decided), encoding="utf-8")
    assert run(words) == 0
    capsys.readouterr()
    decided.append("reise;P;2026-03-01;2026-03-31;ja")
    (tmp_path / "v.csv").write_text("\n".join(decided), encoding="utf-8")
    assert run(words) == 1
    (one,) = json.loads(capsys.readouterr().out)["findings"]
    assert (one["reason"], one["severity"], one["from"]) == ("journey_not_granted", "warning", "2026-04-02")
    lines_table(read_timesheets([("a.csv", (tmp_path / "a.csv").read_bytes())]).shifts).drop(
        "place"
    ).write_parquet(tmp_path / "a.parquet")
    assert run(["shifts", str(tmp_path / "a.parquet"), *words[2:]]) == 2
    assert "journeys cannot be checked" in capsys.readouterr().out


def test_a_stretch_of_one_line_alone_names_it_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(HEAD + "P;2026-03-02;06:00;20:00;;;A;3;;\n", encoding="utf-8")
    (tmp_path / "v.csv").write_text("ordning_ref;fra;natt\nP;2026-01-01;ja\n", encoding="utf-8")
    assert run(["shifts", str(tmp_path / "a.csv"), "--decisions", str(tmp_path / "v.csv"), "--json"]) == 1
    told = {one["reason"]: one["lines"] for one in json.loads(capsys.readouterr().out)["findings"]}
    assert told["daily_rest"] == [{"place": "a.csv:2", "id": None}]
