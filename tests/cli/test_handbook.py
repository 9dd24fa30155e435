"""The handbook's examples: each file is run, and what the handbook prints is printed."""

import re
from pathlib import Path

import pytest

from rettvis.cli.main import run
from rettvis.cli.needs import _CASE, _NEED
from rettvis.cli.needs_facts import _HOUSEHOLD, _PERCENT, _WHOLE, _YES_NO

HANDBOOK = (Path(__file__).parents[2] / "docs" / "handbook" / "kommandolinje.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```yaml\n(.*?)```\n\n```console\n\$ rettvis (\w+) behov\.yaml\n(.*?)```", re.DOTALL)
EXAMPLES = EXAMPLE.findall(HANDBOOK)


def words(text: str) -> str:
    """The words of a text without its spacing, which a table may break anywhere."""
    return "".join(text.split())


@pytest.mark.parametrize(("content", "command", "printed"), EXAMPLES)
def test_the_example_prints_what_the_handbook_says(
    content: str,
    command: str,
    printed: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    file = tmp_path / "behov.yaml"
    file.write_text(content, encoding="utf-8")
    assert run([command, str(file)]) == 0
    shown = words(capsys.readouterr().out)
    for line in printed.splitlines():
        for part in line.split("  "):
            assert words(part) in shown


def test_every_example_has_its_output() -> None:
    assert len(EXAMPLES) == HANDBOOK.count("```yaml") > 0


@pytest.mark.parametrize("name", sorted({*_CASE, *_NEED, *_HOUSEHOLD, *_PERCENT, *_WHOLE, *_YES_NO} - {"id"}))
def test_every_name_of_a_file_of_needs_is_explained(name: str) -> None:
    assert f"`{name}`" in HANDBOOK or f"{name}:" in HANDBOOK
