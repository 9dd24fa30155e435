"""The handbook's commands: each is run as it stands, and what the handbook shows is what is printed."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from rettvis.cli.main import COMMANDS, run

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook"
PAGE = HANDBOOK / "kommandolinje.md"
WALKED_ELSEWHERE = {
    "lawbook",
    "log",
    "bank",
    "settle",
    "demo",
    "install",
    "upgrade",
    "serve",
    "worker",
    "account",
    "backup",
    "restore",
}
"""Commands that have tests of their own, and those of the handbook of operation, which are walked there."""
BLOCK = re.compile(
    r"(?:^```yaml\n(?P<file>.*?)^```\n\n)?^```console\n(?P<shown>.*?)^```", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True)
class Example:
    """One command of the handbook: the file above it, the words, what is shown, and the exit status."""

    file: str
    words: tuple[str, ...]
    shown: tuple[str, ...]
    status: int


def examples() -> list[Example]:
    """Every command on the page that shows what it prints."""
    found = []
    for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        for command in block["shown"].split("$ rettvis ")[1:]:
            first, *shown = command.strip().splitlines()
            status = int(shown.pop().strip("[]")) if shown and re.fullmatch(r"\[\d\]", shown[-1]) else 0
            found.append(Example(block["file"] or "", tuple(first.split()), tuple(shown), status))
    return found


def squeezed(text: str) -> str:
    """The text without its spacing, which a table may break anywhere."""
    return "".join(text.split())


@pytest.mark.parametrize("example", examples(), ids=lambda example: " ".join(example.words))
def test_the_command_prints_what_the_handbook_shows(
    example: Example, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(HANDBOOK / "eksempler", tmp_path, dirs_exist_ok=True)
    for word in example.words:
        if example.file and word.endswith(".yaml"):
            (tmp_path / word).write_text(example.file, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    assert run(example.words) == example.status
    printed = capsys.readouterr()
    told = squeezed(printed.err if example.status == 2 else printed.out)
    place = 0
    for part in re.split(r"\s{2,}|\n", "\n".join(example.shown)):
        found = told.find(squeezed(part), place)
        assert found >= 0, part
        place = found


def test_the_page_tells_of_every_command() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [
        name for name in COMMANDS if not re.search(rf"^##+ .*`rettvis {name}`$", page, re.MULTILINE)
    ] == []


def test_every_command_that_answers_has_an_example() -> None:
    assert {example.words[0] for example in examples()} == set(COMMANDS) - WALKED_ELSEWHERE


def test_every_example_file_is_used() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [path.name for path in (HANDBOOK / "eksempler").iterdir() if path.name not in page] == []
