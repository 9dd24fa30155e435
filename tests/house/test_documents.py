"""The documents name what there is: commands, links, the licence."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
READMES = ["README.md", "README.nb.md", "CONTRIBUTING.md"]


@pytest.mark.parametrize("readme", READMES)
def test_every_command_of_a_document_is_in_the_makefile(readme: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)", (ROOT / readme).read_text(encoding="utf-8")))
    named |= set(re.findall(r"^make ([a-z]+)", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert named <= targets


def pages() -> list[Path]:
    """Every page of the documents."""
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#:]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_two_readmes_show_the_same_commands() -> None:
    commands = re.compile(r"^(?:make|rettvis) [^#\n]*", re.MULTILINE)
    english, norwegian = ((ROOT / name).read_text(encoding="utf-8") for name in READMES[:2])
    assert [line.strip() for line in commands.findall(english)] == [
        line.strip() for line in commands.findall(norwegian)
    ]


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\((\d{4}-[^)]+)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in folder.glob("0*.md"))


def test_the_makefile_lists_its_targets() -> None:
    listing = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("demo", "test", "check", "bench", "lawbook", "catalogues"):
        assert f"make {target}" in listing


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "Belgian law" in text
    assert "Appendix" in text
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"] == "EUPL-1.2"
