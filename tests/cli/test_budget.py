"""``rettvis budget``: the printed figures, the answer that is computed again, and every way to be wrong."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from rettvis.cli.main import run
from rettvis.edges.given.assumed import ASSUMPTIONS, GROUP

ROOT = Path(__file__).parents[2]
PROPOSED = ROOT / "cases" / "simulation" / "kristiansand-2026" / "supplement_scheme.yaml"
HANDBOOK = (ROOT / "docs" / "handbook" / "kommandolinje.md").read_text(encoding="utf-8")
SOUND = """\
source: decision
basic_condition: support contact
effective_from: 2026-09-01
steps: [{step: 1, extra_hours_per_week: 1, annual_cost_nok: 1000}]
"""


def answer(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> Any:
    """The document of a command that ends with ``status``."""
    assert run(["budget", *words, "--json", "--lang", "en"]) == status
    return json.loads(capsys.readouterr().out)


def faults(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """What is said of what is refused."""
    assert run(["budget", *words, "--lang", "en"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err.splitlines()


def written(folder: Path, text: str, name: str = "scheme.yaml") -> str:
    """A file with ``text``."""
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_the_printed_costs_of_the_proposal_come_out_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    data = answer(capsys, str(PROPOSED))
    assert [step["full_year"]["expected_nok"] for step in data["steps"]] == [
        11_200_000,
        22_400_000,
        33_600_000,
        56_000_000,
    ]
    assert [step["extra_hours_per_week"] for step in data["steps"]] == [1, 2, 3, 5]
    assert data["steps"][1]["first_year"]["share_of_year"] == "122/365"
    assert data["steps"][1]["first_year"]["expected_nok"] == 7487123.29
    assert data["basis"] == "printed"
    assert any("does not say how many persons" in note for note in data["notes"])


def test_persons_and_price_are_shown_beside_the_printed_costs(capsys: pytest.CaptureFixture[str]) -> None:
    data = answer(capsys, str(PROPOSED), "--persons", "100", "--price", "480,50", "--take-up", "60")
    step = data["steps"][1]
    assert step["printed_annual_cost_nok"] == 22_400_000
    assert step["full_year"]["full_take_up_nok"] == 100 * 2 * 52 * 480.5
    assert step["full_year"]["expected_nok"] == 100 * 2 * 52 * 480.5 * 0.6
    assert run(["budget", str(PROPOSED), "--persons", "100", "--price", "480.50"]) == 0
    assert "Trykt" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("--take-up", "40:60:90", "--price-growth", "2:3,5:5", "--budget", "20 000 000", "--certainty", "90"),
        ("--persons", "50", "--price", "480.55", "--take-up", "33.3", "--administration", "800000"),
        ("--take-up", "61,25±22,41"),
    ],
)
def test_a_saved_answer_is_computed_again_to_the_same_figures(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = answer(capsys, str(PROPOSED), *words)
    saved = written(tmp_path, json.dumps(data), "saved.json")
    again = answer(capsys, saved)
    assert again["agrees_with_saved"] is True
    assert {**again, "agrees_with_saved": None} == data
    data["steps"][0]["full_year"]["expected_nok"] += 1
    changed = written(tmp_path, json.dumps(data), "saved.json")
    assert answer(capsys, changed, status=1)["agrees_with_saved"] is False
    assert answer(capsys, changed, "--seed", "7")["agrees_with_saved"] is None


def test_the_groups_of_the_handbook_are_computed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    block = re.search(r"^```yaml\n(groups:\n.*?)^```$", HANDBOOK, re.DOTALL | re.MULTILINE)
    assert block
    data = answer(capsys, str(PROPOSED), "--assumptions", written(tmp_path, block[1], "groups.yaml"))
    step = data["steps"][1]["full_year"]
    assert step["method"] == "convolution"
    assert {one["name"] for one in step["variance_shares"]} == {"Voksne", "Unge"}
    assert data["largest_step"] == 1
    saved = written(tmp_path, json.dumps(data), "saved.json")
    assert answer(capsys, saved)["agrees_with_saved"] is True


@pytest.mark.parametrize("name", sorted({*ASSUMPTIONS, *GROUP} - {"note", "persons", "name"}))
def test_every_name_of_the_assumptions_is_explained(name: str) -> None:
    assert f"`{name}" in HANDBOOK or f"{name}:" in HANDBOOK


def test_the_readable_answer_is_in_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    for language, word in {"nb": "Et helt år", "nn": "Eit heilt år", "en": "A whole year"}.items():
        assert run(["budget", str(PROPOSED), "--lang", language, "--take-up", "50:60:70"]) == 0
        assert word in capsys.readouterr().out


def test_the_version_of_a_day_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = SOUND.replace("2026-09-01", "2026-09-01\neffective_until: 2027-12-31")
    two = SOUND.replace("2026-09-01", "2028-01-01").replace("1000", "2000")
    parts = ["  - " + part.replace("\n", "\n    ").rstrip() + "\n" for part in (one, two)]
    path = written(tmp_path, "versions:\n" + "".join(parts))
    assert answer(capsys, path)["steps"][0]["full_year"]["expected_nok"] == 2000
    assert answer(capsys, path, "--on", "2027-06-01")["steps"][0]["full_year"]["expected_nok"] == 1000
    assert "does not hold on 1" in faults(capsys, path, "--on", "2026-06-01")[0]
    path = written(tmp_path, ("versions:\n" + "".join(parts)).replace("2027-12-31", "2028-02-29"))
    assert "scheme.yaml:9 versions.2.effective_from: This version starts on" in faults(capsys, path)[0]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("2026-09-01", "2027-02-29", ":3 effective_from: The calendar has no date “2027-02-29”."),
        ("effective_from: 2026-09-01\n", "", " effective_from: Say from which day the scheme holds"),
        ("source: decision", "source:", ":1 source: Name the political decision"),
        (
            "steps:",
            "recommended_step: 5\nsteps:",
            ":4 recommended_step: There is no step 5. The steps are 1.",
        ),
        ("steps:", "step:", ":4 step: “step” is not a known name. Did you mean “steps”?"),
        ("week: 1,", "week: 0,", ":4 steps.1.extra_hours_per_week: A step must give more than 0 hours"),
        ("week: 1,", "week: mange,", ":4 steps.1.extra_hours_per_week: “mange” is not a number of hours."),
        (
            "annual_cost_nok: 1000",
            "annual_cost_nok: 10.005",
            "annual_cost_nok: “10.005” has parts of an øre.",
        ),
        (", annual_cost_nok: 1000", "", " groups: The scheme prints no yearly cost for step 1."),
    ],
)
def test_a_scheme_that_cannot_be_used_is_told_with_its_place(
    before: str, after: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = faults(capsys, written(tmp_path, SOUND.replace(before, after)))
    assert said in "\n".join(told)


def test_every_fault_of_file_and_options_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, SOUND.replace("2026-09-01", "i fjor"))
    words = ("--take-up", "40:60:130", "--price", "x", "--certainty", "100", "--budget", "1.2.3")
    told = faults(capsys, path, *words, "--seed", "-1", "--levels", "5:x")
    for start in ("scheme.yaml:3", "--take-up", "--price", "--certainty", "--budget", "--seed", "--levels"):
        assert any(line.startswith(start) for line in told), start


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--take-up", "101"), "--take-up: The take-up must be from 0 % to 100 %"),
        (("--take-up", "60±50"), "--take-up: The standard deviation is too large"),
        (("--take-up", "60±x"), "--take-up: “60±x” cannot be used here. Write mean±deviation"),
        (("--price-growth", "3±"), "--price-growth: “3±” cannot be used here."),
        (("--take-up", "90:60:40"), "--take-up: Write the lowest value first"),
        (("--take-up", "40:60"), "--take-up: “40:60” cannot be used here."),
        (("--persons", "0", "--price", "480"), "--persons: “0” is not a whole number from 1 to 1,000,000."),
        (("--persons", "5"), "--persons: Give both the number of persons and the price"),
        (("--persons", "5", "--price", "0"), "--price: The price must be more than 0 kroner."),
        (("--price-growth", "-100"), "--price-growth: The price growth must be above"),
        (("--on", "2027-02-29"), "--on: The calendar has no date"),
    ],
)
def test_an_option_that_cannot_be_used_is_told(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (told,) = faults(capsys, str(PROPOSED), *words)
    assert told.startswith(said)
