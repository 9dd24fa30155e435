"""``rettvis compare``: the report of the four municipalities, and folders and files that cannot be used."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from rettvis.cli.main import run

FOLDER = Path(__file__).parents[2] / "cases" / "statistics" / "romerike-2026"
OBSERVED = "place_number,place,year,measure,group,unit,value,source\n"
SOUND = OBSERVED + "9999,Storvik,2024,bpa_users,all,persons,4,municipality\n"


@pytest.fixture
def tables(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The tables of the report, by name."""
    assert run(["compare", str(FOLDER), "--json", "--lang", "en"]) == 0
    return {table["name"]: table for table in json.loads(capsys.readouterr().out)["tables"]}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one file of the publication."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def at(table: dict[str, Any], row: str, column: str) -> Any:
    """What stands in one place of a table."""
    (found,) = [cells for cells in table["rows"] if cells[0] == row]
    return found[table["columns"].index(column)]


def test_every_observation_is_in_its_table(tables: dict[str, Any]) -> None:
    for row in rows("observations.csv"):
        assert at(tables[row["measure"]], row["place"], row["year"]) == int(row["value"])


def test_every_printed_figure_is_recomputed_and_a_deviation_has_a_note(tables: dict[str, Any]) -> None:
    names = {"ratio": "hours_per_user", "change_of_ratio": "hours_per_user"}
    differing = []
    for row in rows("printed.csv"):
        table = tables[names.get(row["kind"], row["measure"])]
        column = row["year"] if row["kind"] == "ratio" else "Change, percent"
        if at(table, row["place"], column) != int(row["printed"]):
            differing.append((row["place"], row["kind"], row["year"], at(table, row["place"], column)))
            assert f"Printed as {int(row['printed']):,} in the publication." in [
                note["text"] for note in table["notes"]
            ]
    assert differing == [
        ("Lillestrøm", "ratio", "2024", 2135),
        ("Lørenskog", "ratio", "2023", 1164),
        ("Nes", "ratio", "2021", 2543),
        ("Ullensaker", "change", "2025", 123),
    ]


def test_figures_from_kostra_are_marked_and_those_of_the_municipality_are_not(tables: dict[str, Any]) -> None:
    table = tables["bpa_users"]
    (kostra,) = [note["mark"] for note in table["notes"] if note["text"] == "BPA users from KOSTRA."]
    for row in rows("observations.csv"):
        if row["measure"] == "bpa_users":
            number = [cells[0] for cells in table["rows"]].index(row["place"])
            place = {"row": number, "column": table["columns"].index(row["year"]), "marks": [kostra]}
            assert (place in table["marks"]) == (row["source"] == "kostra")


def test_ranges_and_ranks_are_there_and_what_is_missing_is_null(tables: dict[str, Any]) -> None:
    groups = {"all": "", "adult": ", adults", "child": ", children"}
    for row in rows("weekly_hours_range.csv"):
        for column, name in {"min": "lowest", "max": "highest"}.items():
            value = row[f"{column}_hours_per_week"]
            shown = at(
                tables["weekly_hours_range"],
                row["municipality"] + groups[row["group"]],
                f"{row['year']} {name}",
            )
            assert shown == (float(value) if value else None)
    for row in rows("hourly_price_rank.csv"):
        rank = row["rank_lowest_first"]
        assert at(tables["hourly_price_rank"], row["municipality"], row["year"]) == (
            int(rank) if rank else None
        )


def leaves(content: Any) -> int:
    """How many values there are; a list is one, and a text that YAML took apart at a comma is one."""
    if isinstance(content, dict):
        return sum(leaves(part) for part in content.values())
    return int(content is not None)


def test_everything_that_is_said_of_practice_is_in_a_table(tables: dict[str, Any]) -> None:
    practice = yaml.safe_load((FOLDER / "practice.yaml").read_text(encoding="utf-8"))
    said = sum(leaves(content) - 1 for content in practice["municipalities"].values())
    shown = [
        table for name, table in tables.items() if name.startswith("practice.") and name != "practice.shared"
    ]
    assert sum(cell is not None for table in shown for cells in table["rows"] for cell in cells[1:]) == said
    assert at(tables["practice.norms"], "parents’ meetings: note", "Ullensaker") == (
        "half of the expected meetings, shared parental responsibility"
    )
    assert "The number is 6, but 5 are named." in [note["text"] for note in tables["practice.norms"]["notes"]]
    assert len(tables["practice.shared"]["rows"]) == len(practice["shared_practice"])


@pytest.mark.parametrize(
    ("case", "bpa", "total"),
    [
        ("Case 1, Ullensaker", "granted", "12 hours"),
        ("Case 1, Lillestrøm", "refused", "at least 3 hours"),
        ("Case 1, Lørenskog", "granted", "31 hours 30 minutes"),
        ("Case 2, Lørenskog", "refused", None),
        ("Case 2, Nes", "refused", "at least 7 hours 30 minutes"),
        ("Case 3, Ullensaker", "refused", "7 hours 5 minutes"),
        ("Case 3, Lillestrøm", "refused", "10 hours"),
        ("Case 3, Nes", "refused", "10 hours 45 minutes"),
        ("Case 4, Ullensaker", "refused", "not stated as time a week"),
    ],
)
def test_the_service_lines_of_a_decision_are_summed(
    case: str, bpa: str, total: str | None, tables: dict[str, Any]
) -> None:
    table = tables["vignette_decisions"]
    assert at(table, case, "BPA") == bpa
    shown = at(table, case, "Sum a week")
    assert (shown.replace("\u00a0", " ") if shown else None) == total


def test_norms_stand_beside_what_was_granted(tables: dict[str, Any]) -> None:
    table = tables["norms_and_practice"]
    assert at(table, "Nes", "Norm, hours a week") == "2–4"
    assert at(table, "Lørenskog", "Norm, hours a week") == "2.5–5 (physical activity); 2–4 (social activity)"
    assert at(table, "Lørenskog", "Case 3").replace("\u00a0", " ") == "9 hours"


def test_the_readable_answer_holds_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", str(FOLDER)]) == 0
    shown = capsys.readouterr().out
    assert "Laveste og høyeste timetall" in shown
    assert "Trykt som 1 149 i publikasjonen." in shown.replace("\u00a0", " ")


def test_intervals_and_doubts_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", str(FOLDER.parent / "kristiansand-2026"), "--json", "--lang", "en"]) == 0
    intervals, doubts = json.loads(capsys.readouterr().out)["tables"]
    assert intervals["rows"][0] == ["3–10", 13, 855, 2.59, 53]
    assert intervals["rows"][-1] == ["sum", 107, 32992, 100, None]
    assert [row[0] for row in doubts["rows"]] == ["contradiction"] * 4 + ["to be asked about"]


def faults(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """What is said of a folder that is refused."""
    assert run(["compare", str(path), "--lang", "en", *words]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err.splitlines()


def publication(path: Path, decisions: str = "", practice: str = "", observations: str = SOUND) -> Path:
    """A small publication."""
    (path / "observations.csv").write_text(observations, encoding="utf-8")
    for name, text in {"vignette_decisions": decisions, "practice": practice}.items():
        if text:
            (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path


def test_the_source_is_what_the_publication_calls_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", str(FOLDER.parent / "kristiansand-2026"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["source"] == "Kristiansand kommune, sak 2024023807-12"


def test_files_are_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = publication(tmp_path)
    pdf, html = tmp_path / "report.pdf", tmp_path / "report.html"
    assert run(["compare", str(path), "--pdf", str(pdf), "--html", str(html), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == [str(pdf), str(html)]
    assert pdf.read_bytes().startswith(b"%PDF")
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_nothing_is_written_where_one_file_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = publication(tmp_path)
    html = tmp_path / "report.html"
    (told,) = faults(path, capsys, "--html", str(html), "--pdf", str(tmp_path / "borte" / "report.pdf"))
    assert "A file cannot be written here." in told
    assert not html.exists()


def test_one_year_of_one_measure_is_a_report_without_a_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", str(publication(tmp_path)), "--json", "--lang", "en"]) == 0
    (table,) = json.loads(capsys.readouterr().out)["tables"]
    assert table["columns"] == ["Place", "2024"]


def test_every_fault_of_figures_practice_and_decisions_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decisions = "decisions:\n  - {vignette: sak-1, municipality: Nes, bpa: maybe}\n"
    decisions += "  - {vignette: sak-2, bpa: refused, printed_total: mye, services: [{service: respite, "
    decisions += "hours_per_week: -1}, {hours_per_week: 2}]}\n"
    path = publication(
        tmp_path, decisions, "municipalities: [Nes]\n", OBSERVED + "9999,Storvik,25,x,all,h,1,s\n"
    )
    told = faults(path, capsys)
    assert [line.partition(":")[0] for line in told] == [
        "observations.csv",
        "practice.yaml",
        *["vignette_decisions.yaml"] * 5,
    ]
    assert "vignette_decisions.yaml:2 decisions.1 bpa: Write granted or refused." in told
