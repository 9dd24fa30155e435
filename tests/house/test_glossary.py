"""The check that every public name of the journey has its row in the glossary."""

from pathlib import Path

import pytest

from tools import glossary

TABLE = """
| English | bokmål | in the code |
|---|---|---|
| decision | vedtak | `Decision`, `decide` |
| period | periode | |
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    step = tmp_path / "rettvis" / "journey" / "decision"
    step.mkdir(parents=True)
    (step / "__init__.py").write_text("")
    (step / "decision.py").write_text("import os\n\nclass Decision: ...\n\ndef decide(): ...\n\n_OWN = 1\n")
    return tmp_path / "rettvis"


def test_every_public_name_of_the_journey_has_its_row() -> None:
    assert glossary.faults(glossary.GLOSSARY.read_text(encoding="utf-8")) == []


def test_names_with_rows_have_no_fault(source: Path) -> None:
    assert glossary.faults(TABLE, source) == []


@pytest.mark.parametrize(
    "planted", ["class Planted: ...", "def planted(): ...", "PLANTED: int = 1", "planted = 1"]
)
def test_a_planted_name_is_found(source: Path, planted: str) -> None:
    (source / "journey" / "decision" / "planted.py").write_text(planted)
    [fault] = glossary.faults(TABLE, source)
    assert "planted has no row" in fault.lower()


def test_a_name_that_is_gone_from_the_code_is_found(source: Path) -> None:
    table = TABLE.replace("periode | |", "periode | `Period` |")
    assert glossary.faults(table, source) == ["docs/glossary.md: Period is not in the code"]


def test_a_name_in_two_rows_is_found(source: Path) -> None:
    table = TABLE.replace("periode | |", "periode | `decide` |")
    assert glossary.faults(table, source) == ["docs/glossary.md: decide is in two rows"]
