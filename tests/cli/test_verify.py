"""``rettvis verify``: golden publications, and every way a folder may be wrong."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from rettvis.cli.main import run
from tools import published_figures

CASES = Path(__file__).parents[2] / "cases" / "statistics"
OBSERVED = "place_number,place,year,measure,group,unit,value,source\n"
PRINTED = "place,kind,measure,other,group,year,base_year,printed,decimals\n"
SOUND = (
    OBSERVED
    + "9999,Storvik,2025,bpa_hours,all,hours_per_year,100,own\n"
    + "9999,Storvik,2025,bpa_users,all,persons,4,own\n"
)


def folder(path: Path, observations: str | bytes = SOUND, printed: str = "", **others: str) -> Path:
    """A publication in a folder."""
    content = observations if isinstance(observations, bytes) else observations.encode()
    (path / "observations.csv").write_bytes(content)
    if printed:
        (path / "printed.csv").write_text(PRINTED + printed, encoding="utf-8")
    for name, text in others.items():
        (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path


def answer(path: Path, capsys: pytest.CaptureFixture[str], status: int = 0) -> Any:
    """The document for a folder that can be read."""
    assert run(["verify", str(path), "--json", "--lang", "en"]) == status
    return json.loads(capsys.readouterr().out)


def faults(path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What is said of a folder that is refused."""
    assert run(["verify", str(path), "--lang", "en"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err.splitlines()


def test_romerike_has_four_figures_that_do_not_follow(capsys: pytest.CaptureFixture[str]) -> None:
    data = answer(CASES / "romerike-2026", capsys, 1)
    assert (data["checked"], data["agree"], data["not_checked"]) == (36, 32, [])
    found = {(one["place"], one["kind"], one["year"]): one for one in data["deviations"]}
    assert {key: (one["printed"], one["recomputed"]) for key, one in found.items()} == {
        ("Ullensaker", "change", 2025): (122, 123),
        ("Lillestrøm", "ratio", 2024): (2136, 2135),
        ("Lørenskog", "ratio", 2023): (1149, 1164),
        ("Nes", "ratio", 2021): (2443, 2543),
    }
    assert found["Lillestrøm", "ratio", 2024] == {
        "place": "Lillestrøm",
        "kind": "ratio",
        "measure": "bpa_hours",
        "other": "bpa_users",
        "year": 2024,
        "base_year": None,
        "printed": 2136,
        "recomputed": 2135,
        "exact": "121708/57",
        "explanation": "Right if it is always rounded up.",
    }
    assert found["Lørenskog", "ratio", 2023]["explanation"] is None


def test_kristiansand_contradicts_itself(capsys: pytest.CaptureFixture[str]) -> None:
    data = answer(CASES / "kristiansand-2026", capsys, 1)
    assert data["checked"] == 0
    told = [one["message"] for one in data["implausible"] if one["contradiction"]]
    assert any("107 in users_in_text, 34 in users_in_summary_table" in message for message in told)
    assert any("fit no number of weeks" in message for message in told)


def test_the_handbook_shows_what_is_found() -> None:
    assert published_figures.PAGE.read_text(encoding="utf-8") == published_figures.page()


def test_a_publication_without_a_slip_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = "Storvik,ratio,bpa_hours,bpa_users,all,2025,,25,0\n"
    data = answer(folder(tmp_path, printed=row), capsys)
    assert (data["checked"], data["agree"], data["deviations"]) == (1, 1, [])


def test_a_row_with_missing_data_is_not_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = "Storvik,change,bpa_hours,,all,2025,2020,25,0\nNy,ratio,bpa_hours,bpa_users,all,2025,,25,0\n"
    data = answer(folder(tmp_path, printed=row), capsys)
    assert data["checked"] == 0
    assert [one["reason"] for one in data["not_checked"]] == [
        "The figure BPA hours for 2020 is missing.",
        "There are no figures for Ny.",
    ]


def test_the_readable_answer_is_in_every_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for language, word in {
        "nb": "Følger ikke av tallene",
        "nn": "Følgjer ikkje av tala",
        "en": "Do not follow",
    }.items():
        assert run(["verify", str(CASES / "romerike-2026"), "--lang", language]) == 1
        assert word in capsys.readouterr().out


def test_the_choice_between_sources_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "9999,Storvik,2025,bpa_hours,all,hours_per_year,100,municipality\n"
    path = folder(tmp_path, OBSERVED + rows + rows.replace("100,municipality", "200,kostra"))
    (choice,) = answer(path, capsys)["choices"]
    assert choice["chosen"] == {"source": "municipality", "value": 100}
    assert choice["over"] == [{"source": "kostra", "value": 200}]


def test_columns_in_another_order_semicolons_and_windows_1252_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "value;source;place;place_number;year;measure;group;unit\n"
    text += "57\u00a0512,5;own;Lørenskog;3222;2025;bpa_hours;all;hours_per_year\n"
    text += "10;own;Lørenskog;3222;2025;bpa_users;all;persons\n"
    row = 'Lørenskog,ratio,bpa_hours,bpa_users,all,2025,,"5751,3",1\n'
    for encoding in ("cp1252", "utf-8-sig", "utf-16"):
        assert answer(folder(tmp_path, text.encode(encoding), row), capsys)["agree"] == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("9999,Storvik,2025,x,all,persons,12 %,own", ":2 value: “12 %” is a percent, but the unit is person"),
        ("9999,Storvik,2025,x,all,persons,12.5,own", ":2 value: “12.5” is not a whole number, but persons a"),
        ("9999,Storvik,2025,x,all,hours,\"1,438\",own", ":2 value: “1,438” may be 1438 or a number with dec"),
        ("9999,Storvik,2025,x,all,hours,mange,own", ":2 value: “mange” is not a number."),
        ("9999,Storvik,2025,x,all,hours,-5,own", ":2 value: “-5” is below zero."),
        ("9999,Storvik,25,x,all,hours,5,own", ":2 year: “25” is not a year."),
        ("9999,,2025,x,all,hours,5,own", ":2 place: This must be filled in."),
        ("3205,Lillestrøm,2019,x,all,hours,5,own", ":2 place_number: Lillestrøm (3205) did not exist in 201"),
        ("3030,Lillestrøm,2025,x,all,hours,5,own", ":2 place_number: Number 3030 (Lillestrøm) was in use un"),
        ("9999,Storvik,2025,x,all,hours,57512,5,own", ":2: The line has 9 cells, and there are 8 columns."),
        ("9999,Storvik,2025,x,all,hours,5,own\n9999,Storvik,2025,x,all,hours,6,own", ":3: There is a figure"),
        ("9999,Storvik,2025,x,all,hours,5,own\n9999,Lilleby,2024,x,all,hours,6,own", ":3 place: Number 9999"),
        ("9999,Storvik,2025,x,all,hours,5,own\n9999,Storvik,2024,x,all,persons,6,own", ":3 unit: x has the"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_named_with_its_mend(
    row: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (told,) = faults(folder(tmp_path, f"{OBSERVED}{row}\n"), capsys)
    assert told.startswith(f"observations.csv{said}")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Storvik,change,bpa_hours,,all,2025,,25,0", ":2 base_year: change needs a base year."),
        ("Storvik,ratio,bpa_hours,,all,2025,,25,0", ":2 other: ratio needs a second measure."),
        ("Storvik,ration,bpa_hours,x,all,2025,,25,0", ":2 kind: “ration” is not a known name. Did you mean"),
        ("Storvik,sum,bpa_hours,,all,2025,,,0", ":2 printed: This must be filled in."),
        ("Storvik,sum,bpa_hours,,all,2025,,2.55,1", ":2 decimals: The figure has 2 decimals, and the column"),
        ("Storvik,sum,bpa_hours,,all,2025,,2,mange", ":2 decimals: “mange” is not a number of decimals"),
    ],
)  # fmt: skip
def test_a_printed_row_that_cannot_be_used_is_named_with_its_mend(
    row: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (told,) = faults(folder(tmp_path, printed=f"{row}\n"), capsys)
    assert told.startswith(f"printed.csv{said}")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "observations.csv: The file is empty."),
        (OBSERVED.encode(), "observations.csv: The file names its columns, but has no rows."),
        (SOUND.replace("unit", "units").encode(), "observations.csv:1: The column unit is missing."),
        (SOUND.replace("Storvik", "L¿renskog").encode("latin-1"), "observations.csv:2: The letters cannot b"),
        ((OBSERVED + '9999,"Stor\nvik').encode(), "observations.csv:3: The quotation marks"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_named(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert faults(folder(tmp_path, content), capsys)[0].startswith(said)


def test_every_fault_of_every_file_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "9999,Storvik,2025,x,all,hours,a,own\n9999,Storvik,2024,x,all,hours,b,own\n"
    path = folder(
        tmp_path, OBSERVED + rows, "Storvik,sum,x,,all,2025,,c,0\n", service_summary="year: i fjor\n"
    )
    assert len(faults(path, capsys)) == 4


def test_a_folder_that_is_not_there_or_holds_nothing_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "There is no observations.csv here." in faults(tmp_path, capsys)[0]
    assert "There is no such folder." in faults(tmp_path / "borte", capsys)[0]
    (tmp_path / "fil").write_text("x")
    assert "This is a file." in faults(tmp_path / "fil", capsys)[0]


def test_a_file_of_no_known_kind_is_named_and_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    (one,) = answer(folder(tmp_path), capsys)["not_checked"]
    assert one["file"] == "other.csv"


def test_an_order_of_sources_in_the_folder_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "9999,Storvik,2025,x,all,hours,100,first\n9999,Storvik,2025,x,all,hours,200,second\n"
    path = folder(tmp_path, OBSERVED + rows, sources="precedence: [second, first]\n")
    assert answer(path, capsys)["choices"][0]["chosen"]["source"] == "second"
    shutil.copy(path / "sources.yaml", path / "sources.yml")
    (path / "sources.yaml").write_text("precedence: second\n")
    assert "Write the sources in order" in faults(path, capsys)[0]
